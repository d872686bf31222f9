import { expect, test } from 'vitest';
import { auditKinds, typesOf } from '../../core/desk/audit-kinds.ts';
import { eventTypes } from '../../core/events.ts';
import { languages } from '../../core/language.ts';
import { keyFor } from '../pages/desk-words.ts';
import { sayIn } from './words.ts';

test.each(eventTypes)('the log has words for %s, in each language its own', (type) => {
  const key = keyFor('event', type);
  if (key === null)
    throw new Error(`no words: event_${type.replaceAll('.', '_')} in audit.en.ts and audit.sw.ts`);
  const words = languages.map((language) => sayIn(language)(key));
  expect(new Set(words).size).toBe(languages.length);
});

test('what one chooses from covers every type once', () => {
  const chosen = auditKinds.flatMap((kind) => typesOf(kind));
  expect(chosen.toSorted()).toEqual(eventTypes.toSorted());
  expect(typesOf(null)).toEqual(eventTypes);
});
