import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Line } from '../../core/messaging/outbox.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openFront } from '../../test/front.ts';
import { newLine, queueTo } from '../../test/lines.ts';
import { openReception } from '../../test/reception.ts';
import { type Later, noLater, type WakeHandlers, type WakeKind } from './later.ts';
import { createWakeUps, type WakeUps } from './wake-ups.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ max: 20 });
});
let wakeUps: WakeUps | undefined;
afterEach(async () => {
  await wakeUps?.stop();
  await database.drop();
});

/** Remembers what it is asked, and wakes when it is told to. */
function hand() {
  const asked: [WakeKind, string][] = [];
  let handlers: WakeHandlers | undefined;
  const later: Later = {
    ...noLater,
    at: (kind, when) => void asked.push([kind, when.toString()]),
    work: async (given) => {
      handlers = given;
    },
  };
  return { later, asked, wake: async (kind: WakeKind) => handlers?.[kind]() };
}

async function start(look = async () => 0) {
  const reception = await openReception(database.db);
  const front = await openFront(database.db);
  const { later, asked, wake } = hand();
  const woken: Line[] = [];
  const { clock } = reception.core;
  const bot = {
    ...front.bot,
    ...reception.core,
    db: database.db,
    wake: (line: Line) => void woken.push(line),
    notices: { woken: true, look, lookAhead: async () => 0, nudge: () => undefined, idle: async () => {} },
  };
  wakeUps = createWakeUps(bot, later);
  await wakeUps.start();
  return { reception, clock, asked, wake, woken };
}

test('messages: the lines whose message is due are woken, those of the future are not', async () => {
  const { reception, clock, wake, woken } = await start();
  const line = await newLine(reception);
  await queueTo(reception, line);
  await wake('messages');
  expect(woken).toEqual([expect.objectContaining(line)]);
  const later = clock.now().add({ seconds: 30 });
  await database.pool.query('update outbox set next_attempt_at = $1', [later.toString()]);
  await wake('messages');
  expect(woken).toHaveLength(1);
});

test('the night is planned at the start, and each night plans the next', async () => {
  const { clock, asked, wake } = await start();
  const nights = ['2026-10-06T00:30:00Z', '2026-10-07T00:30:00Z'].map((at) => ['nightly', at]);
  await expect.poll(() => asked).toEqual(nights.slice(0, 1));
  clock.advance(Temporal.Duration.from({ hours: 24 }));
  await wake('nightly');
  expect(asked).toEqual(nights);
});

test('notices are looked at by who was handed in', async () => {
  let looks = 0;
  const { wake } = await start(async () => ++looks);
  await wake('notices');
  expect(looks).toBe(1);
});
