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
  'compare',
] as const;
export type PartName = (typeof partNames)[number];

/** Its second checkout has to be named. */
const measuresAlone = partNames.filter((part) => part !== 'compare');

export const usage = `npm run bench [-- [PART …] [--pairs N] [--seconds N] [--people N] [--races N]]
npm run bench -- compare --other FOLDER [--pairs N] [--seconds N] [--people N]

Parts: ${measuresAlone.join(', ')}; all of them where none is named.
compare: this program and that of another checkout, its packages installed and its migrations the same, in turns on one database.`;

export type Options =
  | { ok: true; parts: readonly PartName[]; extent: Extent }
  | { ok: false; problem: string };

const defaults: Extent = { pairs: 5, seconds: 8, people: 10_000, races: 1_000 };

export function readOptions(args: readonly string[]): Options {
  try {
    const text = { type: 'string' } as const;
    const options = { pairs: text, seconds: text, people: text, races: text, other: text };
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const { other, ...numbers } = values;
    const unknown = positionals.find((name) => !partNames.some((part) => part === name));
    if (unknown !== undefined) return { ok: false, problem: `there is no part "${unknown}"` };
    const extent = { ...defaults, ...(other === undefined ? {} : { other }) };
    for (const [name, text] of Object.entries(numbers)) {
      if (!/^[1-9]\d{0,6}$/.test(text)) return { ok: false, problem: `--${name} wants a number` };
      extent[name as keyof typeof numbers] = Number(text);
    }
    const named = partNames.filter((part) => positionals.includes(part));
    if (named.includes('compare') !== (other !== undefined)) {
      return {
        ok: false,
        problem: 'compare wants --other and the folder of another checkout; nothing else does',
      };
    }
    return { ok: true, parts: named.length > 0 ? named : measuresAlone, extent };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
