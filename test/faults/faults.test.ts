import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { amani } from '../amani.ts';
import { type FaultName, faultNames } from './faults.ts';
import { type House, openHouse } from './house.ts';
import { playFault } from './play.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Given by scripts/faults.ts. */
    faults?: { patients: number; seconds: number; seed: number };
  }
}

/** In an ordinary run each fault strikes for some seconds. */
const given = inject('faults');
const options = given ?? { patients: 40, seconds: 3, seed: 20_261_005 };
const patienceMs = given ? 1_800_000 : 120_000;
const promise = 'nothing acknowledged is lost, nothing booked twice, nobody left without an answer';

/** Eight hundred patients of the long form are more than some of its doctors see in a month. */
const roomy = { ...amani, rules: { ...amani.rules, horizonDays: 180 } };

/** The faults come one after another over the same house, and each finds what those before it have left. */
describe.each<{ smallDisk: boolean; names: readonly FaultName[] }>([
  { smallDisk: false, names: faultNames.filter((name) => name !== 'disk') },
  { smallDisk: true, names: ['disk'] },
])('$names', ({ smallDisk, names }) => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse(join(inject('folder'), `faults-${names[0]}`), { smallDisk, clinic: roomy });
  }, 90_000);
  afterAll(() => house?.close(), 60_000);

  test.each(names)(
    `%s: ${promise}`,
    async (name) => {
      const { line, broken } = await playFault(house, name, options);
      process.stdout.write(`${line}\n`);
      expect(broken).toEqual([]);
    },
    patienceMs,
  );
});
