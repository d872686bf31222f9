import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { type NoticeHouse, openNoticeHouse } from './notice-house.ts';
import { findRedisServer, openRedis } from './redis.ts';

/**
 * 200 notices are due at the same moment, two workers send them, and something ends in the middle: everybody has theirs, and who
 * has it twice had one message in doubt, of which it was told.
 */
const PATIENTS = 200;
const redis = await findRedisServer();

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
}, 60_000);

async function house(env: Record<string, string> = {}): Promise<NoticeHouse> {
  const opened = await openNoticeHouse(inject('folder'), env);
  open.push(() => opened.close());
  await opened.fill(PATIENTS);
  return opened;
}

/** Nobody is left out, and nothing came twice that was not told of. */
async function expectWhole(opened: NoticeHouse): Promise<void> {
  const found = await opened.findings();
  expect(found).toMatchObject({ without: 0, moreThanTwice: 0, untold: 0, again: 0, attempts: PATIENTS });
  expect(found.twice).toBeLessThanOrEqual(found.doubted);
  expect(found.sends).toBe(PATIENTS + found.twice);
}

describe('two workers on one Postgres', () => {
  test('nothing goes wrong: each has it once', { timeout: 90_000 }, async () => {
    const opened = await house();
    await opened.work();
    await opened.reached(PATIENTS);
    await opened.settle();
    const found = await opened.findings();
    expect(found).toEqual({
      ...{ without: 0, twice: 0, moreThanTwice: 0, sends: PATIENTS, attempts: PATIENTS },
      ...{ doubted: 0, untold: 0, again: 0 },
    });
  });

  test('one is killed with kill -9 in mid-send', { timeout: 120_000 }, async () => {
    const opened = await house();
    const [first] = await opened.work();
    await opened.reached(40);
    first.kill();
    expect(opened.arrived()).toBeLessThan(PATIENTS);
    await opened.settle();
    await expectWhole(opened);
  });

  test('Postgres ends without a word in the middle, and comes back', { timeout: 120_000 }, async () => {
    const opened = await house();
    await opened.work();
    await opened.reached(40);
    await opened.server.crash();
    expect(opened.arrived()).toBeLessThan(PATIENTS);
    await pause(1_500);
    await opened.server.ensureRuns();
    await opened.settle();
    await expectWhole(opened);
  });
});

test.runIf(redis !== null)(
  'Redis is flushed before they are due, and in the middle',
  { timeout: 120_000 },
  async () => {
    const servers = await openRedis(redis ?? '', inject('folder'), 1);
    open.push(() => servers.kill());
    const opened = await house({ REDIS_URL: servers.urls.join() });
    await opened.work();
    await pause(2_000);
    await servers.flush();
    await opened.reached(40);
    await servers.flush();
    await opened.settle();
    const found = await opened.findings();
    expect(found).toMatchObject({ without: 0, twice: 0, sends: PATIENTS, doubted: 0 });
  },
);
