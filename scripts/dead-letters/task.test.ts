import { expect, test } from 'vitest';
import { readTask } from './task.ts';

const id = '0199a1b2-0000-7000-8000-000000000001';

test.each([
  [['list'], { verb: 'list', clinic: null, after: null }],
  [['list', '--clinic', 'amani', '--after', id], { verb: 'list', clinic: 'amani', after: id }],
  [['show', id], { verb: 'show', id }],
  [['retry', id], { verb: 'retry', id }],
])('%j', (args, task) => {
  expect(readTask(args)).toEqual({ ok: true, task });
});

test.each([
  [[], /Say list, show or retry/],
  [['drop', id], /cannot "drop"/],
  [['show'], /Name the id/],
  [['retry', '12'], /"12" is no id/],
  [['retry', id, id], /One at a time/],
  [['retry', id, '--clinic', 'amani'], /go with list/],
  [['list', id], /takes no id/],
  [['list', '--after', 'x'], /wants an id/],
  [['list', '--all'], /--all/],
])('called wrongly (%j): what is wrong', (args, problem) => {
  expect(readTask(args)).toEqual({ ok: false, reason: 'wrong', problem: expect.stringMatching(problem) });
});

test('help', () => {
  expect(readTask(['-h'])).toEqual({ ok: false, reason: 'help' });
});
