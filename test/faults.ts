import { createConnection, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

/** Ways in which a connection to Postgres is lost. */

/**
 * The first time that the trigger fires, its connection is ended by the server; a sequence remembers it, which no rollback
 * takes back.
 *
 * @param trigger as `create [constraint] trigger NAME` goes on, without its function
 */
export async function endConnectionOnce(pool: Pool, trigger: string): Promise<void> {
  await pool.query(`
    create sequence endings;
    create function end_connection() returns trigger language plpgsql as $$ begin
      if nextval('endings') = 1 then
        perform pg_terminate_backend(pg_backend_pid());
        perform pg_sleep(10); -- never slept through
      end if;
      return new;
    end $$;
    create ${trigger} execute function end_connection();
  `);
}

export type Outage = { url: string; begin(ms: number): void; close(): Promise<void> };

/** A way to the Postgres at that URL which can be cut for a while, as if Postgres were started anew. */
export async function openOutage(url: string): Promise<Outage> {
  const there = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = createConnection(Number(there.port), there.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) =>
    new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const shut = () => {
    const closed = new Promise<void>((done) => server.close(() => done()));
    for (const socket of sockets) socket.destroy();
    return closed;
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const { port } = address;
  const here = new URL(url);
  here.host = `127.0.0.1:${port}`;
  let outage: Promise<void> = Promise.resolve();
  return {
    url: here.href,
    begin(ms) {
      outage = shut()
        .then(() => pause(ms))
        .then(() => listen(port));
    },
    async close() {
      await outage;
      await shut();
    },
  };
}
