import { commonWords } from './common-words.ts';
import { cutWords } from './cut-words.ts';
import type { ClinicNames } from './reading.ts';
import { kindOf } from './service-kinds.ts';

/** What a clinic's names come to for the readers; made once a clinic. */
export type ClinicWords = {
  /** By kind of service, the service of that kind. */
  byKind: ReadonlyMap<string, string>;
  /** The names and keywords of services, cut into words; the longest first. */
  services: readonly { id: string; words: readonly string[] }[];
  practitioners: readonly { id: string; names: readonly string[] }[];
  branches: readonly { id: string; words: readonly string[]; telling: readonly string[] }[];
};

const made = new WeakMap<ClinicNames, ClinicWords>();

export function wordsOfClinic(clinic: ClinicNames): ClinicWords {
  const known = made.get(clinic);
  if (known) return known;
  const fresh = { ...servicesOf(clinic), ...peopleOf(clinic), ...branchesOf(clinic) };
  made.set(clinic, fresh);
  return fresh;
}

function servicesOf({ services }: ClinicNames): Pick<ClinicWords, 'byKind' | 'services'> {
  const byKind = new Map<string, string>();
  const asNamed = services.map(({ id, name, keywords, specialities }) => ({
    id,
    own: [name.en, name.sw, ...keywords].map(cut),
    theirs: specialities.flatMap(({ en, sw }) => [cut(en), cut(sw)]),
  }));
  // A service's own name tells its kind better than a keyword, that better than what its practitioners are.
  for (const { id, own } of asNamed) claim(byKind, kindOf(own.slice(0, 2).flat()), id);
  for (const { id, own } of asNamed) {
    if (![...byKind.values()].includes(id)) claim(byKind, kindOf(own.flat()), id);
  }
  for (const { id, theirs } of asNamed) {
    if (![...byKind.values()].includes(id)) claim(byKind, kindOf(theirs.flat()), id);
  }
  const phrases = asNamed.flatMap(({ id, own }) => own.filter(isTelling).map((words) => ({ id, words })));
  return { byKind, services: phrases.toSorted((a, b) => b.words.length - a.words.length) };
}

function claim(byKind: Map<string, string>, kind: string | null, id: string): void {
  if (kind && !byKind.has(kind)) byKind.set(kind, id);
}

/** One word that everybody uses ("doctor", "kuona") tells no service. */
function isTelling(words: readonly string[]): boolean {
  const [only, ...others] = words;
  return only !== undefined && (others.length > 0 || !commonWords.has(only));
}

const titles = new Set(
  'dr doctor daktari nurse nesi sister muuguzi prof professor mr mrs ms miss clinical officer'.split(' '),
);

function peopleOf({ practitioners }: ClinicNames): Pick<ClinicWords, 'practitioners'> {
  return {
    practitioners: practitioners.map(({ id, name }) => ({
      id,
      names: cut(name).filter((word) => word.length >= 3 && !titles.has(word)),
    })),
  };
}

const anyPlace = new Set(
  'road rd street st avenue ave lane drive branch tawi clinic kliniki hospital centre center town mall plaza house city west east north south main'.split(
    ' ',
  ),
);

function branchesOf({ branches }: ClinicNames): Pick<ClinicWords, 'branches'> {
  return {
    branches: branches.map(({ id, name }) => {
      const words = cut(name);
      return { id, words, telling: words.filter((word) => word.length >= 4 && !anyPlace.has(word)) };
    }),
  };
}

function cut(text: string): string[] {
  return cutWords(text).map(({ word }) => word);
}
