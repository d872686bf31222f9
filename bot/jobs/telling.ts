import type { Log } from '../../core/log.ts';

/** Says in the log that the jobs' backend is away, and that it is back: once a minute at most, however often it is tried. */
export type Telling = {
  trouble(error: unknown): void;
  fine(): void;
  /** A wish was dropped. */
  dropped(): void;
};

const EVERY_MS = 60_000;

/** @param ended says nothing more: what breaks while all is taken down is no news */
export function tellSeldom(log: Log, ended: AbortSignal): Telling {
  let troubled = false;
  const lastAt = { trouble: Number.NEGATIVE_INFINITY, dropped: Number.NEGATIVE_INFINITY };

  function mayTell(what: keyof typeof lastAt): boolean {
    const now = performance.now();
    if (ended.aborted || now - lastAt[what] < EVERY_MS) return false;
    lastAt[what] = now;
    return true;
  }
  return {
    trouble(error) {
      troubled = true;
      if (mayTell('trouble')) log.error('jobs_trouble', {}, error);
    },
    fine() {
      if (troubled) log.info('jobs_reached_again');
      troubled = false;
    },
    dropped() {
      if (mayTell('dropped')) log.warn('wakes_dropped');
    },
  };
}
