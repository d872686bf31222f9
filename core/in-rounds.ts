import { setImmediate as roundOfEvents } from 'node:timers/promises';

/** About so long a process keeps at one thing, in milliseconds: a message that comes meanwhile waits no longer for that. */
const AT_A_TIME_MS = 2;

/** `items.map(work)` for work that takes its time and that nobody sits waiting for: what else there is to do comes in between. */
export async function mapInRounds<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  let began = performance.now();
  for (const item of items) {
    if (performance.now() - began > AT_A_TIME_MS) {
      await roundOfEvents();
      began = performance.now();
    }
    results.push(work(item));
  }
  return results;
}

/** Lets who calls go on one by one, each in a round of events of its own: what has waited together does not hold up all else together. */
export function createRounds(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => roundOfEvents());
    return last;
  };
}
