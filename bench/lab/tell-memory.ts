import process from 'node:process';

/** Loaded into a process of the product before its own code: says what its memory holds, once all waste is collected. */
process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ held: heapUsed + external, resident: rss });
});
