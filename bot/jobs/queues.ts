import { setTimeout as pause } from 'node:timers/promises';
import {
  createPostgresBackend,
  type Processor,
  Queue,
  type Job as QueueJob,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import { within } from './within.ts';

/** Where jobs lie. Several addresses of Redis are a Redis Cluster. */
export type JobsBackend = { kind: 'postgres'; url: string } | { kind: 'redis'; urls: readonly string[] };

/** All that a job says: which second it is of, and which try it is. Never who or what: the rows know. */
export type Wish = { second: number; tries: number };

/** BullMQ's queues, one for each name, on whichever backend. */
export type Queues<Name extends string> = {
  /** A wish that is there already is not added again. Rejects when the backend does not answer. */
  add(name: Name, wishes: readonly (Wish & { delayMs: number })[]): Promise<void>;
  /** Calls `run` for each job that is due; what it throws is a job that has failed, and is gone. */
  work(run: (name: Name, wish: Wish) => Promise<void>): Promise<void>;
  /** Waiting, delayed and active. */
  depth(): Promise<Record<Name, number>>;
  /** Takes no more jobs; resolves when what runs has ended, or `withinMs` have passed, and the connections are closed. */
  close(withinMs: number): Promise<void>;
};

/** How long anything may take that asks the backend. */
const ANSWER_MS = 10_000;
const CLOSE_MS = 2_000;
/** /metrics waits for it. */
const COUNT_MS = 2_000;
/** A worker that is gone loses its job after LOCK and up to two rounds of STALLED: together some nine seconds at most. */
const LOCK_MS = 5_000;
const STALLED_MS = 2_000;
/** A job whose workers have died so often is left to the sweeper: perhaps it is what kills them. */
const MOST_STALLS = 3;
/** Of a kind, in a process: a look at what is due now must not wait for one that works long. */
const AT_ONCE = 2;

type JobQueue = Pick<Queue<Wish>, 'waitUntilReady' | 'addBulk' | 'getJobCounts' | 'close' | 'disconnect'>;
type JobWorker = Pick<Worker<Wish>, 'waitUntilReady' | 'run' | 'close' | 'disconnect'>;

/** Hears what goes wrong behind our back. A BullMQ that nobody listens to throws, and ends the process. */
type Trouble = (error: Error) => void;

type Makers = {
  queue(name: string): JobQueue;
  worker(name: string, run: Processor<Wish>): JobWorker;
  close(): void;
};

/** @throws when the backend does not answer, or `ended` */
export async function openQueues<Name extends string>(
  backend: JobsBackend,
  names: readonly Name[],
  trouble: Trouble,
  ended: AbortSignal,
): Promise<Queues<Name>> {
  let closing = false;
  const heard: Trouble = (error) => void (closing || trouble(error));
  const makers = backend.kind === 'redis' ? onRedis(backend.urls, heard) : onPostgres(backend.url, heard);
  const queues = names.map((name) => [name, makers.queue(name)] as const);
  const workers: JobWorker[] = [];

  let running = 0;
  async function close(withinMs: number): Promise<void> {
    closing = true;
    const ends = Promise.all(workers.map((worker) => worker.close()));
    const began = performance.now();
    while (running > 0 && performance.now() - began < withinMs) await pause(20);
    // What runs has ended; that the backend hears of it is not worth a long wait.
    await within(CLOSE_MS, ends).catch(heard);
    await within(CLOSE_MS, Promise.all(queues.map(([, queue]) => queue.close()))).catch(heard);
    for (const one of [...workers, ...queues.map(([, queue]) => queue)])
      void one.disconnect().catch(() => undefined);
    makers.close();
  }

  try {
    await within(ANSWER_MS, readyInTurn(queues.map(([, queue]) => queue)), ended);
  } catch (error) {
    await close(0);
    throw error;
  }
  const queueOf = Object.fromEntries(queues) as Record<Name, JobQueue>;

  return {
    async add(name, wishes) {
      const jobs = wishes.map(({ delayMs, ...wish }) => ({
        name,
        data: wish,
        opts: { jobId: idOf(wish), delay: delayMs, attempts: 1, removeOnComplete: true, removeOnFail: true },
      }));
      await within(ANSWER_MS, queueOf[name].addBulk(jobs));
    },
    async work(run) {
      for (const name of names) {
        const worker = makers.worker(name, async ({ data }: QueueJob<Wish>) => {
          running++;
          await run(name, data).finally(() => running--);
        });
        workers.push(worker);
        await within(ANSWER_MS, worker.waitUntilReady(), ended);
        worker.run().catch(heard);
      }
    },
    async depth() {
      const counts = queues.map(async ([name, queue]) => {
        const {
          waiting = 0,
          delayed = 0,
          active = 0,
        } = await queue.getJobCounts('waiting', 'delayed', 'active');
        return [name, waiting + delayed + active] as const;
      });
      return Object.fromEntries(await within(COUNT_MS, Promise.all(counts))) as Record<Name, number>;
    },
    close,
  };
}

/** The first makes Postgres' schema, where there is none; the others find it made. */
async function readyInTurn(queues: readonly JobQueue[]): Promise<void> {
  for (const queue of queues) await queue.waitUntilReady();
}

/** BullMQ takes no id that is a number, or has a colon. A second try has one of its own: the first still runs when it is added. */
function idOf({ second, tries }: Wish): string {
  return `${second}-${tries}`;
}

const queueOptions = { streams: { events: { maxLen: 100 } } } satisfies Partial<QueueOptions>;
const workerOptions = {
  autorun: false,
  concurrency: AT_ONCE,
  lockDuration: LOCK_MS,
  stalledInterval: STALLED_MS,
  maxStalledCount: MOST_STALLS,
  runRetryDelay: 1_000,
} satisfies Partial<WorkerOptions>;

function onPostgres(url: string, trouble: Trouble): Makers {
  const connection = {
    connectionString: url,
    schema: 'bullmq',
    max: AT_ONCE,
    application_name: 'miadi jobs',
    connectionTimeoutMillis: ANSWER_MS,
    statement_timeout: 15_000,
    keepAlive: true,
  };
  // A connection that breaks between two queries of its holder has nobody to tell, and would end the process.
  const factory: typeof createPostgresBackend = (...args) => {
    const backend = createPostgresBackend(...args);
    backend.connection.pool.on('connect', (client) => client.on('error', () => undefined));
    return backend;
  };
  return {
    queue: (name) =>
      new Queue(name, { ...queueOptions, connection: { ...connection, max: 1, migrate: true } }, factory).on(
        'error',
        trouble,
      ),
    worker: (name, run) =>
      new Worker(name, run, { ...workerOptions, connection }, factory)
        .on('error', trouble)
        .on('failed', (_job, error) => trouble(error)),
    close: () => undefined,
  };
}

function onRedis(urls: readonly string[], trouble: Trouble): Makers {
  // What asks for a job is told at once that Redis is away; what waits for one waits until it is back.
  const asking = connectRedis(urls, false);
  const waiting = connectRedis(urls, true);
  for (const client of [asking, waiting]) client.on('error', trouble);
  const prefix = '{miadi}'; // one slot of a cluster: a job's keys are changed together
  return {
    queue: (name) => new Queue(name, { ...queueOptions, connection: asking, prefix }).on('error', trouble),
    worker: (name, run) =>
      new Worker(name, run, { ...workerOptions, connection: waiting, prefix })
        .on('error', trouble)
        .on('failed', (_job, error) => trouble(error)),
    close() {
      asking.disconnect();
      waiting.disconnect();
    },
  };
}

function connectRedis(urls: readonly string[], enableOfflineQueue: boolean): Redis | Cluster {
  const again = (times: number) => Math.min(times * 100, 2_000);
  const common = { maxRetriesPerRequest: null, connectTimeout: ANSWER_MS, enableOfflineQueue };
  const [first = ''] = urls;
  if (urls.length === 1) return new Redis(first, { ...common, retryStrategy: again });
  const { username, password, protocol } = new URL(first);
  return new Cluster([...urls], {
    enableOfflineQueue,
    clusterRetryStrategy: again,
    redisOptions: {
      ...common,
      ...(username ? { username: decodeURIComponent(username) } : {}),
      ...(password ? { password: decodeURIComponent(password) } : {}),
      ...(protocol === 'rediss:' ? { tls: {} } : {}),
    },
  });
}
