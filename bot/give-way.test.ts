import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createGiveWay } from './give-way.ts';

test('while nobody writes, pieces of work run at once', async () => {
  const giveWay = createGiveWay(() => false);
  let running = 0;
  const piece = async () => {
    running += 1;
    await pause(5);
    return running;
  };
  expect(await Promise.all([giveWay(piece), giveWay(piece)])).toEqual([2, 2]);
});

/** A patient writes, and is answered before the pieces are run. */
function afterTurn() {
  let underWay = true;
  const giveWay = createGiveWay(() => underWay);
  const answered = () => {
    underWay = false;
  };
  return { giveWay, answered };
}

test('while patients write they go one after the other, and others come between them', async () => {
  const { giveWay, answered } = afterTurn();
  const happened: string[] = [];
  const pieces = ['one', 'two', 'three'].map((name) =>
    giveWay(async () => {
      happened.push(`${name} begins`);
      await pause(2);
      happened.push(`${name} ends`);
      setImmediate(() => happened.push('something else'));
    }),
  );
  answered();
  await Promise.all(pieces);
  const each = (name: string) => [`${name} begins`, `${name} ends`];
  expect(happened).toEqual([
    ...each('one'),
    'something else',
    ...each('two'),
    'something else',
    ...each('three'),
  ]);
});

test('a turn that is under way is let finish', async () => {
  const { giveWay, answered } = afterTurn();
  let gone = false;
  const going = giveWay(async () => {
    gone = true;
  });
  await pause(5);
  expect(gone).toBe(false);
  answered();
  await going;
  expect(gone).toBe(true);
});

test('who writes without end does not stop the reminders', async () => {
  const giveWay = createGiveWay(() => true);
  const piece = async () => 'done'; // in vain, each would wait for ever
  expect(await Promise.all([giveWay(piece), giveWay(piece)])).toEqual(['done', 'done']);
});

test('a piece that fails is its caller’s trouble alone', async () => {
  const { giveWay, answered } = afterTurn();
  const fails = giveWay(() => Promise.reject(new Error('this one')));
  const next = giveWay(async () => 'done');
  answered();
  await expect(fails).rejects.toThrow('this one');
  expect(await next).toBe('done');
});

test('amid a piece turns under way are let end, but not for long; without them nothing is waited for', async () => {
  const { giveWay, answered } = afterTurn();
  let gone = false;
  const going = giveWay.toTurns().then(() => {
    gone = true;
  });
  await pause(5);
  expect(gone).toBe(false);
  answered();
  await going;
  await createGiveWay(() => true).toTurns(); // who writes without end does not hold it up for ever
  const order: string[] = [];
  const none = giveWay.toTurns().then(() => order.push('went on'));
  setImmediate(() => order.push('a round of events'));
  await none;
  expect(order).toEqual(['went on']);
});
