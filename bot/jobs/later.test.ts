import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { captureLog } from '../../core/log.ts';
import { type JobsServer, type JobsServerRow, jobsServers } from '../../test/jobs-backends.ts';
import { createLater, type Later, type LaterParts, type WakeHandlers, wakeKinds } from './later.ts';

/** One suite, on every backend that this machine has: Postgres always, Redis and a Redis Cluster where there is a redis-server. */
const rows = await jobsServers();
if (rows.length === 1)
  process.stdout.write('no redis-server on this machine: jobs are tried on Postgres alone\n');

const now = () => systemClock.now();
const inMs = (milliseconds: number) => now().add({ milliseconds });
const nothing: WakeHandlers = { notices: async () => {}, messages: async () => {}, nightly: async () => {} };

// The backends beside each other, as nearly all of it is waiting; on each of them one test after the other. What a test expects is its own
// then: that of the file would take one test for another.
describe.concurrent.each(rows)('jobs on $name', (row) => {
  describe('in turn', { concurrent: false }, () => tryJobs(row));
});

function tryJobs({ open }: JobsServerRow): void {
  let server: JobsServer;
  const laters: Later[] = [];
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    server = await open(inject('folder'));
  });
  afterAll(() => server.close());
  beforeEach(() => server.flush());
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(laters.splice(0).map((later) => later.stop()));
  });

  function create(parts: Partial<LaterParts> = {}) {
    const { log, lines: written } = captureLog();
    const lines = () => written.map((line) => JSON.parse(line) as { event: string; tries?: number });
    const later = createLater({ backend: server.backend, clock: systemClock, log, ...parts });
    laters.push(later);
    return { later, lines };
  }

  /** When each of its calls came. */
  async function worker(parts: Partial<LaterParts> = {}, during: () => Promise<void> = async () => {}) {
    const calls: Temporal.Instant[] = [];
    const notices = async () => {
      calls.push(now());
      await during();
    };
    const created = create(parts);
    await created.later.work({ ...nothing, notices });
    return { ...created, calls };
  }

  test('wakes at the time, once for a second, and each kind for itself', async ({ expect }) => {
    const { later, calls, lines } = await worker();
    const [first, second] = [inMs(1_200), inMs(3_200)];
    for (let count = 0; count < 100; count++) later.at('notices', first);
    later.at('notices', second);
    later.at('messages', second);
    await expect.poll(later.depth).toEqual({ notices: 2, messages: 1, nightly: 0 });
    await expect.poll(() => calls.length, { timeout: 10_000 }).toBe(2);
    for (const [place, asked] of [first, second].entries()) {
      const late = asked.until(calls[place] ?? now()).total('milliseconds');
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(2_000);
    }
    await expect.poll(later.depth).toEqual({ notices: 0, messages: 0, nightly: 0 });
    expect(calls).toHaveLength(2);
    expect(lines()).toEqual([]);
  });

  test('what is past is looked at now, and one second can be asked for again once it has been', async ({
    expect,
  }) => {
    const { later, calls } = await worker();
    later.at('notices', inMs(-60_000));
    await expect.poll(() => calls.length, { timeout: 5_000 }).toBe(1);
    later.at('notices', inMs(-60_000));
    await expect.poll(() => calls.length, { timeout: 5_000 }).toBe(2);
  });

  test("the delay is by our clock, which need not be the machine's", async ({ expect }) => {
    const ahead = { now: () => now().add({ hours: 5 }) };
    const { later, calls } = await worker({ clock: ahead });
    later.at('notices', ahead.now().add({ seconds: 1 }));
    await expect.poll(() => calls.length, { timeout: 5_000 }).toBe(1);
  });

  test('two workers share what there is', async ({ expect }) => {
    const held = Promise.withResolvers<void>();
    const [one, other] = [await worker({}, () => held.promise), await worker({}, () => held.promise)];
    for (let second = 1; second <= 4; second++) one.later.at('notices', inMs(second * 1_000));
    await expect.poll(() => [one.calls.length, other.calls.length], { timeout: 15_000 }).toEqual([2, 2]);
    held.resolve();
    await expect.poll(one.later.depth).toMatchObject({ notices: 0 });
    expect([one.calls.length, other.calls.length]).toEqual([2, 2]);
  });

  test('a worker killed with kill -9 amid a job: another takes it up within seconds', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const { later } = create();
    const script = fileURLToPath(new URL('../../test/later-child.ts', import.meta.url));
    const child = spawn(process.execPath, [script, JSON.stringify(server.backend)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await expect.poll(() => said, { timeout: 20_000 }).toContain('works');
    later.at('notices', inMs(500));
    await expect.poll(() => said, { timeout: 10_000 }).toContain('began');
    child.kill('SIGKILL');
    const { calls } = await worker();
    await expect.poll(() => calls.length, { timeout: 15_000 }).toBe(1);
  });

  test('a handler that fails is tried again, then given up, and the log says so', async ({ expect }) => {
    const fails = () => Promise.reject(new Error('not today'));
    const { later, calls, lines } = await worker({ retry: { tries: 3, firstMs: 200 } }, fails);
    later.at('notices', inMs(100));
    await expect.poll(() => calls.length, { timeout: 15_000 }).toBe(3);
    await expect.poll(later.depth).toMatchObject({ notices: 0 });
    const told = lines().map(({ event, tries }) => [event, tries]);
    expect(told).toEqual([
      ['wake_failed', 1],
      ['wake_failed', 2],
      ['wake_given_up', 3],
    ]);
    expect(JSON.stringify(lines())).not.toContain('not today');
  });

  test('every job lost in the middle: nothing throws, and what is asked next is done', async ({ expect }) => {
    const { later, calls } = await worker();
    later.at('notices', inMs(60_000));
    await expect.poll(later.depth).toMatchObject({ notices: 1 });
    await server.flush();
    expect(await later.depth()).toMatchObject({ notices: 0 });
    later.at('notices', inMs(1_000));
    await expect.poll(() => calls.length, { timeout: 10_000 }).toBe(1);
  });

  test('the server dies and comes back: what was asked meanwhile is done, by the same workers', {
    timeout: 90_000,
  }, async ({ expect }) => {
    const { later, calls, lines } = await worker();
    await server.crash();
    try {
      for (let second = 0; second < 20; second++) later.at('notices', inMs(second * 100));
      await pause(1_500);
    } finally {
      await server.revive();
    }
    await expect.poll(() => calls.length, { timeout: 30_000 }).toBeGreaterThan(0);
    const before = calls.length;
    later.at('notices', inMs(1_500));
    await expect.poll(() => calls.length, { timeout: 10_000 }).toBeGreaterThan(before);
    const events = lines().map(({ event }) => event);
    expect(events.filter((event) => event === 'jobs_trouble')).toHaveLength(1); // not one for each time it was tried
    expect(events.at(-1)).toBe('jobs_reached_again');
  });

  test('started while the server is away, it works when that comes', { timeout: 90_000 }, async ({
    expect,
  }) => {
    await server.crash();
    let calls: Temporal.Instant[];
    try {
      const started = await worker();
      calls = started.calls;
      started.later.at('notices', now());
      await expect(started.later.depth()).rejects.toThrow();
    } finally {
      await server.revive();
    }
    await expect.poll(() => calls.length, { timeout: 30_000 }).toBe(1);
  });

  test('stop waits for what runs, and for nothing else', async ({ expect }) => {
    const idle = await worker();
    const began = performance.now();
    await idle.later.stop();
    expect(performance.now() - began).toBeLessThan(2_500);
    const ended: string[] = [];
    const { later, calls } = await worker({}, async () => {
      await pause(1_000);
      ended.push('handler');
    });
    later.at('notices', now());
    later.at('notices', inMs(30_000));
    await expect.poll(() => calls.length, { timeout: 5_000 }).toBe(1);
    await later.stop();
    expect(ended).toEqual(['handler']);
    later.at('notices', now()); // nobody hears it, and nothing throws
    await later.stop();
  });

  test('stops while the server is away', { timeout: 60_000 }, async ({ expect }) => {
    const { later } = await worker();
    await server.crash();
    const { later: hopeless } = create();
    try {
      for (const one of [later, hopeless]) one.at('notices', now());
      const began = performance.now();
      await Promise.all([later.stop(), hopeless.stop()]);
      expect(performance.now() - began).toBeLessThan(8_000);
    } finally {
      await server.revive();
    }
  });
}

test('every kind has a handler', () => {
  expect(Object.keys(nothing)).toEqual([...wakeKinds]);
});
