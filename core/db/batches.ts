import { setImmediate as roundOfEvents } from 'node:timers/promises';

/** So many that wait are worth a statement of their own at once; fewer take along what else is about to come. */
const MANY = 8;

/**
 * Puts calls that come at the same time into one statement: while one is under way, those that come meanwhile wait for the
 * next, and go together. A call that comes alone goes alone, and at once. So a database under load is asked less often, and
 * commits less often, the more there is to do.
 *
 * Where many wait when a statement is answered, they go out before its answers are dealt out: the database is not to wait for all that these set off.
 *
 * One row's trouble is not the others': what fails together is tried once more one by one, and fails alone.
 *
 * @param run answers in the order of the items
 * @param most items in one statement
 * @param inTurn runs each batch when it may, where nobody sits waiting for the answer: what has come by then goes with it, and the fewer
 * statements, the more is left of the machine for those who do. It is told how many wait by now
 */
export function inBatches<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
  most: number,
  inTurn?: (batch: () => Promise<void>, waiting: number) => Promise<void>,
): (item: Item) => Promise<Result> {
  type Call = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };
  let waiting: Call[] = [];
  let underWay = false;

  /** What deals out the answers of the next statement. Where it has failed, they have been told by then. Never rejects. */
  async function ask(): Promise<() => void> {
    const calls = waiting.slice(0, most);
    waiting = waiting.slice(most);
    try {
      const results = await run(calls.map(({ item }) => item));
      const answers = calls.map(({ resolve }, at) => ({ resolve, result: results[at] as Result }));
      return () => {
        for (const { resolve, result } of answers) resolve(result);
      };
    } catch (error) {
      if (calls.length === 1) for (const { reject } of calls) reject(error);
      else await Promise.all(calls.map(alone));
      return () => undefined;
    }
  }

  async function alone({ item, resolve, reject }: Call): Promise<void> {
    try {
      const [result] = await run([item]);
      resolve(result as Result);
    } catch (error) {
      reject(error);
    }
  }

  async function oneAfterAnother(): Promise<void> {
    let asked: Promise<() => void> | null = ask();
    while (asked !== null) {
      const deal = await asked;
      asked = waiting.length >= MANY ? ask() : null;
      deal();
      if (asked !== null || waiting.length === 0) continue;
      await roundOfEvents(); // what the answers have set off, and what lies in the sockets by now, goes with it
      asked = ask();
    }
    underWay = false;
  }

  async function eachInTurn(runInTurn: NonNullable<typeof inTurn>): Promise<void> {
    while (waiting.length > 0) {
      await runInTurn(async () => (await ask())(), waiting.length);
      if (waiting.length > 0) await roundOfEvents();
    }
    underWay = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // Calls of one and the same tick belong together.
      if (!underWay) {
        underWay = true;
        setImmediate(() => (inTurn === undefined ? oneAfterAnother() : eachInTurn(inTurn)));
      }
    });
}
