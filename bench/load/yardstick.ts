import { randomUUIDv7 } from 'node:crypto';
import pg from 'pg';

export const yardstickConnections = 20;
const warmUpMs = 1_000;
const text = 'a durable row of about two hundred bytes '.repeat(5);

/** How many rows a second this Postgres takes, one row a commit, by twenty connections that do nothing else. */
export async function measureYardstick(url: string, ms: number): Promise<number> {
  const clients = Array.from(
    { length: yardstickConnections },
    () => new pg.Client({ connectionString: url }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  try {
    await clients[0]?.query('create table if not exists yardstick (id uuid primary key, text text not null)');
    await insertFor(clients, warmUpMs);
    const began = performance.now();
    const rows = await insertFor(clients, ms);
    return (rows / (performance.now() - began)) * 1_000;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function insertFor(clients: readonly pg.Client[], ms: number): Promise<number> {
  const until = performance.now() + ms;
  let rows = 0;
  const insert = { name: 'yardstick', text: 'insert into yardstick (id, text) values ($1, $2)' };
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        await client.query({ ...insert, values: [randomUUIDv7(), text] });
        rows += 1;
      }
    }),
  );
  return rows;
}
