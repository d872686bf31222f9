import { expect, test } from 'vitest';
import { readTask } from './task.ts';

test.each([
  ['apply', ['apply', 'a.yaml'], { verb: 'apply', file: 'a.yaml' }],
  ['export', ['export', '-'], { verb: 'export', file: '-', slug: null }],
  [
    'export of one of several',
    ['export', 'a.yaml', '--clinic', 'amani'],
    { verb: 'export', file: 'a.yaml', slug: 'amani' },
  ],
])('%s', (_, args, task) => {
  expect(readTask(args)).toEqual({ ok: true, task });
});

test.each([
  ['nothing', [], /Say apply or export/],
  ['no file', ['apply'], /Name the file/],
  ['another word', ['import', 'x.yaml'], /cannot "import"/],
  ['two files', ['apply', 'a.yaml', 'b.yaml'], /One file at a time/],
  ['an unknown option', ['export', '-', '--all'], /--all/],
  ['apply with a clinic', ['apply', 'a.yaml', '--clinic', 'amani'], /the file itself/],
])('called with %s: what is wrong', (_, args, problem) => {
  expect(readTask(args)).toEqual({ ok: false, reason: 'wrong', problem: expect.stringMatching(problem) });
});

test('help', () => {
  expect(readTask(['apply', '-h'])).toEqual({ ok: false, reason: 'help' });
});
