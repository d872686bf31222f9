import { type Person, peopleFrom } from '../people.ts';
import { latenciesOf } from '../statistics.ts';
import type { Written } from './orders.ts';
import { write } from './webhook.ts';
import { openWire, type Wire } from './wire.ts';

/** People at so many connections, each of which writes the next message as soon as the last one was answered. */
export type Crowd = {
  write(until: { ms: number } | { turns: number }): Promise<Written>;
  close(): void;
};

/** A connection's own share of the people: so no person has two messages under way. */
type Seat = { wire: Wire; people: readonly Person[]; written: number };

export type CrowdOptions = {
  connections: number;
  first: number;
  people: number;
  /** What each person writes, from the first again after the last. */
  lines: readonly string[];
};

export async function openCrowd(
  origins: readonly string[],
  { connections, first, people, lines }: CrowdOptions,
): Promise<Crowd> {
  const all = peopleFrom(first, people);
  const seats: Seat[] = await Promise.all(
    Array.from({ length: connections }, async (_, place) => ({
      wire: await openWire(origins[place % origins.length] ?? ''),
      people: all.filter(({ number }) => number % connections === place),
      written: 0,
    })),
  );

  async function writeNext(seat: Seat): Promise<number> {
    const { length } = seat.people;
    const place = seat.written % length;
    const person = seat.people[place];
    // each begins elsewhere, so that all lines are written at any time
    const line = lines[(place + Math.floor(seat.written / length)) % lines.length];
    seat.written += 1;
    if (person === undefined || line === undefined)
      throw new Error('nobody sits there, or has anything to say');
    return write(seat.wire, person, line);
  }

  return {
    async write(until) {
      const began = performance.now();
      const latencies: number[] = [];
      let [begun, failed] = [0, 0];
      const goesOn = () => ('ms' in until ? performance.now() < began + until.ms : begun < until.turns);
      await Promise.all(
        seats.map(async (seat) => {
          while (goesOn()) {
            begun += 1;
            const start = performance.now();
            if ((await writeNext(seat)) !== 200) failed += 1;
            latencies.push(performance.now() - start);
          }
        }),
      );
      const ms = performance.now() - began;
      return { turns: latencies.length - failed, ms, failed, ...latenciesOf(latencies) };
    },
    close: () => {
      for (const { wire } of seats) wire.close();
    },
  };
}
