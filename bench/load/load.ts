import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order, OrderName, Result, ResultMessage } from './orders.ts';

/** The load process, as the bench speaks with it. */
export type Load = {
  pid: number;
  ask<Name extends OrderName>(name: Name, order: Order<Name>): Promise<Result<Name>>;
  close(): Promise<void>;
};

type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void };

export function startLoad(): Load {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  child.on('message', (answer: ResultMessage) => {
    const one = waiting.get(answer.number);
    waiting.delete(answer.number);
    if (answer.ok) one?.resolve(answer.result);
    else one?.reject(new Error(answer.error));
  });
  const exited = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the load process has ended'));
  });
  return {
    pid: child.pid ?? 0,
    ask<Name extends OrderName>(name: Name, order: Order<Name>) {
      const number = ++asked;
      return new Promise<Result<Name>>((resolve, reject) => {
        waiting.set(number, { resolve: resolve as (result: unknown) => void, reject });
        child.send({ number, name, order });
      });
    },
    async close() {
      child.disconnect();
      await exited;
    },
  };
}
