import { expect, test } from 'vitest';
import {
  beginningLine,
  beginningOf,
  type Played,
  parseTranscript,
  parseWait,
  writeTranscript,
} from './transcript.ts';

const said = (...messages: string[][]): Played => ({ messages, told: [] });

test('a transcript is parsed into what is played, and written back with what came out', () => {
  const lines = parseTranscript('# Shown\n> Hi\n< old\n| answer\n\n~ 15 minutes\n[x]\n= a\n= b\n');
  expect(lines.map((line) => line.kind)).toEqual(['comment', 'patient', 'wait', 'state', 'facts']);
  const told = (text: string): Played => ({ messages: [], told: [text] });
  const whatsapp = [said(), said(['Hello', '1 Book', 'bye']), said(), told('[menu]'), told('= no visit')];
  const sms = [
    said(),
    said(['Hello', '1 Book it', 'Reply 1', 'bye']),
    said(),
    told('[menu]'),
    told('= no visit'),
  ];
  expect(writeTranscript(lines, whatsapp, sms)).toBe(
    '# Shown\n\n> Hi\n< Hello\n|w 1 Book\n|s 1 Book it\n|s Reply 1\n| bye\n\n~ 15 minutes\n[menu]\n= no visit\n',
  );
});

test('what one channel says in more messages than the other stands apart', () => {
  const lines = parseTranscript('> Hi');
  expect(writeTranscript(lines, [said(['a'], ['b'])], [said(['a'])])).toBe('> Hi\n<w a\n<w b\n<s a\n');
});

test('a line of no kind is an error', () => {
  expect(() => parseTranscript('hello')).toThrow('starts with');
});

test('where a transcript says when it begins, that is its first line', () => {
  const begins = Temporal.PlainDateTime.from('2026-11-21T09:05:40');
  expect(beginningLine(begins)).toEqual({ kind: 'happens', text: 'it is 2026-11-21 09:05' });
  expect(beginningOf(parseTranscript('# Why\n* it is 2026-11-21 09:05\n> Hi'))?.toString()).toBe(
    '2026-11-21T09:05:00',
  );
  expect(beginningOf(parseTranscript('> Hi\n* it is 2026-11-21 09:05'))).toBeNull();
});

test.each([
  ['1 second', 1],
  ['15 minutes', 900],
  ['25 hours', 90_000],
  ['2 days', 172_800],
])('a wait of %s is %i seconds', (text, seconds) => {
  expect(parseWait(text).total('seconds')).toBe(seconds);
});

test.each(['soon', '25h', '-1 hours', '1.5 hours'])('"%s" is no wait', (text) => {
  expect(() => parseWait(text)).toThrow('a wait is written');
});
