import { describe, expect, test } from 'vitest';
import { waitWords } from './commands.ts';
import { readOptions } from './options.ts';

describe('options of the chat', () => {
  test('without any it is WhatsApp, from somebody the clinic does not know', () => {
    const options = { kind: 'whatsapp', language: null, from: '+254712345678', clinicFile: null };
    expect(readOptions([])).toEqual({ ok: true, options });
  });

  test('all of them', () => {
    const args = ['--channel', 'sms', '--language', 'sw', '--from', '0722 410936', '--clinic', 'mine.yaml'];
    const options = { kind: 'sms', language: 'sw', from: '+254722410936', clinicFile: 'mine.yaml' };
    expect(readOptions(args)).toEqual({ ok: true, options });
  });

  test.each([
    [['--channel', 'fax'], '--channel is one of whatsapp, sms: not "fax"'],
    [['--language', 'fr'], '--language is one of en, sw: not "fr"'],
    [['--from', 'me'], '--from is a phone number such as +254712345678: not "me"'],
    [['--colour'], "Unknown option '--colour'"],
    [['hello'], "Unexpected argument 'hello'"],
  ])('%j is wrong, and it is said why', (args, problem) => {
    expect(readOptions(args)).toMatchObject({ reason: 'wrong', problem: expect.stringContaining(problem) });
  });

  test('--help asks for help', () => {
    expect(readOptions(['--help'])).toEqual({ ok: false, reason: 'help' });
  });
});

test.each([
  ['25h', '25 hours'],
  ['1d', '1 day'],
  ['015m', '15 minutes'],
  ['90 s', '90 seconds'],
  ['401d', null],
  ['-1h', null],
  ['1.5h', null],
  ['h', null],
])('/wait %s is %s', (argument, words) => {
  expect(waitWords(argument)).toBe(words);
});
