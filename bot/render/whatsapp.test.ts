import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutBold } from './cut.ts';
import type { Said } from './said.ts';
import { numberedText, renderWhatsapp, whatsappLimits } from './whatsapp.ts';

const waitId = '0199a1b2-0000-7000-8000-000000000001';

function said(labels: readonly string[], rest: Partial<Said> = {}): Said {
  return {
    lead: null,
    body: 'What do you need?',
    choices: labels.map((label, at) => ({ id: `c${at}`, label, hint: null })),
    howToReply: `Reply with a number, 1-${labels.length}.`,
    listButton: 'Choose',
    ...rest,
  };
}

test('nothing to choose: text, bold kept', () => {
  const prompt = said([], { lead: 'Thank you.', body: '*Booked*: Tue 6 Oct.' });
  expect(renderWhatsapp(prompt, null)).toEqual({
    kind: 'text',
    text: 'Thank you.\n\n*Booked*: Tue 6 Oct.',
    segments: 1,
  });
});

test('up to three short choices: buttons that carry the wait', () => {
  expect(renderWhatsapp(said(['Yes', 'No'], { lead: 'Hello.' }), waitId)).toEqual({
    kind: 'buttons',
    body: 'Hello.\n\nWhat do you need?',
    buttons: [
      { id: `${waitId}.c0`, title: 'Yes' },
      { id: `${waitId}.c1`, title: 'No' },
    ],
    plain: 'Hello.\n\nWhat do you need?\n\n1 Yes\n2 No\n\nReply with a number, 1-2.',
  });
});

describe('a list', () => {
  test.each([
    ['more than three', ['a', 'b', 'c', 'd']],
    ['a title too long for a button', ['x'.repeat(21), 'b']],
    ['the same title twice', ['a', 'a']],
    ['as many as a list holds', Array.from({ length: 10 }, (_, at) => `choice ${at}`)],
  ])('%s', (_, labels) => {
    const rendered = renderWhatsapp(said(labels), waitId);
    expect(rendered).toMatchObject({ kind: 'list', button: 'Choose' });
    expect(rendered.kind === 'list' && rendered.rows.map((row) => row.id)).toEqual(
      labels.map((_, at) => `${waitId}.c${at}`),
    );
  });

  test('a label too long for a title is cut there, and whole below', () => {
    const label = 'Dr Wanjikũ Ng’ang’a-Odhiambo (children)';
    const rendered = renderWhatsapp(said([label, 'Anyone', 'c', 'd']), waitId);
    expect(rendered.kind === 'list' && rendered.rows.slice(0, 2)).toEqual([
      { id: `${waitId}.c0`, title: 'Dr Wanjikũ Ng’ang’a-Odh…', description: label },
      { id: `${waitId}.c1`, title: 'Anyone' },
    ]);
  });

  test('a hint stands below; after the whole label where both are needed', () => {
    const prompt = said(['Short', 'A label that is longer than a title'], {});
    const hinted = { ...prompt, choices: prompt.choices.map((choice) => ({ ...choice, hint: '30 min' })) };
    const rendered = renderWhatsapp(hinted, waitId);
    expect(rendered.kind === 'list' && rendered.rows.map((row) => row.description)).toEqual([
      '30 min',
      'A label that is longer than a title – 30 min',
    ]);
  });

  test('stars are no bold in titles', () => {
    const rendered = renderWhatsapp(said(['*New*', 'b']), waitId);
    expect(rendered).toMatchObject({ kind: 'buttons', buttons: [{ title: 'New' }, { title: 'b' }] });
  });
});

