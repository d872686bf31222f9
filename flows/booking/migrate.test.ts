import { describe, expect, test } from 'vitest';
import first from '../fixtures/booking-v1.json' with { type: 'json' };
import second from '../fixtures/booking-v2.json' with { type: 'json' };
import { asha, sampleClinic, sampleFacts } from '../sample-clinic.ts';
import { flowsOf, keysOf, leadsOf, open, tell, turn } from '../sample-talk.ts';
import type { Frame } from '../vocabulary.ts';
import { migrateBooking } from './migrate.ts';

/** Conversations as earlier versions of booking left them in the database. */
const known = sampleFacts(sampleClinic(), asha);
const fixtures = new Map(Object.entries(first as Record<string, Frame[]>));
const fixturesOf2 = new Map(Object.entries(second as Record<string, Frame[]>));
const places = [
  [1, fixtures],
  [2, fixturesOf2],
] as const;

describe.each(places)('a booking of version %i goes on', (version, kept) => {
  const standing = (name: string) => ({ ...open(known), frames: kept.get(name) ?? [] });
  const asks: readonly (readonly [string, string])[] = [
    ['which service', 'booking.choose_service'],
    ['which branch', 'booking.choose_branch'],
    ['a list of slots', 'booking.choose_slot'],
    ['the slots of a day', 'booking.choose_slot_on'],
    ['which day', 'booking.choose_day'],
    ['what to change', 'booking.change_what'],
    ['which practitioner', 'booking.choose_practitioner'],
    ['what name', 'booking.ask_name'],
    ['for whom', 'booking.for_whom'],
    ['shall we book', 'booking.confirm'],
    ...(version === 1
      ? ([['nothing free', 'booking.none']] as const)
      : ([
          ['why they come', 'booking.ask_reason'],
          ['too many visits', 'booking.too_many_visits'],
        ] as const)),
  ];

  test.each(asks)('%s', (name, key) => {
    const talk = turn(standing(name), { kind: 'stale' });
    expect([keysOf(talk), leadsOf(talk), flowsOf(talk)]).toEqual([
      [key],
      ['common.stale'],
      ['menu', 'booking'],
    ]);
    expect(talk.frames[1]).toMatchObject({ version: 3, context: { forWhom: null } });
  });

  test('each that was kept is looked at', () => {
    expect([...kept.keys()].toSorted()).toEqual(asks.map(([name]) => name).toSorted());
  });

  test('to a booked visit', () => {
    expect(keysOf(turn(standing('shall we book'), { kind: 'chose', id: 'yes' }))).toEqual(['booking.booked']);
    expect(keysOf(tell(turn(standing('which service'), { kind: 'stale' }), '1', '1', 'yes'))).toEqual([
      'booking.booked',
    ]);
  });
});

describe('what cannot be gone on with ends in an apology', () => {
  const frames = fixtures.get('shall we book') ?? [];
  const [menu, booking] = frames;
  if (!menu || !booking) throw new Error('a booking lies above the menu');
  test.each<[string, Partial<Frame>]>([
    ['it waits for a command', { state: { held: 'booking' } }],
    ['a state that never was', { state: 'choosing_colour' }],
    ['a context that lacks what it needs', { context: { serviceId: null } }],
    ['no context at all', { context: null }],
    ['a version before the first', { version: 0 }],
  ])('%s', (_, change) => {
    const broken = { ...booking, ...change };
    expect(migrateBooking(broken)).toBeNull();
    const talk = turn({ ...open(known), frames: [menu, broken] }, { kind: 'chose', id: 'yes' });
    expect([keysOf(talk), leadsOf(talk), flowsOf(talk)]).toEqual([
      ['menu.greeting'],
      ['common.lost_thread'],
      ['menu'],
    ]);
  });
});
