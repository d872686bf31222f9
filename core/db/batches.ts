import { setImmediate as roundOfEvents } from 'node:timers/promises';

/**
 * Puts calls that come at the same time into one statement: while one is under way, those that come meanwhile wait for the
 * next, and go together. A call that comes alone goes alone, and at once. So a database under load is asked less often, and
 * commits less often, the more there is to do.
 *
 * What waits when a statement is answered goes out before its answers are dealt out: the database is not to wait for all that they set off.
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
  /** Deals out what a statement has answered. */
  type Deal = () => void | Promise<void>;
  let waiting: Call[] = [];
  let underWay = false;

  /** Never rejects. */
  async function ask(): Promise<Deal> {
    const calls = waiting.slice(0, most);
    waiting = waiting.slice(most);
    try {
      const results = await run(calls.map(({ item }) => item));
      return () => {
        for (const [at, { resolve }] of calls.entries()) resolve(results[at] as Result);
      };
    } catch (error) {
      if (calls.length > 1) return async () => void (await Promise.all(calls.map(alone)));
      return () => {
        for (const { reject } of calls) reject(error);
      };
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
    let asked: Promise<Deal> | null = ask();
    while (asked !== null) {
      const deal = await asked;
      asked = waiting.length > 0 ? ask() : null;
      await deal();
      if (asked !== null || waiting.length === 0) continue;
      await roundOfEvents(); // what else the answers have set off, and what lies in the sockets by now, goes with it
      asked = ask();
    }
    underWay = false;
  }

  async function eachInTurn(runInTurn: NonNullable<typeof inTurn>): Promise<void> {
    while (waiting.length > 0) {
      await runInTurn(async () => (await ask())(), waiting.length);
      // What the answers have set off, and what lies in the sockets by now, is for the next one too.
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
