import { readdir, readFile } from 'node:fs/promises';
import { parseRows } from '../../flows/understand/corpus.ts';
import { readMessage } from '../../flows/understand/read-message.ts';
import { readDemoNames } from '../../scripts/read/demo-names.ts';
import type { Bench } from '../bench.ts';
import type { Figure } from '../report.ts';

const folder = new URL('../../flows/understand/corpus/', import.meta.url);

/** What gave a reader of this kind the most to do: long, and every word the beginning of something. */
const worst = [
  'kesho saa ',
  'na ',
  'no not ',
  'j3 ',
  '15/11/',
  'saa tatu na nusu ',
  'mon or tue ',
  'ki',
  'ًًً',
  '🙏',
];

/** What it takes to read one message of the open corpus, and the worst that we could think of, at 5,000 characters. */
export async function measureReading({ extent, tell }: Bench): Promise<Figure[]> {
  const clinic = await readDemoNames();
  const files = (await readdir(folder)).filter((name) => /^open.*\.tsv$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  const rows = texts.flatMap(parseRows);
  const readAll = () => rows.forEach((row) => void readMessage(row.text, { ...row, clinic }));
  readAll(); // warms up
  const each: number[] = [];
  const slowest: number[] = [];
  for (let pair = 1; pair <= extent.pairs; pair++) {
    each.push((timed(readAll) * 1_000) / rows.length);
    const long = worst.map((piece) => piece.repeat(5_000).slice(0, 5_000));
    const scene = { now: '2026-10-07T20:18', asked: null, offered: 0, clinic };
    slowest.push(Math.max(...long.map((text) => timed(() => readMessage(text, scene)))) * 1_000);
    tell(`reading, pair ${pair}: ${Math.round(each.at(-1) ?? 0)} µs a message of ${rows.length}`);
  }
  return [
    { part: 'reading', what: 'one message', values: each, unit: 'µs', bound: { atMost: 1_000 } },
    { part: 'reading', what: 'the worst of 5,000 characters', values: slowest, unit: 'µs' },
  ];
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
