import { expect, test } from 'vitest';
import { countSegments } from './segments.ts';

test.each([
  { text: '', segments: 1, encoding: 'GSM-7', room: 160 },
  { text: 'x'.repeat(160), segments: 1, encoding: 'GSM-7', room: 160 },
  { text: 'x'.repeat(161), segments: 2, encoding: 'GSM-7', room: 306 },
  { text: '€'.repeat(81), segments: 2, encoding: 'GSM-7', room: 306 },
  { text: '“x”', segments: 1, encoding: 'UCS-2', room: 70 },
  { text: `“${'x'.repeat(70)}`, segments: 2, encoding: 'UCS-2', room: 134 },
])('$encoding, $segments segments', ({ text, ...counted }) => {
  expect(countSegments(text)).toMatchObject(counted);
});
