import { expect, test } from 'vitest';
import { nowhere, readMessage } from './read-message.ts';
import { readingJson } from './reading-json.ts';

const json = (text: string) => readingJson(text, readMessage(text, nowhere));

test('what is not found is left out', () => {
  expect(json('Asha Njeri')).toEqual({
    text: 'Asha Njeri',
    language: 'unknown',
    intents: [],
    when: { kind: 'none', candidates: [] },
  });
});

test('keys in their order, a language without its name, nothing of what is ours alone', () => {
  expect(JSON.stringify(json('2'))).toBe(
    '{"text":"2","language":"unknown","intents":[],"when":{"kind":"none","candidates":[]},"choice":2}',
  );
  expect(json('kwa kiswahili tafadhali').intents).toEqual(['language']);
  expect(json('nataka kurekebisha jina langu').intents).toEqual([]);
  expect(json('stop sending me messages').intents).toEqual([]);
});

test('a date that there is not is none', () => {
  expect(json('30 Feb').when).toEqual({ kind: 'none', candidates: [] });
});
