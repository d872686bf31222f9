import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createGiveWay } from './give-way.ts';

test('pieces of work go one after the other, and others come between them', async () => {
  const giveWay = createGiveWay(() => false);
  const happened: string[] = [];
  const pieces = ['one', 'two', 'three'].map(async (piece) => {
    await giveWay();
    happened.push(piece);
    setImmediate(() => happened.push('something else'));
  });
  await Promise.all(pieces);
  expect(happened).toEqual(['one', 'something else', 'two', 'something else', 'three']);
});

test('a turn that is under way is let finish', async () => {
  let underWay = true;
  const giveWay = createGiveWay(() => underWay);
  let gone = false;
  const going = giveWay().then(() => {
    gone = true;
  });
  await pause(3);
  expect(gone).toBe(false);
  underWay = false;
  await going;
});

test('who writes without end does not stop the reminders', async () => {
  const giveWay = createGiveWay(() => true);
  await Promise.all([giveWay(), giveWay(), giveWay()]); // in vain, each would wait for ever
});
