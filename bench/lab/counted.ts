import type { Pool, PoolClient } from 'pg';

/** Each statement that the pool's connections are given, by its text: one round trip each. */
export function countStatements(pool: Pool, count: (text: string) => void): void {
  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;
  const counted = new WeakSet<PoolClient>();
  const connectCounted = async () => {
    const client = await connect();
    if (!counted.has(client)) countOf(client, count);
    counted.add(client);
    return client;
  };
  Object.assign(pool, { connect: connectCounted });
}

function countOf(client: PoolClient, count: (text: string) => void): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const queryCounted = (...args: unknown[]) => {
    const [first] = args;
    count(typeof first === 'string' ? first : String((first as { text?: unknown }).text));
    return query(...args);
  };
  Object.assign(client, { query: queryCounted });
}
