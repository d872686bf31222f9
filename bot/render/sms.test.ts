import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSegments, isGsm7 } from './gsm7.ts';
import type { Said } from './said.ts';
import { renderSms } from './sms.ts';

const slots: Said = {
  lead: 'Sorry, that time has just been taken.',
  body: 'When would you like to come?',
  choices: [
    { id: 'a', label: 'Tue 6 Oct, 9:00', hint: 'Dr Wanjikũ' },
    { id: 'b', label: 'Tue 6 Oct, 9:30', hint: 'Dr Otieno' },
    { id: 'more', label: 'Other days', hint: null },
  ],
  howToReply: 'Reply with a number, 1-3.',
  listButton: 'Choose',
};

test('numbers the choices and says how to answer', () => {
  expect(renderSms(slots)).toEqual({
    kind: 'text',
    segments: 2,
    text: [
      'Sorry, that time has just been taken.',
      'When would you like to come?',
      '1 Tue 6 Oct, 9:00 (Dr Wanjiku)',
      '2 Tue 6 Oct, 9:30 (Dr Otieno)',
      '3 Other days',
      'Reply with a number, 1-3.',
    ].join('\n'),
  });
});

test('where nothing is to choose, nothing asks for a number', () => {
  const { text } = renderSms({
    ...slots,
    lead: null,
    body: 'Your visit is *booked*: Tue 6 Oct.',
    choices: [],
  });
  expect(text).toBe('Your visit is booked: Tue 6 Oct.');
});

describe('too long', () => {
  const long = (body: number, label: number, hint: number): Said => ({
    ...slots,
    body: 'b'.repeat(body),
    choices: Array.from({ length: 6 }, (_, at) => ({
      id: `${at}`,
      label: `${at}${'l'.repeat(label - 1)}`,
      hint: 'h'.repeat(hint),
    })),
  });

  test('gives up hints first', () => {
    const { text, segments } = renderSms(long(60, 20, 20));
    expect(segments).toBe(2);
    expect(text).not.toContain('hh');
    expect(text).toContain('just been taken');
    expect(text).toContain(`6 5${'l'.repeat(19)}\n`);
  });

  test('then the lead', () => {
    const { text, segments } = renderSms(long(110, 24, 20));
    expect(segments).toBe(2);
    expect(text).not.toContain('just been taken');
    expect(text).toContain(`6 5${'l'.repeat(23)}\n`);
  });

  test('then the ends of long labels, no more than needed', () => {
    const { text, segments } = renderSms(long(110, 40, 20));
    expect(segments).toBe(2);
    expect(text).toContain('1 0lll');
    expect(text).toContain('...\n');
    expect(countSegments(text.replaceAll('l...', 'll...'))).toBe(3);
  });

  test('a body too long by itself goes out whole', () => {
    const body = 'word '.repeat(100).trim();
    const { text, segments } = renderSms({ ...slots, body, choices: [] });
    expect(text).toBe(`${slots.lead}\n${body}`);
    expect(segments).toBe(4);
  });
});

test('a name in another script keeps its letters', () => {
  const { text } = renderSms({ ...slots, lead: null, body: 'Kwa محمد – sawa?', choices: [] });
  expect(text).toBe('Kwa محمد - sawa?');
});

test('any prompt of a usual size fits two GSM-7 segments, with every number in it', () => {
  // Latin letters with their accents, quotes, dashes and a picture: what clinics and names bring along.
  const characters = [...'abcdefghij KLMNOP,.-ĩũéñç’“”–…🙂'];
  const line = (most: number) =>
    fc
      .array(fc.constantFrom(...characters), { minLength: 1, maxLength: most })
      .map((all) => `x${all.join('')}`);
  const said: fc.Arbitrary<Said> = fc.record({
    lead: fc.option(line(90)),
    body: line(90),
    choices: fc.array(fc.record({ id: fc.constant('id'), label: line(60), hint: fc.option(line(70)) }), {
      maxLength: 8,
    }),
    howToReply: fc.constant('Reply with a number, 1-8.'),
    listButton: fc.constant('Choose'),
  });
  fc.assert(
    fc.property(said, (prompt) => {
      const { text, segments } = renderSms(prompt);
      expect(segments).toBeLessThanOrEqual(2);
      expect(isGsm7(text)).toBe(true);
      expect(segments).toBe(countSegments(text));
      const numbers = [...text.matchAll(/^(\d+) x/gm)].map(([, number]) => Number(number));
      expect(numbers).toEqual(prompt.choices.map((_, at) => at + 1));
    }),
  );
});
