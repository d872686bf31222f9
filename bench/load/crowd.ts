import { type Person, peopleFrom } from '../people.ts';
import { latenciesOf } from '../statistics.ts';
import { leadIn } from './dialogue.ts';
import type { Written } from './orders.ts';
import { write } from './webhook.ts';
import { openWire, type Wire } from './wire.ts';

/** People at so many connections, each of which writes the next message as soon as the last one was answered. */
export type Crowd = {
  write(until: { ms: number } | { turns: number }): Promise<Written>;
  /** Each says what comes before the line they begin with. */
  leadIn(): Promise<{ failed: number }>;
  close(): void;
};

/** A connection's own share of the people: so no person has two messages under way. */
type Seat = { wire: Wire; people: readonly Person[]; written: number };

export type CrowdOptions = {
  connections: number;
  first: number;
  people: number;
  regulars: boolean;
  talk: (person: Person, regulars: boolean) => string;
};

export async function openCrowd(
  origins: readonly string[],
  { connections, first, people, regulars, talk }: CrowdOptions,
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
    const person = seat.people[seat.written++ % seat.people.length];
    if (person === undefined) throw new Error('nobody sits there');
    return write(seat.wire, person, talk(person, regulars));
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
    async leadIn() {
      let failed = 0;
      await Promise.all(
        seats.map(async ({ wire, people }) => {
          for (const person of people)
            for (const line of leadIn(person, regulars))
              if ((await write(wire, person, line)) !== 200) failed += 1;
        }),
      );
      return { failed };
    },
    close: () => {
      for (const { wire } of seats) wire.close();
    },
  };
}
