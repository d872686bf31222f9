import { setTimeout as pause, setImmediate as roundOfEvents } from 'node:timers/promises';

export type GiveWay = {
  /**
   * Runs a piece of work that nobody sits waiting for: a statement, or what is done with one of its rows.
   *
   * @param piece waited: it stood in line, and turns may have ended meanwhile
   */
  <Result>(piece: (waited: boolean) => Promise<Result>): Promise<Result>;
  /** Amid a piece, between two of its statements: resolves at once where nobody writes, else when turns under way have been let pass. */
  toTurns(): Promise<void>;
};

/**
 * A piece waits so long at most for the turns under way to end: more than most take when little else is done beside them. Once so much of a
 * second has been waited, the rest of it waits less: where turns are under way without end, reminders go out all the same.
 */
const AT_MOST_MS = 40;
/** Less amid a piece: a turn under way may be waiting for rows that the piece has locked. */
const AMID_AT_MOST_MS = 20;
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

  async function letPass(atMost: number): Promise<void> {
    await roundOfEvents();
    const began = performance.now();
    if (began - second > 1_000) [second, waited] = [began, 0];
    const until = began + (waited < MOST_OF_A_SECOND_MS ? atMost : AT_LEAST_MS);
    while (turnsUnderWay() && performance.now() < until) await pause(1);
    waited += performance.now() - began;
  }

  const giveWay = <Result>(piece: (waited: boolean) => Promise<Result>) => {
    const now = performance.now();
    if (turnsUnderWay()) busyUntil = now + LATELY_MS;
    if (now >= busyUntil) return piece(false);
    const done = last.then(() => letPass(AT_MOST_MS)).then(() => piece(true));
    last = done.catch(() => undefined); // its trouble is whose piece it was
    return done;
  };
  const toTurns = async () => {
    if (turnsUnderWay()) await letPass(AMID_AT_MOST_MS);
  };
  return Object.assign(giveWay, { toTurns });
}
