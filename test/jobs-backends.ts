import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { JobsBackend } from '../bot/jobs/queues.ts';
import { openServer } from './faults/server.ts';
import { findRedisServer, openRedis, type RedisServers } from './redis.ts';

/** A backend for jobs that a test may harm. */
export type JobsServer = {
  backend: JobsBackend;
  /** As FLUSHALL does: every job is gone. */
  flush(): Promise<void>;
  /** It ends without a word. */
  crash(): Promise<void>;
  revive(): Promise<void>;
  close(): Promise<void>;
};

export type JobsServerRow = { name: string; open(folder: string): Promise<JobsServer> };

/** The backends that this machine can try; Postgres always. */
export async function jobsServers(): Promise<JobsServerRow[]> {
  const redis = await findRedisServer();
  const postgres: JobsServerRow = { name: 'Postgres', open: openPostgres };
  if (redis === null) return [postgres];
  return [
    postgres,
    { name: 'Redis', open: async (folder) => onRedis(await openRedis(redis, folder, 1)) },
    { name: 'Redis Cluster', open: async (folder) => onRedis(await openRedis(redis, folder, 3)) },
  ];
}

async function openPostgres(folder: string): Promise<JobsServer> {
  const server = await openServer(await mkdtemp(join(folder, 'jobs-postgres-')));
  return {
    backend: { kind: 'postgres', url: server.url },
    async flush() {
      const client = new Client({ connectionString: server.url });
      await client.connect();
      await client.query(
        `do $$ begin if to_regclass('bullmq.job') is not null then delete from bullmq.job; end if; end $$`,
      );
      await client.end();
    },
    crash: server.crash,
    revive: server.ensureRuns,
    close: server.close,
  };
}

function onRedis(servers: RedisServers): JobsServer {
  return {
    backend: { kind: 'redis', urls: servers.urls },
    flush: servers.flush,
    crash: servers.kill,
    revive: servers.start,
    close: servers.kill,
  };
}
