import { expect, test } from 'vitest';
import type { Reply } from '../../flows/vocabulary.ts';
import { heardBeyondLimit } from './beyond-limit.ts';

const danger: Reply = { kind: 'said', text: 'my child is not breathing', intents: ['danger'] };

test.each<[string, Reply, number, boolean]>([
  ['a danger to life just beyond the limit', danger, 61, true],
  ['a danger to life at twice the limit', danger, 120, true],
  ['a flood of dangers', danger, 121, false],
  ['anything else', { kind: 'said', text: 'book', intents: ['book'] }, 61, false],
  ['a tap', { kind: 'chose', id: 'menu' }, 61, false],
])('%s', (_, reply, messages, heard) => {
  const beganAt = Temporal.Instant.from('2026-10-05T06:00:00Z');
  expect(heardBeyondLimit(reply, { beganAt, messages }, 60)).toBe(heard);
});
