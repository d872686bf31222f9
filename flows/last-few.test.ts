import { expect, test } from 'vitest';
import { ofLastFew } from './last-few.ts';

test('what is asked of again is not worked out again, as long as few others were asked of since', () => {
  const asked: string[] = [];
  const loud = ofLastFew(2, ({ name }: { name: string }) => {
    asked.push(name);
    return name.toUpperCase();
  });
  const [amina, baraka, chebet] = [{ name: 'amina' }, { name: 'baraka' }, { name: 'chebet' }];
  expect([loud(amina), loud(baraka), loud(amina)]).toEqual(['AMINA', 'BARAKA', 'AMINA']);
  expect(asked).toEqual(['amina', 'baraka']);
  expect(loud(chebet)).toBe('CHEBET'); // in place of the one that was worked out first
  expect([loud(baraka), loud(amina)]).toEqual(['BARAKA', 'AMINA']);
  expect(asked).toEqual(['amina', 'baraka', 'chebet', 'amina']);
});

test('nothing is an answer too', () => {
  let asked = 0;
  const nothing = ofLastFew(2, (_: object) => {
    asked += 1;
    return null;
  });
  const one = {};
  expect([nothing(one), nothing(one), asked]).toEqual([null, null, 1]);
});

test('things that look alike are two', () => {
  let asked = 0;
  const count = ofLastFew(4, (_: object) => ++asked);
  const one = {};
  expect([count(one), count({}), count(one)]).toEqual([1, 2, 1]);
});
