import type { Asked, When } from '../reading.ts';
import { tokenize } from '../tokens.ts';
import { readWhen } from './read-when.ts';

/** For the tables of tests: what a text says of time, in one line and without the year ("part 10-08T06:00>10-08T12:00"). */
export function inShort(text: string, scene: { now?: string; asked?: Asked | null } = {}): string {
  const { now = '2026-10-07T20:18', asked = null } = scene;
  return shortly(readWhen(text, tokenize(text), { now, asked }).when, now);
}

/** What it says does not suit. */
export function unfitInShort(text: string, scene: { now?: string; asked?: Asked | null } = {}): string {
  const { now = '2026-10-07T20:18', asked = null } = scene;
  return shortly(readWhen(text, tokenize(text), { now, asked }).unfit, now);
}

function shortly(when: When, now: string): string {
  if (when.kind === 'none' || when.kind === 'impossible') return when.kind;
  const year = `${now.slice(0, 4)}-`;
  const said = when.candidates.map((one) => (typeof one === 'string' ? one : `${one.start}>${one.end}`));
  return `${when.kind} ${said.join(' ')}`.replaceAll(year, '');
}
