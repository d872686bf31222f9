import { expect, test } from 'vitest';
import { verbsIn } from './swahili-verbs.ts';

const stems = new Set(['fut', 'sogez', 'cancel', 'pumu', 'anguk']);

test.each([
  ['nifutie', [{ stem: 'fut', not: false }]],
  ['msifute', [{ stem: 'fut', not: true }]],
  ['tusogeze', [{ stem: 'sogez', not: false }]],
  ['kucancel', [{ stem: 'cancel', not: false }]],
  ['hapumui', [{ stem: 'pumu', not: true }]],
  ['ameanguka', [{ stem: 'anguk', not: false }]],
  ['kitabu', []],
  ['fu', []],
  ['a'.repeat(500), []],
])('%s', (word, verbs) => {
  expect(verbsIn(word, stems)).toEqual(verbs);
});
