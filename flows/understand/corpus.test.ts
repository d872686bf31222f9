import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readDemoNames } from '../../scripts/read/demo-names.ts';
import { parseRows, scoreRows } from './corpus.ts';
import { countOf, reportFailing, reportScore } from './corpus-report.ts';

const folder = new URL('corpus/', import.meta.url);
const files = await readdir(folder);
const clinic = await readDemoNames();
const opens = files.filter((file) => file.startsWith('open') && file.endsWith('.tsv'));
const texts = await Promise.all(opens.map((file) => readFile(new URL(file, folder), 'utf8')));
const open = scoreRows(texts.flatMap(parseRows), clinic);
// Its rows are never shown: the assertions compare numbers.
const apart = scoreRows(parseRows(await readFile(new URL('apart.tsv', folder), 'utf8')), clinic);

test('the open part is read right', () => {
  expect(open.right / open.rows).toBeGreaterThanOrEqual(0.98);
});

test('whoever opts out is heard, and nobody else', () => {
  expect([countOf(open, 'opt_out'), countOf(apart, 'opt_out')]).toMatchObject([
    { missed: 0, extra: 0 },
    { missed: 0, extra: 0 },
  ]);
});

test("nobody's call for help is missed, in neither part", () => {
  expect([countOf(open, 'danger').missed, countOf(apart, 'danger').missed]).toEqual([0, 0]);
});

test('most of the part kept apart is read right', () => {
  expect(apart.right / apart.rows).toBeGreaterThanOrEqual(0.93);
});

test('there are rows enough, in every language', () => {
  const rows = [...open.scored, ...apart.scored].map(({ row }) => row);
  const of = (language: string) => rows.filter((row) => row.language === language);
  expect(rows.length).toBeGreaterThanOrEqual(1000);
  expect(of('sw').length).toBeGreaterThanOrEqual(450);
  expect(of('mixed').length).toBeGreaterThanOrEqual(200);
  const told = new Set(rows.flatMap(({ expected }) => expected.intents ?? []));
  for (const language of ['en', 'sw']) {
    const few = [...told].filter(
      (intent) => of(language).filter(({ expected }) => expected.intents?.includes(intent)).length < 15,
    );
    expect([language, few]).toEqual([language, []]);
  }
});

describe('scoring', () => {
  const row = (text: string, expected: object) => `en\t-\t${text}\t${JSON.stringify(expected)}`;

  test('counts what is right, missed and extra, by language and kind', () => {
    const rows = parseRows(
      [
        '# a comment',
        '',
        row('STOP', { intents: ['opt_out'] }),
        row('STOP', {}),
        row('Hi', { intents: ['opt_out'] }),
      ].join('\n'),
    );
    const score = scoreRows(rows, clinic);
    expect(score).toMatchObject({ rows: 3, right: 1 });
    expect(score.counts.get('en opt_out')).toEqual({ right: 1, missed: 1, extra: 1 });
    expect(reportFailing(score).join('\n')).toContain('"STOP"');
    expect(reportScore('all', score)[0]).toBe('all: 1 of 3 rows right, 33.3 %');
  });

  test('of a danger only the intent counts', () => {
    const rows = parseRows(
      row('my tooth bleeds heavily, he is unconscious', { intents: ['danger'], service: 'eye-check' }),
    );
    expect(scoreRows(rows, clinic).right).toBe(1);
  });

  test('a line that is no row is told', () => {
    expect(() => parseRows('en\tno more')).toThrow('line 1');
  });

  test('the context of a row', () => {
    const [read] = parseRows('sw\tnow=2026-10-08T06:30 asked=slot offered=4\tya mwisho\t{"choice":4}');
    expect(read).toMatchObject({
      now: '2026-10-08T06:30',
      asked: 'slot',
      offered: 4,
      expected: { choice: 4 },
    });
  });
});
