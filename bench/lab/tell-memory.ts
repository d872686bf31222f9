import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/** What buffers held is given back by a thread of its own, some time after they were found to be waste: 15 MiB and more after a load. */
const GIVEN_BACK_MS = 500;

/** Loaded into a process of the product before its own code: says what its memory holds, once all waste is collected, and ends with the bench. */
process.on('message', async () => {
  globalThis.gc?.();
  await pause(GIVEN_BACK_MS);
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ held: heapUsed + external, resident: rss });
});

process.on('disconnect', () => process.exit(1)); // its bench was killed, and its database is gone
