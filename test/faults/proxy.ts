import { createConnection, createServer, type Socket } from 'node:net';
import type { Chance } from './seeded.ts';

/** The way to Postgres: one address that stays while the server behind it comes back at another, and that can be cut. */
export type Crossing = {
  port: number;
  aim(port: number): void;
  /** Resets one connection at either end of it; false where there is none. */
  reset(chance: Chance): boolean;
  close(): Promise<void>;
};

type Way = { near: Socket; far: Socket };

export async function openProxy(): Promise<Crossing> {
  const ways = new Set<Way>();
  let target = 0;
  const server = createServer((near) => {
    const far = createConnection(target, '127.0.0.1');
    const way = { near, far };
    ways.add(way);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        ways.delete(way);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    port: address.port,
    aim(port) {
      target = port;
    },
    reset(chance) {
      const way = [...ways][chance.below(ways.size)];
      if (way === undefined) return false;
      chance.pick([way.near, way.far]).resetAndDestroy();
      return true;
    },
    close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const { near } of ways) near.destroy();
      return closed;
    },
  };
}
