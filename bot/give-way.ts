import { setTimeout as pause, setImmediate as roundOfEvents } from 'node:timers/promises';

/** Before each piece of work that nobody sits waiting for: resolves when it is its turn. */
export type GiveWay = () => Promise<void>;

/** So long at most: who writes without end does not hold up the reminders of all others. */
const AT_MOST_MS = 15;
/** While patients write, so long is rested after every so many pieces: Postgres and its disk are theirs, too. */
const REST_MS = 1;
const REST_AFTER = 3;
const LATELY_MS = 500;

/**
 * Ten thousand reminders may be due in one minute, and patients write in it as in any other. The work for reminders is done
 * piece by piece, one after the other; between two pieces whatever else this process has to do comes first, and a turn that
 * is under way is let finish.
 *
 * @param turnsUnderWay whether a patient waits at this moment
 */
export function createGiveWay(turnsUnderWay: () => boolean): GiveWay {
  let last: Promise<void> = Promise.resolve();
  let pieces = 0;
  let busyUntil = 0;

  async function go(): Promise<void> {
    await roundOfEvents();
    let now = performance.now();
    if (turnsUnderWay()) busyUntil = now + LATELY_MS;
    else if (now < busyUntil && ++pieces % REST_AFTER === 0) await pause(REST_MS);
    for (const until = now + AT_MOST_MS; turnsUnderWay() && now < until; now = performance.now())
      await pause(1);
  }

  return () => {
    last = last.then(go);
    return last;
  };
}
