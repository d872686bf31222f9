import { parseArgs } from 'node:util';
import type { Extent } from './bench.ts';

export const partNames = [
  'reading',
  'turns',
  'receipts',
  'round-trips',
  'stored',
  'open-loop',
  'slots',
  'race',
  'memory',
  'reminders',
  'desk',
] as const;
export type PartName = (typeof partNames)[number];

export const usage = `npm run bench [-- [PART …] [--pairs N] [--seconds N] [--people N] [--races N]]

Parts: ${partNames.join(', ')}; all of them where none is named.`;

export type Options =
  | { ok: true; parts: readonly PartName[]; extent: Extent }
  | { ok: false; problem: string };

const defaults: Extent = { pairs: 5, seconds: 8, people: 10_000, races: 1_000 };

export function readOptions(args: readonly string[]): Options {
  try {
    const number = { type: 'string' } as const;
    const options = { pairs: number, seconds: number, people: number, races: number };
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const unknown = positionals.find((name) => !partNames.some((part) => part === name));
    if (unknown !== undefined) return { ok: false, problem: `there is no part "${unknown}"` };
    const extent = { ...defaults };
    for (const [name, text] of Object.entries(values)) {
      if (!/^[1-9]\d{0,6}$/.test(text)) return { ok: false, problem: `--${name} wants a number` };
      extent[name as keyof Extent] = Number(text);
    }
    const named = partNames.filter((part) => positionals.includes(part));
    return { ok: true, parts: named.length > 0 ? named : partNames, extent };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
