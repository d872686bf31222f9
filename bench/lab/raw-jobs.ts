import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { JobsBackend } from '../../bot/jobs/queues.ts';

/** As tuned on two cores: with more, Postgres becomes slower; Redis gains little. */
const fastest = { postgres: 32, redis: 128 } as const;

/**
 * The yardstick for what is sent later: BullMQ alone, with jobs that do nothing, one for each. They are added in bulk before the
 * clock starts; one worker in this process takes them, as many at once as is fastest.
 *
 * @param backend Postgres or one Redis
 * @returns jobs a second
 */
export async function measureRawJobs(
  backend: JobsBackend,
  { jobs = 10_000, concurrency = fastest[backend.kind] }: { jobs?: number; concurrency?: number } = {},
): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  let left = jobs;
  const hears = { completed: () => void (--left === 0 && resolve()), error: reject };
  const name = `raw-${process.pid}-${Math.round(performance.now())}`;
  const { queue, worker } = open(backend, { name, concurrency, hears, stack });
  await queue.waitUntilReady();
  await worker.waitUntilReady();
  for (let from = 0; from < jobs; from += 1_000) {
    const count = Math.min(1_000, jobs - from);
    const opts = { removeOnComplete: true };
    await queue.addBulk(Array.from({ length: count }, (_, place) => ({ name, data: { place }, opts })));
  }
  const began = performance.now();
  worker.run().catch(reject);
  await ended; // trouble makes it reject: then it is no yardstick
  return jobs / ((performance.now() - began) / 1000);
}

type Opening = {
  name: string;
  concurrency: number;
  hears: { completed: () => void; error: (error: Error) => void };
  stack: AsyncDisposableStack;
};
type Opened = {
  queue: Pick<Queue, 'waitUntilReady' | 'addBulk'>;
  worker: Pick<Worker, 'waitUntilReady' | 'run'>;
};

const nothing = async () => undefined;

function open(backend: JobsBackend, { name, concurrency, hears, stack }: Opening): Opened {
  const options = { autorun: false, concurrency };
  if (backend.kind === 'postgres') {
    const connection = { connectionString: backend.url, schema: 'bullmq', migrate: true, max: 16 };
    const queue = new Queue(name, { connection }, createPostgresBackend).on('error', hears.error);
    const worker = new Worker(name, nothing, { ...options, connection }, createPostgresBackend);
    worker.on('error', hears.error).on('completed', hears.completed);
    leaveNothing(stack, queue, worker);
    return { queue, worker };
  }
  const connection = new Redis(backend.urls[0] ?? '', { maxRetriesPerRequest: null });
  stack.defer(() => connection.disconnect());
  const queue = new Queue(name, { connection }).on('error', hears.error);
  const worker = new Worker(name, nothing, { ...options, connection });
  worker.on('error', hears.error).on('completed', hears.completed);
  leaveNothing(stack, queue, worker);
  return { queue, worker };
}

function leaveNothing(
  stack: AsyncDisposableStack,
  queue: Pick<Queue, 'obliterate' | 'close'>,
  worker: Pick<Worker, 'close'>,
): void {
  stack.defer(() => queue.close());
  stack.defer(() => queue.obliterate({ force: true }));
  stack.defer(() => worker.close());
}
