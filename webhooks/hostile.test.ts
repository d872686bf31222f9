import { createConnection } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, inject, test } from 'vitest';
import type { Executor } from '../core/db/connect.ts';
import { run } from '../core/db/processes.ts';
import { rehearsed } from '../rehearsal/rehearse.ts';
import { amani } from '../test/amani.ts';
import {
  genuine,
  type Hostile,
  hostileRequest,
  hostileTargets,
  marker,
  type Secrets,
} from '../test/faults/hostile-requests.ts';
import { openHouse } from '../test/faults/house.ts';
import { accounts, publicUrl } from '../test/faults/provider.ts';
import { seededChance } from '../test/faults/seeded.ts';
import { openStage } from '../test/play.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Given by scripts/faults.ts. */
    hostile?: { count: number; seed: number };
  }
}

const PATIENCE_MS = 15_000;

type Send = (path: string, init: Hostile['init']) => Promise<Response> | Response;

const long = inject('hostile');
const numberOf = (provider: string, kind: string) =>
  amani.channels.find((one) => one.provider === provider && one.kind === kind)?.number ?? '';
const numbers = {
  sms: numberOf('twilio', 'sms'),
  whatsapp: numberOf('twilio', 'whatsapp'),
  shared: numberOf('africastalking', 'sms'),
};

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** What a message or a receipt could change. */
async function recordsOf(db: Executor) {
  const { rows } = await sql`
    select (select count(*) from inbound_message) as messages, (select count(*) from outbox) as outbox,
      (select count(*) from event) as events, (select count(*) from receipt) as receipts,
      (select count(*) from contact) as contacts, (select sum(revision) from conversation) as revisions
  `.execute(db);
  return rows[0];
}

/** Says which were answered otherwise than they should be. */
async function attack(
  send: Send,
  secrets: Secrets,
  place: number,
  many: { count: number; seed: number; atOnce: number },
) {
  const target = hostileTargets(secrets, numbers)[place];
  if (target === undefined) throw new Error('no such webhook');
  const chance = seededChance(many.seed + place);
  const wrong = new Map<string, number>();
  let left = many.count;
  const one = async () => {
    while (left-- > 0) {
      const { kind, path, init, expected } = hostileRequest(secrets, target, chance);
      const status = await Promise.resolve(send(path, init)).then(
        (answer) => answer.arrayBuffer().then(() => answer.status),
        () => 0, // nobody answered
      );
      const told = `${target.name}: ${kind} → ${status}`;
      if (!expected.includes(status)) wrong.set(told, (wrong.get(told) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: many.atOnce }, one));
  return [...wrong].map(([told, count]) => `${told}, ${count} times`);
}

test('generated requests: each its right status, a replay changes nothing, and the log says nothing of what they held', async () => {
  const stage = await openStage('sms', amani);
  open.push(() => stage.close());
  const send: Send = (path, init) => stage.miadi.webhooks.request(path, init);
  const secrets = {
    publicUrl: 'http://miadi.test',
    authToken: rehearsed.twilio.authToken,
    webhookSecret: rehearsed.africastalking.webhookSecret,
  };
  const targets = hostileTargets(secrets, numbers);
  for (const target of targets) {
    const { path, init } = genuine(secrets, target);
    expect([target.name, (await send(path, init)).status]).toEqual([target.name, 200]);
  }
  await stage.settle();
  const before = await recordsOf(stage.database.db);
  const wrong: string[] = [];
  for (const place of targets.keys()) {
    wrong.push(...(await attack(send, secrets, place, { count: 3_000, seed: 20_261_005, atOnce: 8 })));
  }
  await stage.settle();
  expect(wrong).toEqual([]);
  expect(await recordsOf(stage.database.db)).toEqual(before);
  expect(stage.log.lines.filter((line) => line.includes('webhook_refused')).length).toBeGreaterThan(10_000);
  expect(stage.log.lines.filter((line) => line.toLowerCase().includes(marker))).toEqual([]);
}, 180_000);

if (long) {
  test(
    'the same over sockets, at a process of its own: its memory stays flat',
    async () => {
      const house = await openHouse(join(inject('folder'), 'hostile'));
      open.push(() => house.close());
      const web = house.programs.find(({ role }) => role === 'web');
      if (!web) throw new Error('no web process');
      const send: Send = (path, init) =>
        fetch(`${web.origin}${path}`, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
      const secrets = {
        publicUrl,
        authToken: accounts.twilio.authToken,
        webhookSecret: accounts.africastalking.webhookSecret,
      };
      const targets = hostileTargets(secrets, numbers);
      for (const target of targets) {
        const { path, init } = genuine(secrets, target);
        expect((await send(path, init)).status).toBe(200);
      }
      const sockets = Array.from({ length: 100 }, () => slowBody(web.port, targets[0]?.path ?? ''));
      open.push(async () => void sockets.map((socket) => socket.destroy()));
      const wrong: string[] = [];
      const megabytes: number[] = [];
      for (const place of targets.keys()) {
        // the first webhook warms the process up
        for (const [part, count] of [Math.ceil(long.count / 10), long.count].entries()) {
          wrong.push(...(await attack(send, secrets, place, { count, seed: long.seed + part, atOnce: 32 })));
          megabytes.push(await residentMegabytes(web.pid()));
        }
      }
      process.stdout.write(`resident memory after each part: ${megabytes.join(', ')} MiB\n`);
      expect(wrong).toEqual([]);
      expect(web.ended()).toBe(0);
      expect(Math.max(...megabytes) - (megabytes[1] ?? 0)).toBeLessThan(64);
      expect(web.lines.join('').toLowerCase()).not.toContain(marker);
    },
    6 * 3_600_000,
  );
}

/** A request whose body never comes to its end. */
function slowBody(port: number, path: string) {
  const socket = createConnection(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 60000\r\n\r\nBody=`,
  );
  const dripping = setInterval(() => socket.write(marker), 1_000);
  socket.on('close', () => clearInterval(dripping));
  return socket;
}

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const { output } = await run(['ps', '-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(output) / 1024);
}
