import { setTimeout as pause } from 'node:timers/promises';
import { type Person, peopleFrom } from '../people.ts';
import { latenciesOf } from '../statistics.ts';
import type { Arrived } from './orders.ts';
import { write } from './webhook.ts';
import { openWire, type Wire } from './wire.ts';

/** A provider opens more connections as it needs them, to an end. */
const MOST_WIRES = 512;

export type ArrivalOptions = {
  people: number;
  /** A second, on average. */
  rate: number;
  ms: number;
  talk: (person: Person) => string;
};

/**
 * Messages that come by chance (a Poisson process), whether those before them have been answered or not: what waits for a
 * connection, or for the person's last answer, has its wait counted. Resolves when the last one was answered.
 */
export async function meetArrivals(
  origins: readonly string[],
  { people, rate, ms, talk }: ArrivalOptions,
): Promise<Arrived> {
  const everybody = peopleFrom(0, people).map((person) => ({ person, answered: Promise.resolve(200) }));
  const wires = openWires(origins);
  const latencies: number[] = [];
  const underWay = new Set<Promise<void>>();
  let [arrived, failed, turn] = [0, 0, 0];

  /** In turn, so that each writes equally often; who still waits for an answer writes when it is there. */
  async function arrive(scheduled: number): Promise<void> {
    const person = everybody[turn++ % everybody.length];
    if (person === undefined) throw new Error('nobody is there to write');
    const line = talk(person.person);
    person.answered = person.answered
      .catch(() => 0)
      .then(() => wires.use((wire) => write(wire, person.person, line)));
    const status = await person.answered.catch(() => 0);
    latencies.push(performance.now() - scheduled);
    if (status !== 200) failed += 1;
  }

  const began = performance.now();
  let next = began + gapMs(rate);
  while (next < began + ms) {
    for (; next <= performance.now() && next < began + ms; next += gapMs(rate)) {
      arrived += 1;
      const answered = arrive(next).finally(() => underWay.delete(answered));
      underWay.add(answered);
    }
    await pause(1);
  }
  await Promise.all(underWay);
  wires.close();
  return { arrived, failed, ms: performance.now() - began, ...latenciesOf(latencies) };
}

/** Between two arrivals of a Poisson process. */
function gapMs(rate: number): number {
  return (-Math.log(1 - Math.random()) / rate) * 1_000;
}

function openWires(origins: readonly string[]) {
  const free: Wire[] = [];
  const all: Wire[] = [];
  const waiting: ((wire: Wire) => void)[] = [];
  let opening = 0;

  async function take(): Promise<Wire> {
    const wire = free.pop();
    if (wire !== undefined) return wire;
    if (opening === MOST_WIRES) return new Promise((resolve) => waiting.push(resolve));
    const opened = await openWire(origins[opening++ % origins.length] ?? '');
    all.push(opened);
    return opened;
  }
  return {
    async use<T>(work: (wire: Wire) => Promise<T>): Promise<T> {
      const wire = await take();
      try {
        return await work(wire);
      } finally {
        const first = waiting.shift();
        if (first === undefined) free.push(wire);
        else first(wire);
      }
    },
    close: () => {
      for (const wire of all) wire.close();
    },
  };
}
