import { type FeedEvent, newestEvent, readFeed } from '../core/feed.ts';
import type { Core } from '../core/scope.ts';

/** How far the event log was read. A number is given before its transaction commits, so that there are gaps, for a while. */
export type Position = { read: number; gaps: ReadonlyMap<number, number> };

/** Longer than a transaction may take (core/db/connect.ts): what is missing then was rolled back. */
const GAP_MS = 60_000;
const mostGaps = 1_000;
const mostAtOnce = 500;
/** So many transactions may be about to commit while others have. */
export const margin = 25;

/** The position after these events, which begin behind it or fill its gaps. `now` in milliseconds. */
export function advance({ read, gaps }: Position, seqs: readonly number[], now: number): Position {
  const next = new Map([...gaps].filter(([, until]) => until > now));
  let last = read;
  for (const seq of seqs) {
    next.delete(seq);
    for (let missing = last + 1; missing < seq && next.size < mostGaps; missing++)
      next.set(missing, now + GAP_MS);
    last = Math.max(last, seq);
  }
  return { read: last, gaps: next };
}

/** All up to it has been told. Whoever goes on from there hears some twice, and misses nothing. */
export function toldUpTo({ read, gaps }: Position): number {
  return Math.min(read, ...[...gaps.keys()].map((gap) => gap - 1));
}

export type Feed = {
  /** Reads what is new and tells it; while it reads, further calls are one. Never fails: it is tried again with the next call. */
  pump(): Promise<void>;
  /** All up to it has been told. */
  position(): number;
  /** What was told reaches up to it, with gaps. */
  reach(): number;
  start(): Promise<void>;
};

/** One for a process, however many pages are open. */
export function createFeed(core: Core, tell: (events: readonly FeedEvent[], upTo: number) => void): Feed {
  let position: Position = { read: 0, gaps: new Map() };
  let pumping: Promise<void> | undefined;
  let again = false;

  async function readOn(): Promise<void> {
    do {
      again = false;
      const wish = { after: position.read, also: [...position.gaps.keys()] };
      const events = await readFeed(core, wish, mostAtOnce);
      const seqs = events.map(({ seq }) => seq);
      position = advance(position, seqs, performance.now());
      if (events.length > 0) tell(events, toldUpTo(position));
      if (events.length === mostAtOnce) again = true;
    } while (again);
  }

  return {
    position: () => toldUpTo(position),
    reach: () => position.read,
    async start() {
      // numbers below the newest may still be to be committed: with those that are, their gaps are known
      position = { read: Math.max(0, (await newestEvent(core)) - margin), gaps: new Map() };
      await readOn();
    },
    pump() {
      again = true;
      pumping ??= readOn()
        .catch((error: unknown) => core.log.error('live_failed', {}, error))
        .finally(() => {
          pumping = undefined;
        });
      return pumping;
    },
  };
}
