import { createLater } from '../bot/jobs/later.ts';
import type { JobsBackend } from '../bot/jobs/queues.ts';
import { systemClock } from '../core/clock.ts';
import { createLog } from '../core/log.ts';

/** A worker that says when it has a job, and never ends it: for bot/jobs/later.test.ts, which kills it. */
const backend = JSON.parse(process.argv[2] ?? '') as JobsBackend;
const later = createLater({ backend, clock: systemClock, log: createLog({ level: 'silent' }) });
const hang = () => {
  process.stdout.write('began\n');
  return new Promise<void>(() => undefined);
};
await later.work({ notices: hang, messages: hang, nightly: hang });
process.stdout.write('works\n');
