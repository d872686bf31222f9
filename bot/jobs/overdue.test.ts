import { beforeEach, expect, test } from 'vitest';
import { movableClock } from '../../core/clock.ts';
import { captureLog } from '../../core/log.ts';
import { type Backlog, emptyBacklog } from '../../core/messaging/backlog.ts';
import { createOverdueWatch, type OverdueWatch } from './overdue.ts';

let clock: ReturnType<typeof movableClock>;
let log: ReturnType<typeof captureLog>;
let watch: OverdueWatch;
let overdue: Backlog['overdue'];
let [reads, alarms] = [0, 0];

beforeEach(() => {
  clock = movableClock(Temporal.Instant.from('2026-10-05T06:00:00Z'));
  log = captureLog();
  overdue = emptyBacklog().overdue;
  [reads, alarms] = [0, 0];
  const read = async () => {
    reads++;
    return overdue;
  };
  watch = createOverdueWatch({ clock, log: log.log }, read, () => {
    alarms++;
  });
});

/** The sweeper looks each second for so long. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await watch.look();
    clock.advance(Temporal.Duration.from({ seconds: 1 }));
  }
}

test('overdue for two minutes: said once in ten, and counted; read twice a minute at most', async () => {
  overdue = { ...overdue, notices: 3, messages: 1 };
  await pass(120);
  expect([alarms, reads]).toEqual([0, 4]);
  await pass(60);
  expect(alarms).toBe(1);
  expect(log.lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'error', event: 'overdue', kind: 'notices', count: 4 },
  ]);
  await pass(500);
  expect(alarms).toBe(1);
  await pass(200);
  expect(alarms).toBe(2);
});

test('what is done meanwhile alarms nobody, and the next time counts anew', async () => {
  overdue = { ...overdue, turns: 1 };
  await pass(100);
  overdue = emptyBacklog().overdue;
  await pass(60);
  overdue = { ...overdue, turns: 1 };
  await pass(110);
  expect(alarms).toBe(0);
  await pass(60);
  expect(alarms).toBe(1);
});

test('a scrape tells it, too; one that comes after a long time says nothing of the time between', () => {
  const late = { ...overdue, messages: 1 };
  watch.see(late);
  clock.advance(Temporal.Duration.from({ minutes: 20 }));
  watch.see(late);
  expect(alarms).toBe(0);
  clock.advance(Temporal.Duration.from({ minutes: 2 }));
  watch.see(late);
  expect(alarms).toBe(1);
});
