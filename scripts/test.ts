import process from 'node:process';
import { parseCLI, startVitest, type Vitest } from 'vitest/node';

/**
 * `npm test -- [vitest's arguments]`: runs the tests once. The last line is the runner's own count, and the exit code is 0
 * only when tests ran and nothing at all went wrong.
 */
const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const vitest = await startVitest(filter, { ...options, run: true, watch: false });
const { passed, failed, broken } = count(vitest);
await vitest.close();

if (broken > 0) console.error(`${broken} errors outside of tests (see above)`);
if (passed + failed === 0) console.error('no test ran');
const fine = passed > 0 && failed === 0 && broken === 0 && (process.exitCode ?? 0) === 0;
console.log(`${passed} passed, ${failed} failed`);
process.exit(fine ? 0 : 1);

function count({ state }: Vitest): { passed: number; failed: number; broken: number } {
  const counts = { passed: 0, failed: 0, broken: state.getUnhandledErrors().length };
  for (const module of state.getTestModules()) {
    counts.broken += module.errors().length; // a file that could not be loaded has no tests to fail
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed++;
      if (state === 'failed') counts.failed++;
    }
  }
  return counts;
}
