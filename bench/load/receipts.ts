import { latenciesOf } from '../statistics.ts';
import type { Order, Told } from './orders.ts';
import { tellStatus } from './webhook.ts';
import { openWire } from './wire.ts';

/** Tells the status of each message once, over connections of its own. */
export async function tellReceipts(
  origins: readonly string[],
  { connections, messages, status }: Omit<Order<'receipts'>, 'origins'>,
): Promise<Told> {
  const places = Array.from({ length: connections }, (_, place) => origins[place % origins.length] ?? '');
  const wires = await Promise.all(places.map(openWire));
  const left = messages.values(); // one iterator for all: each message is some connection's
  const latencies: number[] = [];
  let failed = 0;
  const began = performance.now();
  try {
    await Promise.all(
      wires.map(async (wire) => {
        for (const message of left) {
          const start = performance.now();
          if ((await tellStatus(wire, message, status)) !== 200) failed += 1;
          latencies.push(performance.now() - start);
        }
      }),
    );
    return { ms: performance.now() - began, failed, ...latenciesOf(latencies) };
  } finally {
    for (const wire of wires) wire.close();
  }
}
