import { describe, expect, test } from 'vitest';
import { noticeWaitId } from '../../core/reminders/told.ts';
import { noticeId, sampleNotice } from '../../flows/sample-clinic.ts';
import { nowhere } from '../../flows/understand/read-message.ts';
import { text } from '../../flows/vocabulary.ts';
import { readReply } from './read-reply.ts';

const offered = {
  waitId: '1a',
  choices: [
    { id: 'book', label: text('menu.book', {}), keywords: ['book'] },
    { id: 'language_sw', label: text('common.language', { language: 'sw' as const }) },
  ],
};

describe('a tap', () => {
  test.each([
    ['the choice it names, of the wait it answers', '1a.book', { kind: 'chose', id: 'book' }],
    ['one of an earlier wait', '19.book', { kind: 'stale' }],
    ['a choice that was not shown', '1a.cancel', { kind: 'stale' }],
    ['something else altogether', 'book', { kind: 'stale' }],
    ['nothing', '', { kind: 'stale' }],
  ])('%s', (_, payload, reply) => {
    expect(readReply({ kind: 'tap', payload, title: 'Book' }, offered, nowhere).reply).toEqual(reply);
  });

  test('before anything was asked', () => {
    expect(readReply({ kind: 'tap', payload: '1a.book', title: 'Book' }, null, nowhere).reply).toEqual({
      kind: 'stale',
    });
  });
});

describe('words', () => {
  const read = (said: string) => readReply({ kind: 'text', text: said }, offered, nowhere).reply;

  test.each([
    ['a number', '2', { kind: 'chose', id: 'language_sw' }],
    ['a label', 'book a visit', { kind: 'chose', id: 'book' }],
    ['only emoji', '😀🎉🏾', { kind: 'said', text: '😀🎉🏾', intents: [] }],
    [
      'a script',
      '<script>alert(1)</script>',
      { kind: 'said', text: '<script>alert(1)</script>', intents: [] },
    ],
    ['signs nobody sees', '\u200b\u2060\ufeff', { kind: 'unreadable', what: 'empty' }],
    ['a lone variation selector', '\ufe0f', { kind: 'unreadable', what: 'empty' }],
    ['blanks', ' \n\u00a0', { kind: 'unreadable', what: 'empty' }],
  ])('%s', (_, said, reply) => expect(read(said)).toEqual(reply));

  test('"1" when nothing was asked is a word like any other', () => {
    expect(readReply({ kind: 'text', text: '1' }, null, nowhere).reply).toMatchObject({
      kind: 'said',
      text: '1',
    });
  });

  test('5,000 characters are read up to a point', () => {
    expect(read('x'.repeat(5_000))).toMatchObject({ kind: 'said', text: 'x'.repeat(1_000) });
  });

  test('the point does not lie within an emoji', () => {
    const reply = read(`${'x'.repeat(999)}😀`);
    expect(reply.kind === 'said' && reply.text.isWellFormed()).toBe(true);
  });

  test.each([
    ['CANCEL', 'opted_out', 'opt_out'],
    ['START', 'opted_in', 'opt_in'],
    ['1', 'opted_out', 'opt_out'],
  ] as const)('%s, on which the provider has %s the number', (said, providerDid, intent) => {
    expect(readReply({ kind: 'text', text: said, providerDid }, offered, nowhere).reply).toEqual({
      kind: 'said',
      text: said,
      intents: [intent],
    });
  });
});

test.each([
  [{ kind: 'media' }, { kind: 'unreadable', what: 'media' }],
  [{ kind: 'empty' }, { kind: 'unreadable', what: 'empty' }],
  [
    { kind: 'location', latitude: -1.26, longitude: 36.8 },
    { kind: 'located', latitude: -1.26, longitude: 36.8 },
  ],
] as const)('%o', (content, reply) => expect(readReply(content, offered, nowhere).reply).toEqual(reply));

describe('a notice', () => {
  const notice = sampleNotice({ numbered: true });
  const answered = (id: string, number = 1) => ({ kind: 'answered', noticeId: noticeId(number), id });
  const tap = (payload: string, notices = [notice]) =>
    readReply({ kind: 'tap', payload, title: 'x' }, offered, nowhere, notices).reply;
  const read = (said: string, notices = [notice]) =>
    readReply({ kind: 'text', text: said }, offered, nowhere, notices).reply;

  test('its buttons name it, whatever was said since and whether or not it is known any more', () => {
    for (const notices of [[notice], [sampleNotice({ fresh: false })], []]) {
      expect(tap(`${noticeWaitId(noticeId(1))}.cannot`, notices)).toEqual(answered('cannot'));
    }
    expect(tap(`${noticeWaitId(noticeId(1))}.book`)).toEqual({ kind: 'stale' });
    expect(tap('1a.book')).toEqual({ kind: 'chose', id: 'book' });
  });

  test.each([
    ['1', 'confirm'],
    ['mbili', 'move'],
    ['3.', 'cannot'],
    ["I'll come", 'confirm'],
    ['sawa', 'confirm'],
    ['Wakati mwingine', 'move'],
    ['sitaweza', 'cannot'],
  ])('%s is of its numbered lines', (said, id) => expect(read(said)).toEqual(answered(id)));

  test('a number it has not is none of what was offered before, a label may be', () => {
    expect(read('4')).toMatchObject({ kind: 'said' });
    expect(read('book a visit')).toEqual({ kind: 'chose', id: 'book' });
  });

  test.each([
    ['asks for words', sampleNotice()],
    ['has no numbers', sampleNotice({ numbered: true, kind: 'confirmed' })],
  ])('one that %s leaves digits to what was offered', (_, worded) => {
    expect(read('1', [worded])).toEqual({ kind: 'chose', id: 'book' });
    expect(read('nitakuja', [worded])).toMatchObject({ kind: 'said', intents: ['confirm'] });
  });

  test('of two visits: the latest by number, and by words neither', () => {
    const other = sampleNotice({ noticeId: noticeId(2), appointmentId: 'another' as never, numbered: true });
    expect(read('3', [other, notice])).toEqual(answered('cannot', 2));
    expect(read('sitaweza', [other, notice])).toMatchObject({ kind: 'said', intents: ['cannot_come'] });
  });
});
