import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { JobsBackend, Queues, Wish } from './queues.ts';
import { tellSeldom } from './telling.ts';
import { createWanted } from './wanted.ts';

/** notices: look at those that are due · messages: wake the lines whose retry is due · nightly: prune */
export const wakeKinds = ['notices', 'messages', 'nightly'] as const;
export type WakeKind = (typeof wakeKinds)[number];

/**
 * What is to be looked at later. The rows in Postgres are the truth, and a job only wakes somebody to look at them; one that is
 * lost is the sweeper's to find (docs/decisions/0014-jobs-are-wake-up-calls.md).
 */
export type Later = {
  /**
   * Asks that somebody looks at that moment, at the end of its second. Returns at once and never throws. What is asked for the
   * same second, however often, is one job.
   */
  at(kind: WakeKind, when: Temporal.Instant): void;
  /**
   * Looks when it is time, from now on: in a worker. A handler takes all that is due, and may run twice, here and in another
   * process, at the same time. One that fails is tried again, later each time, and at last left to the sweeper. Resolves when
   * it works, or the backend was tried once in vain: it is tried on then.
   */
  work(handlers: WakeHandlers): Promise<void>;
  /** Jobs that wait, for their time or a worker, or run. Rejects while the backend does not answer. */
  depth(): Promise<Record<WakeKind, number>>;
  /** Takes no more jobs, and resolves when what runs has ended; after 20 seconds at the latest. */
  stop(): Promise<void>;
};

export type WakeHandlers = Readonly<Record<WakeKind, () => Promise<void>>>;

/** Where the clock is moved by hand: there the sweeper finds everything. */
export const noLater: Later = {
  at: () => undefined,
  work: async () => undefined,
  depth: async () => ({ notices: 0, messages: 0, nightly: 0 }),
  stop: async () => undefined,
};

/** @property retry how often a handler is tried in all, and the pause before its second try; each later one is twice as long */
export type LaterParts = {
  backend: JobsBackend;
  clock: Clock;
  log: Log;
  retry?: Retry;
};

type Retry = { tries: number; firstMs: number };

/** Pauses between tries to reach the backend at the start; after that it is BullMQ that connects again. */
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 30_000] as const;
const STOP_WITHIN_MS = 20_000;
/** For what was asked last. */
const ADD_WITHIN_MS = 1_000;

export function createLater({ backend, clock, log, retry }: LaterParts): Later {
  const ending = new AbortController();
  const telling = tellSeldom(log, ending.signal);
  const wanted = createWanted(clock, telling, ending.signal);
  const tried = Promise.withResolvers<void>();
  let queues: Queues<WakeKind> | undefined;
  let handlers: WakeHandlers | undefined;
  let stopped: Promise<void> | undefined;
  let opening = open();

  async function open(): Promise<void> {
    for (let tries = 0; !ending.signal.aborted; tries++) {
      queues = await reach();
      if (queues !== undefined) wanted.addTo(queues);
      const works = queues !== undefined && (handlers === undefined || (await begin(queues, handlers)));
      tried.resolve();
      if (works) return;
      const again = AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)];
      await pause(again, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  async function reach(): Promise<Queues<WakeKind> | undefined> {
    try {
      const { openQueues } = await import('./queues.ts'); // BullMQ is loaded only where it is used
      return await openQueues(backend, wakeKinds, telling.trouble, ending.signal);
    } catch (error) {
      telling.trouble(error);
      return undefined;
    }
  }

  /** False: the backend went away again, and all is to be opened anew. */
  async function begin(opened: Queues<WakeKind>, work: WakeHandlers): Promise<boolean> {
    const run = createRun({ clock, log, retry: retry ?? { tries: 5, firstMs: 2_000 } }, opened, work);
    try {
      await opened.work(async (kind, wish) => {
        telling.fine();
        await run(kind, wish);
      });
      return true;
    } catch (error) {
      telling.trouble(error);
      queues = undefined;
      await opened.close(0);
      return false;
    }
  }

  async function work(given: WakeHandlers): Promise<void> {
    handlers = given;
    if (queues === undefined) return tried.promise;
    if (!(await begin(queues, given))) opening = open();
  }

  async function depth(): Promise<Record<WakeKind, number>> {
    if (queues === undefined) throw new Error('the jobs cannot be reached');
    return queues.depth();
  }

  async function end(): Promise<void> {
    await wanted.settle(ADD_WITHIN_MS);
    ending.abort();
    await opening;
    await queues?.close(STOP_WITHIN_MS);
    tried.resolve();
  }

  return {
    at(kind, when) {
      if (!ending.signal.aborted) wanted.ask(kind, when);
    },
    work,
    depth,
    stop() {
      stopped ??= end();
      return stopped;
    },
  };
}

/** A job is taken up so early at most by a worker whose clock is behind: it waits the rest. */
const EARLY_MS = 2_000;

/** What becomes of a job. A handler that fails gets a job of its own for the next try: BullMQ's own way back is not sound yet (0012). */
function createRun(
  { clock, log, retry }: { clock: Clock; log: Log; retry: Retry },
  queues: Queues<WakeKind>,
  handlers: WakeHandlers,
): (kind: WakeKind, wish: Wish) => Promise<void> {
  return async (kind, { second, tries }) => {
    const early = second * 1000 - clock.now().epochMilliseconds;
    if (early > 0) await pause(Math.min(early, EARLY_MS));
    try {
      await handlers[kind]();
    } catch (error) {
      if (tries >= retry.tries) return log.error('wake_given_up', { kind, tries }, error);
      log.error('wake_failed', { kind, tries }, error);
      const delayMs = Math.round(retry.firstMs * 2 ** (tries - 1) * (0.75 + Math.random() / 2));
      await queues.add(kind, [{ second, tries: tries + 1, delayMs }]);
    }
  };
}
