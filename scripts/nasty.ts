import process from 'node:process';
import { startVitest } from 'vitest/node';
import { systemClock } from '../core/clock.ts';

/**
 * `npm run nasty [-- COUNT [SEED]]`: the long form of test/nasty.test.ts. COUNT sequences in all, half of them by WhatsApp and
 * half by SMS; a failure names the seed, with which it happens again.
 */
const COUNT = 2_000;
const [count = COUNT, seed = systemClock.now().epochMilliseconds % 1_000_000] = process.argv
  .slice(2)
  .map(Number);
console.log(`${count} sequences, seed ${seed}`);

const vitest = await startVitest(['test/nasty.test.ts'], {
  run: true,
  testTimeout: 6 * 3_600_000,
  provide: { nasty: { count: Math.ceil(count / 2), seed } },
});
await vitest.close();
