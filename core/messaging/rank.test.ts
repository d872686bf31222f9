import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DeliveryState, deliveryStates } from '../db/tables.ts';
import { raise } from './rank.ts';

/** Row: the state a message is in. Column: what a receipt says. Cell: the state after it. */
const table = `
             queued     errored    wired      unknown    sent       failed     cancelled  delivered  read
queued       queued     errored    wired      unknown    sent       failed     cancelled  delivered  read
errored      errored    errored    wired      unknown    sent       failed     cancelled  delivered  read
wired        wired      wired      wired      unknown    sent       failed     cancelled  delivered  read
unknown      unknown    unknown    unknown    unknown    sent       failed     cancelled  delivered  read
sent         sent       sent       sent       sent       sent       failed     cancelled  delivered  read
failed       failed     failed     failed     failed     failed     failed     cancelled  delivered  read
cancelled    cancelled  cancelled  cancelled  cancelled  cancelled  cancelled  cancelled  delivered  read
delivered    delivered  delivered  delivered  delivered  delivered  delivered  delivered  delivered  read
read         read       read       read       read       read       read       read       read       read
`;

const [columns = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/) as DeliveryState[]);
const pairs = rows.flatMap(([current, ...afters]) =>
  afters.map(
    (after, place) => [current, columns[place], after] as [DeliveryState, DeliveryState, DeliveryState],
  ),
);

describe('raise', () => {
  test('the table has every pair of states', () => {
    expect(pairs).toHaveLength(deliveryStates.length ** 2);
    expect(columns.toSorted()).toEqual([...deliveryStates].sort());
    expect(rows.map(([current]) => current).toSorted()).toEqual([...deliveryStates].sort());
  });

  test.each(pairs)('%s, told %s, is %s', (current, incoming, after) => {
    expect(raise(current, incoming)).toBe(after);
  });

  const state = fc.constantFrom(...deliveryStates);
  const receipts = fc.array(fc.constantFrom<DeliveryState>('sent', 'failed', 'delivered', 'read'), {
    maxLength: 6,
  });

  test('receipts end in the same state in any order and however often they come', () => {
    const shuffled = receipts.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 })),
    );
    fc.assert(
      fc.property(state, shuffled, (start, [some, mixed]) => {
        expect(mixed.reduce(raise, start)).toBe(some.reduce(raise, start));
      }),
    );
  });

  test('what the patient has on the phone is never taken back', () => {
    fc.assert(
      fc.property(receipts, receipts, (before, after) => {
        expect(['delivered', 'read']).toContain(
          [...before, 'delivered' as const, ...after].reduce(raise, 'wired'),
        );
      }),
    );
  });
});
