import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { measureRawJobs } from '../lab/raw-jobs.ts';
import { fillReminders, makeDue } from '../lab/reminders.ts';
import { leadPeopleIn, openStage, type Stage } from '../lab/stage.ts';
import type { Figure } from '../report.ts';

/** Messages a second from patients who write meanwhile. */
const writing = 20;
/** In turn: each has written before, and is in the midst of saying something. */
const writers = 400;
/** Long enough for the program to be up and to have looked ahead. */
const DUE_IN_SECONDS = 20;
/** A program that has run for a while: statements are planned, code is compiled. Reminders and messages before the clock starts. */
const WARM_UP = 500;
const WARM_UP_MS = 15_000;
/** No longer than the reminders take: what is timed is what is said while they go out. */
const WRITING_MS = 8_000;
const GIVE_UP_MS = 300_000;

type Pair = {
  raw: number;
  sent: number;
  late: number;
  p99: number;
  failed: number;
  product: number;
  postgres: number;
};

/**
 * All reminders due in one and the same second, each re-read, attempted, sent and recorded, over BullMQ's own rate with jobs that do
 * nothing on the same backend, one after the other. Meanwhile patients write.
 */
export async function measureReminders(bench: Bench): Promise<Figure[]> {
  const { lab, extent, tell } = bench;
  const template = await lab.template(`reminders_${extent.people}`, async (database, url) => {
    await fillReminders(database, lab.vault, extent.people);
    await leadPeopleIn(lab, { database, url, people: writers, regulars: true });
  });
  const pairs: Pair[] = [];
  for (let number = 1; number <= extent.pairs; number++) {
    const raw = await measureRawJobs({ kind: 'postgres', url: lab.yardstickUrl }, { jobs: extent.people });
    await using stage = await openStage(lab, { template, processes: 1 });
    const pair = { raw, ...(await sendAll(stage, extent.people)) };
    pairs.push(pair);
    tell(`reminders, pair ${number}: ${describe(pair)}`);
    await stage.check();
  }
  return figuresOf(extent.people, pairs);
}

async function sendAll(stage: Stage, people: number): Promise<Omit<Pair, 'raw'>> {
  const { database, load, origins } = stage;
  await makeDue(database, { first: WARM_UP, inSeconds: DUE_IN_SECONDS });
  const due = performance.now() + DUE_IN_SECONDS * 1_000;
  const order = { origins, people: writers, rate: writing, regulars: true };
  await load.ask('arrivals', { ...order, ms: WARM_UP_MS });
  await pause(due - performance.now());
  const arriving = load.ask('arrivals', { ...order, ms: WRITING_MS });
  const before = await stage.cpu();
  const many = people - (await doneIn(database.pool));
  const taken = await load.ask('taken', {});
  for (let done = 0; done < people; ) {
    if (performance.now() - due > GIVE_UP_MS) throw new Error(`${done} of ${people} reminders are done with`);
    await pause(200);
    // Postgres would go through all messages for it, beside what is timed: it is asked once the provider has taken enough
    const { messages } = await load.ask('taken', {});
    if (messages - taken.messages >= many) done = await doneIn(database.pool);
  }
  const seconds = (performance.now() - due) / 1_000;
  const after = await stage.cpu();
  const arrived = await arriving;
  await stage.drain();
  const { rows } = await database.pool.query<{ twice: number }>(
    'select count(*)::int as twice from (select notice_id from outbox where notice_id is not null group by 1 having count(*) > 1) more',
  );
  if (rows[0]?.twice !== 0) throw new Error(`${rows[0]?.twice} reminders went out more than once`);
  const micros = (part: 'product' | 'postgres') => ((after[part] - before[part]) / many) * 1_000;
  return {
    ...{ sent: many / seconds, late: seconds, p99: arrived.p99, failed: arrived.failed },
    ...{ product: micros('product'), postgres: micros('postgres') },
  };
}

/** Sent, or rightly not, as the patient has answered or cancelled first. */
async function doneIn(pool: Stage['database']['pool']): Promise<number> {
  const { rows } = await pool.query<{ done: number }>(
    `select count(*)::int as done from notice n where state <> 'open'
      or exists (select from outbox o where o.notice_id = n.id and o.sent_at is not null)`,
  );
  return rows[0]?.done ?? 0;
}

function figuresOf(people: number, pairs: readonly Pair[]): Figure[] {
  const of = (what: string, value: (pair: Pair) => number, rest: Partial<Figure> = {}): Figure => {
    return { part: 'reminders', what, values: pairs.map(value), ...rest };
  };
  return [
    of(
      `${people} reminders of one second ÷ empty jobs of BullMQ on Postgres`,
      ({ sent, raw }) => sent / raw,
      {
        bound: { atLeast: 0.5 },
      },
    ),
    of('reminders a second', ({ sent }) => sent),
    of('empty jobs a second', ({ raw }) => raw),
    of('the last one is late by', ({ late }) => late, { unit: 's' }),
    of(`patients who write meanwhile, ${writing} a second: 99th percentile`, ({ p99 }) => p99, {
      unit: 'ms',
      bound: { atMost: 50 },
    }),
    of('processor a reminder, those who write included: product', ({ product }) => product, { unit: 'µs' }),
    of('… Postgres', ({ postgres }) => postgres, { unit: 'µs' }),
    of('of these not answered 200', ({ failed }) => failed, { bound: { atMost: 0 } }),
  ];
}

function describe({ raw, sent, late, p99 }: Pair): string {
  return `${Math.round(sent)} a second (all after ${late.toFixed(1)} s), BullMQ alone ${Math.round(raw)}, patients' p99 ${p99.toFixed(1)} ms`;
}