describe('numbered text', () => {
  test.each([
    ['more than a list holds', said(Array.from({ length: 11 }, (_, at) => `${at}`)), waitId],
    ['a body too long for a list', said(['a'], { body: 'b'.repeat(1025) }), waitId],
    ['no wait to answer', said(['a', 'b']), null],
    ['ids too long', said(['a', 'b']), 'w'.repeat(199)],
  ])('%s', (_, prompt, wait) => {
    const rendered = renderWhatsapp(prompt, wait);
    expect(rendered).toEqual({ kind: 'text', text: numberedText(prompt), segments: 1 });
    expect(rendered.kind === 'text' && rendered.text).toMatch(/\n\n1 .*\n\nReply with a number/s);
  });

  test('the choices survive a body past the limit', () => {
    const text = numberedText(said(['a', 'b'], { body: 'b'.repeat(5000) }));
    expect(text).toHaveLength(1600);
    expect(text).toMatch(/b…\n\n1 a\n2 b\n\nReply with a number, 1-2\.$/);
  });

  test('hints go first, and the body stays whole', () => {
    const choices = [1, 2, 3].map((n) => ({ id: `c${n}`, label: `choice ${n}`, hint: 'h'.repeat(300) }));
    const body = 'b'.repeat(1000);
    expect(numberedText(said([], { body, choices, howToReply: 'Reply.' }))).toBe(
      `${body}\n\n1 choice 1\n2 choice 2\n3 choice 3\n\nReply.`,
    );
  });

  test('a body of many lines is cut at a line', () => {
    const body = Array.from({ length: 100 }, (_, at) => `line ${at} of a long notice`).join('\n');
    const text = numberedText(said(['a'], { body }));
    expect(text.length).toBeLessThanOrEqual(1600);
    expect(text).toMatch(/\nline \d+ of a long notice\n…\n\n1 a\n\nReply with a number, 1-1\.$/);
    const [kept = ''] = text.split('\n…');
    expect(body.startsWith(`${kept}\n`)).toBe(true);
    expect(kept.length).toBeGreaterThan(1500);
  });

  test('text alone stays within what Twilio takes', () => {
    const rendered = renderWhatsapp(said([], { body: 'words '.repeat(400) }), waitId);
    expect(rendered.kind === 'text' && rendered.text).toMatch(/^(words ){266}wor…$/);
  });
});

test('whatever is said stays within WhatsApp’s limits', () => {
  const words = (most: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: most });
  const prompts = fc.record({
    lead: fc.option(words(200)),
    body: words(1500),
    choices: fc.array(fc.record({ id: words(5), label: words(90), hint: fc.option(words(90)) }), {
      maxLength: 12,
    }),
    howToReply: words(40),
    listButton: words(30),
  });
  fc.assert(
    fc.property(prompts, (prompt) => {
      const rendered = renderWhatsapp(prompt, waitId);
      if (rendered.kind !== 'text') expect(rendered.plain.length).toBeLessThanOrEqual(whatsappLimits.text);
      switch (rendered.kind) {
        case 'text':
          expect(rendered.text.length).toBeLessThanOrEqual(whatsappLimits.text);
          break;
        case 'buttons':
          expect(rendered.body.length).toBeLessThanOrEqual(whatsappLimits.body);
          expect(rendered.buttons.length).toBeLessThanOrEqual(3);
          for (const { title } of rendered.buttons) expect(title.length).toBeLessThanOrEqual(20);
          break;
        case 'list':
          expect(rendered.body.length).toBeLessThanOrEqual(whatsappLimits.body);
          expect(rendered.button.length).toBeLessThanOrEqual(20);
          expect(rendered.rows.length).toBeLessThanOrEqual(10);
          for (const { title, description = '' } of rendered.rows) {
            expect(title.length).toBeLessThanOrEqual(24);
            expect(description.length).toBeLessThanOrEqual(72);
          }
          break;
        default:
          rendered satisfies never;
      }
    }),
  );
});

test.each([
  ['*bold* and *more words*.', 'bold and more words.'],
  ['2*3*4', '2*3*4'],
  ['* item', '* item'],
  ['(*a*)', '(a)'],
  ['*open', '*open'],
  ['*over\nlines*', '*over\nlines*'],
])('bold stars: %s', (words, plain) => {
  expect(withoutBold(words)).toBe(plain);
});
