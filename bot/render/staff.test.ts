import { describe, expect, test } from 'vitest';
import { firstCannedReplies } from '../../core/desk/canned.ts';
import { languages } from '../../core/language.ts';
import { prompt } from '../../flows/vocabulary.ts';
import { fillCanned } from './canned.ts';
import { writeContent } from './content.ts';
import { measureDraft } from './draft.ts';
import { isGsm7 } from './gsm7.ts';
import { briefOf, heardOf, shownOf } from './shown.ts';

const facts = {
  name: 'Asha',
  visit: { start: '2026-10-07T06:00:00Z', zone: 'Africa/Nairobi' },
  place: 'Westlands, Moi Avenue',
  clinic: 'Amani',
  phone: '+254200000000',
};

describe('canned replies', () => {
  const cases = firstCannedReplies.flatMap((reply) =>
    languages.map((language) => [reply.key, language, reply] as const),
  );
  test.each(cases)(
    '%s in %s: filled, or without what is not known; two plain SMS at most',
    (_, language, reply) => {
      for (const known of [facts, { ...facts, name: null, visit: null }]) {
        const text = fillCanned(reply, known, language);
        expect(text).not.toMatch(/[{}[\]]|null|undefined| {2}| [.,]/);
        expect(isGsm7(text)).toBe(true);
        expect(measureDraft(text, 'sms', '1').segments).toBeLessThanOrEqual(2);
      }
    },
  );

  test('with name and visit', () => {
    const documents = firstCannedReplies.find(({ key }) => key === 'documents') ?? {
      text: { en: '', sw: '' },
    };
    expect(fillCanned(documents, facts, 'en')).toMatch(
      /^Hello Asha, .* Your visit: Wednesday 7 October, 9:00 am\.$/,
    );
    expect(fillCanned(documents, { ...facts, visit: null }, 'en')).not.toContain('Your visit');
  });
});

test.each([
  ['', 'sms', 0, '0.00', null],
  ['Karibu', 'sms', 1, '0.80', null],
  ['x'.repeat(161), 'sms', 2, '1.60', null],
  ['Habari 👋 Wanjikũ', 'sms', 1, '0.80', null], // folded
  ['سلام', 'sms', 1, '0.80', 'س'],
  ['x'.repeat(700), 'whatsapp', 1, '0.80', null],
] as const)('draft %j by %s', (words, kind, segments, cost, dearFor) => {
  expect(measureDraft(words, kind, '0.8000')).toMatchObject({ segments, cost, dearFor });
});

const clinic = { name: 'Afya Clinic', phone: '+254 20 0000000' };

describe('what was seen', () => {
  const content = writeContent({ prompt: prompt('staff.text', { text: 'Karibu' }), waitId: null });
  test.each([
    [content, { kind: 'text', text: 'Karibu', segments: 1 }],
    [null, null],
    ['{"prompt":{"key":"gone.long.ago","params":{},"choices":[]},"waitId":null}', null],
    ['no json', null],
  ])('of %j', (given, shown) => {
    expect(shownOf(given, 'en', 'sms', clinic)).toEqual(shown);
  });

  test('in brief: the words, without the choices', () => {
    expect(briefOf(content, 'sw', 'whatsapp', clinic)).toBe('Karibu');
  });

  test.each([
    ['{"kind":"text","text":"Hi"}', { kind: 'text', text: 'Hi' }],
    ['{"kind":"tap","payload":"1.menu","title":"Menu"}', { kind: 'tapped', text: 'Menu' }],
    ['{"kind":"location","latitude":1,"longitude":2}', { kind: 'location', latitude: 1, longitude: 2 }],
    ['{"kind":"media"}', { kind: 'media' }],
    ['no json', { kind: 'unreadable' }],
    [null, { kind: 'unreadable' }],
  ])('heard: %j', (given, heard) => {
    expect(heardOf(given)).toEqual(heard);
  });
});
