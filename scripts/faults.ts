import process from 'node:process';
import { startVitest } from 'vitest/node';
import { systemClock } from '../core/clock.ts';

/**
 * `npm run faults [-- SECONDS [SEED]]`: the long form of test/faults/faults.test.ts, 200 patients and a minute of each fault.
 * `npm run faults -- hostile [COUNT [SEED]]`: that of webhooks/hostile.test.ts, so many requests at each webhook, and over sockets.
 */
const [first, ...others] = process.argv.slice(2);
const hostile = first === 'hostile';
const [size = hostile ? 100_000 : 60, seed = systemClock.now().epochMilliseconds % 1_000_000] = (
  hostile || first === undefined ? others : [first, ...others]
).map(Number);
if (!Number.isInteger(size) || size < 1 || !Number.isInteger(seed)) {
  console.error('npm run faults -- [SECONDS [SEED]]\nnpm run faults -- hostile [COUNT [SEED]]');
  process.exit(2);
}
console.log(hostile ? `${size} requests a webhook, seed ${seed}` : `${size} s a fault, seed ${seed}`);

const vitest = await startVitest([hostile ? 'webhooks/hostile.test.ts' : 'test/faults/faults.test.ts'], {
  run: true,
  testTimeout: 6 * 3_600_000,
  disableConsoleIntercept: true,
  provide: hostile ? { hostile: { count: size, seed } } : { faults: { patients: 200, seconds: size, seed } },
});
await vitest.close();
