import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { House } from './house.ts';
import type { Chance } from './seeded.ts';
import { until } from './server.ts';

export const faultNames = ['kill', 'restart', 'cut', 'disk', 'clock'] as const;
export type FaultName = (typeof faultNames)[number];

/** Does it for so long, makes good what it broke, and says in words how often it struck. Throws where it could not strike. */
export type Fault = (house: House, ms: number, chance: Chance) => Promise<string>;

export const faults: Record<FaultName, { title: string; strike: Fault }> = {
  kill: { title: 'kill -9 of a random process every second', strike: kill },
  restart: { title: 'Postgres stopped at once, and started again', strike: restart },
  cut: { title: 'connections to Postgres ended and reset', strike: cut },
  disk: { title: 'disk full', strike: fillDisk },
  clock: { title: "a process's clock an hour back, and forward again", strike: stepBack },
};

async function kill(house: House, ms: number, chance: Chance): Promise<string> {
  let kills = 0;
  await every(1_000, ms, async () => {
    chance.pick(house.programs).kill();
    kills += 1;
  });
  await Promise.all(house.programs.map((program) => program.ready()));
  return `${kills} kills`;
}

/** In the middle; away for a fifth of the time, and some seconds at least. */
async function restart({ server }: House, ms: number): Promise<string> {
  const away = Math.max(2_000, ms / 5);
  await pause((ms - away) / 2);
  await server.crash();
  await pause(away);
  await server.ensureRuns();
  await pause((ms - away) / 2);
  return `away for ${(away / 1_000).toFixed(1)} s`;
}

/** Half of them by Postgres, which ends the backend; half on the way to it. */
async function cut({ server }: House, ms: number, chance: Chance): Promise<string> {
  let [ended, reset] = [0, 0];
  const straight = new pg.Pool({ connectionString: server.url, max: 1 });
  straight.on('error', () => undefined); // of ours, too, one may be cut
  await every(100, ms, async () => {
    if (chance.next() < 0.5) {
      reset += server.proxy.reset(chance) ? 1 : 0;
      return;
    }
    const found = await straight
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'miadi' and datname = current_database() order by random() limit 1`,
      )
      .catch(() => null);
    ended += found?.rowCount ?? 0;
  });
  await straight.end();
  if (ended === 0 || reset === 0) throw new Error(`nothing was cut: ${ended} ended, ${reset} reset`);
  return `${ended} ended, ${reset} reset`;
}

/** Where no small disk may be mounted, Postgres says of itself that it is full. */
async function fillDisk(house: House, ms: number): Promise<string> {
  const { disk, provider, database, server } = house;
  const before = provider.counts.putOff + provider.counts.unanswered;
  await (disk ? disk.fill() : pretendFull(database.pool, true));
  try {
    await pause(ms);
    // however slowly the last free pages went: the fault has not struck until a message was put off
    await until(
      'a message is put off',
      async () => provider.counts.putOff + provider.counts.unanswered > before,
      20_000,
    );
  } finally {
    await (disk ? disk.free() : pretendFull(database.pool, false));
  }
  await server.ensureRuns();
  await until('Postgres answers', async () => (await database.pool.query('select 1')).rowCount === 1);
  return disk ? 'a small tmpfs, filled' : 'no tmpfs can be mounted here: refused by a trigger';
}

async function pretendFull(pool: pg.Pool, full: boolean): Promise<void> {
  const tables = ['inbound_message', 'outbox', 'event', 'receipt'];
  const begin = `create or replace function disk_full() returns trigger language plpgsql as
    $$ begin raise exception 'no space left' using errcode = 'disk_full'; end $$;`;
  const each = tables.map((table) =>
    full
      ? `create trigger disk_full before insert on ${table} execute function disk_full();`
      : `drop trigger disk_full on ${table};`,
  );
  await pool.query((full ? begin : '') + each.join('\n'));
}

async function stepBack(house: House, ms: number, chance: Chance): Promise<string> {
  let steps = 0;
  await every(700, ms, async () => {
    house.misset(chance.pick(house.programs), -3_600_000);
    steps += 1;
  });
  house.misset(null, 0);
  return `${steps} steps`;
}

async function every(ms: number, forMs: number, act: () => Promise<void>): Promise<void> {
  const end = performance.now() + forMs;
  for (;;) {
    await pause(ms);
    if (performance.now() > end) return;
    await act();
  }
}
