import { expect, test } from 'vitest';
import { type OrganizationId, uuidIds } from '../ids.ts';
import { createThrottle } from './bucket.ts';

function throttle() {
  const time = { now: 1_000 };
  return { time, admits: createThrottle(() => time.now) };
}

const clinic = () => uuidIds.next<OrganizationId>();
const many = (count: number, one: () => boolean) => Array.from({ length: count }, one).filter(Boolean).length;

test('a minute’s worth at once, and not one more', () => {
  const { admits } = throttle();
  const id = clinic();
  expect(many(1_000, () => admits(id, 600))).toBe(600);
});

test('it fills up as time passes, and never beyond a minute’s worth', () => {
  const { admits, time } = throttle();
  const id = clinic();
  many(600, () => admits(id, 600));
  time.now += 1_000;
  expect(many(100, () => admits(id, 600))).toBe(10);
  time.now += 3_600_000;
  expect(many(1_000, () => admits(id, 600))).toBe(600);
});

test('what is refused takes nothing: however often one tries, it fills up as fast', () => {
  const { admits, time } = throttle();
  const id = clinic();
  many(60, () => admits(id, 60));
  for (let tenth = 0; tenth < 9; tenth++) {
    time.now += 100;
    expect(admits(id, 60)).toBe(false);
  }
  time.now += 101;
  expect(admits(id, 60)).toBe(true);
});

test('one clinic’s flood takes nothing of another’s', () => {
  const { admits } = throttle();
  const [loud, quiet] = [clinic(), clinic()];
  many(1_000, () => admits(loud, 600));
  expect([admits(loud, 600), admits(quiet, 600)]).toEqual([false, true]);
});

test('a limit that was lowered holds at once', () => {
  const { admits } = throttle();
  const id = clinic();
  admits(id, 600);
  expect(many(100, () => admits(id, 5))).toBe(5);
});
