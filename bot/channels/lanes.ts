import { setTimeout as pause } from 'node:timers/promises';
import type { Line } from '../../core/messaging/outbox.ts';

/**
 * Which contacts' lines are served: one at a time for a contact, many beside each other. Notices have places of their own, and so have
 * lines that are kept for an answer which is being written; for a notice that is, its line takes one of theirs.
 */
export type Lanes = {
  wake(line: Line, when: 'now' | 'later'): void;
  /** Begins to serve the line with something of its own, where there is a place and nothing waits; false: there is none. */
  keep(line: Line, lane: 'kept' | 'later', first: First): boolean;
  /** Whether more notices can be given to it. */
  hasRoom(): boolean;
  /** Resolves when a batch finds places, or when there is room and none came free for a while; with false when it was told to stop. */
  room(): Promise<boolean>;
  /** Resolves when no line is served any more. */
  idle(): Promise<void>;
  /** Begins with no line any more; those that are served may look. */
  stop(): void;
  isStopped(): boolean;
};

/** last: nothing waits behind it in its line. */
export type Delivered = 'last' | 'perhaps_more';
type First = () => Promise<Delivered>;

const LOOK_AGAIN_MS = 5;
const PATIENT_MS = 100;

/**
 * @param places how many lines are served at a time
 * @param together how many notices come at once
 * @param serve never throws
 */
export function createLanes(
  places: Record<'kept' | 'now' | 'later', number>,
  together: number,
  serve: (line: Line, when: 'now' | 'later', first?: First) => Promise<void>,
): Lanes {
  const free = { ...places };
  const waiting = { now: new Map<string, Line>(), later: new Map<string, Line>() };
  const serving = new Map<string, Promise<void>>();
  let stopped = false;

  function wake(line: Line, when: 'now' | 'later'): void {
    if (stopped) return;
    const key = keyOf(line);
    if (when === 'now') waiting.later.delete(key);
    if (when === 'later' && waiting.now.has(key)) return;
    waiting[when].set(key, line);
    serveMore();
  }

  /** A line that is being served is left waiting until then: what was queued meanwhile may have been missed. */
  function serveMore(): void {
    for (const when of ['now', 'later'] as const) {
      for (const [key, line] of waiting[when]) {
        if (free[when] === 0) break;
        if (serving.has(key)) continue;
        waiting[when].delete(key);
        begin(key, line, when);
      }
    }
  }

  function keep(line: Line, lane: 'kept' | 'later', first: First): boolean {
    const key = keyOf(line);
    if (stopped || free[lane] === 0 || serving.has(key) || waiting.now.has(key)) return false;
    if (lane === 'later' && waiting.later.has(key)) return false;
    begin(key, line, lane, first);
    return true;
  }

  function begin(key: string, line: Line, lane: keyof typeof places, first?: First): void {
    free[lane] -= 1;
    const served = serve(line, lane === 'later' ? 'later' : 'now', first).finally(() => {
      free[lane] += 1;
      serving.delete(key);
      serveMore();
    });
    serving.set(key, served);
  }

  /** A few may wait for a place, as some of those that have one may take long. */
  const hasRoom = () => waiting.later.size < places.later;
  const hasPlaces = () => free.later - waiting.later.size >= together;

  return {
    ...{ wake, keep, hasRoom },
    async room() {
      const patient = performance.now() + PATIENT_MS;
      while (!stopped && !hasPlaces() && !(hasRoom() && performance.now() > patient))
        await pause(LOOK_AGAIN_MS);
      return !stopped;
    },
    async idle() {
      while (serving.size > 0) await Promise.all(serving.values());
    },
    stop() {
      stopped = true;
      waiting.now.clear();
      waiting.later.clear();
    },
    isStopped: () => stopped,
  };
}

function keyOf({ organizationId, contactId }: Line): string {
  return `${organizationId}/${contactId}`;
}
