import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import type { WakeKind } from './later.ts';
import type { Queues } from './queues.ts';
import type { Telling } from './telling.ts';
import { within } from './within.ts';

/** What was asked for and is no job yet: it gathers here while the backend is away, up to a bound, and goes there in batches. */
export type Wanted = {
  ask(kind: WakeKind, when: Temporal.Instant): void;
  /** Where it goes from now on. */
  addTo(queues: Queues<WakeKind>): void;
  /** Resolves when nothing is left, or `ms` have passed. */
  settle(ms: number): Promise<void>;
};

/** So many seconds of a kind; more than these, and they are left to the sweeper. */
const MOST = 10_000;
const AT_ONCE = 500;
const AGAIN_MS = 1_000;

export function createWanted(clock: Clock, telling: Telling, ended: AbortSignal): Wanted {
  const wanted = new Map<string, { kind: WakeKind; second: number }>();
  let queues: Queues<WakeKind> | undefined;
  let adding: Promise<void> | undefined;

  function ask(kind: WakeKind, when: Temporal.Instant): void {
    const now = clock.now().epochMilliseconds;
    // The end of the second, so that all of it is due by then; and never one whose job may be running already.
    const second = Math.max(Math.ceil(when.epochMilliseconds / 1000), Math.floor(now / 1000) + 1);
    const key = `${kind} ${second}`;
    if (wanted.size < MOST) wanted.set(key, { kind, second });
    else telling.dropped();
    if (queues !== undefined) adding ??= addAll();
  }

  async function addAll(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)); // not in the caller's turn; what else it asks goes along
    while (wanted.size > 0 && !ended.aborted) {
      try {
        await addSome();
        telling.fine();
      } catch (error) {
        telling.trouble(error);
        await pause(AGAIN_MS, undefined, { signal: ended }).catch(() => undefined);
      }
    }
    adding = undefined;
  }

  async function addSome(): Promise<void> {
    const batch = Object.groupBy([...wanted].slice(0, AT_ONCE), ([, { kind }]) => kind);
    for (const [kind, some] of Object.entries(batch) as [WakeKind, [string, { second: number }][]][]) {
      const now = clock.now().epochMilliseconds;
      const wishes = some.map(([, { second }]) => ({ second, tries: 1, delayMs: delay(second, now) }));
      await queues?.add(kind, wishes);
      for (const [key] of some) wanted.delete(key);
    }
  }

  return {
    ask,
    addTo(opened) {
      queues = opened;
      adding ??= addAll();
    },
    settle: (ms) => within(ms, adding ?? Promise.resolve()).catch(() => undefined),
  };
}

/** By our clock, to what the backend's clock counts. */
function delay(second: number, nowMs: number): number {
  return Math.max(0, second * 1000 - nowMs);
}
