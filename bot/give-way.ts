import { setTimeout as pause, setImmediate as roundOfEvents } from 'node:timers/promises';

/** Runs a piece of work that nobody sits waiting for: a statement, or what is done with one of its rows. */
export type GiveWay = <Result>(piece: () => Promise<Result>) => Promise<Result>;

/**
 * A piece waits so long at most for the turns under way to end: more than most take when little else is done beside them. Once so much of a
 * second has been waited, the rest of it waits less: where turns are under way without end, reminders go out all the same.
 */
const AT_MOST_MS = 40;
const MOST_OF_A_SECOND_MS = 600;
const AT_LEAST_MS = 5;
const LATELY_MS = 500;

/**
 * Ten thousand reminders may be due in one minute, and patients write in it as in any other. While they do, the work for reminders is one
 * line: one statement at a time, so that a core is left for theirs, and between two pieces whatever else this process has to do
 * comes first. While nobody writes, pieces run as they come.
 *
 * No piece may wait for another.
 *
 * @param turnsUnderWay whether a patient waits at this moment
 */
export function createGiveWay(turnsUnderWay: () => boolean): GiveWay {
  let last: Promise<unknown> = Promise.resolve();
  let busyUntil = 0;
  let [second, waited] = [0, 0];

  async function letPass(): Promise<void> {
    await roundOfEvents();
    const began = performance.now();
    if (began - second > 1_000) [second, waited] = [began, 0];
    const until = began + (waited < MOST_OF_A_SECOND_MS ? AT_MOST_MS : AT_LEAST_MS);
    while (turnsUnderWay() && performance.now() < until) await pause(1);
    waited += performance.now() - began;
  }

  return (piece) => {
    const now = performance.now();
    if (turnsUnderWay()) busyUntil = now + LATELY_MS;
    if (now >= busyUntil) return piece();
    const done = last.then(letPass).then(piece);
    last = done.catch(() => undefined); // its trouble is whose piece it was
    return done;
  };
}
