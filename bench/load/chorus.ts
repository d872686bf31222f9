import { type Person, peopleFrom } from '../people.ts';
import { write } from './webhook.ts';
import { openWire, type Wire } from './wire.ts';

/** People who write at the same moment, each at a connection of their own. */
export type Chorus = {
  /** @param alone the number of the one who says it, where not all do */
  say(text: string, alone?: number): Promise<{ ms: number; failed: number }>;
  close(): void;
};

export async function openChorus(origins: readonly string[], people: number): Promise<Chorus> {
  const singers: { person: Person; wire: Wire }[] = await Promise.all(
    peopleFrom(0, people).map(async (person) => ({
      person,
      wire: await openWire(origins[person.number % origins.length] ?? ''),
    })),
  );
  return {
    async say(text, alone) {
      const saying = singers.filter(({ person }) => alone === undefined || person.number === alone);
      const began = performance.now();
      const answers = await Promise.all(saying.map(({ wire, person }) => write(wire, person, text)));
      const ms = performance.now() - began;
      return { ms, failed: answers.filter((status) => status !== 200).length };
    },
    close: () => {
      for (const { wire } of singers) wire.close();
    },
  };
}
