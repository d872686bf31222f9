import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import { bookAppointment } from './book.ts';
import { holdSlot } from './hold.ts';
import { loadAvailability } from './load-availability.ts';
import { nearestSlots } from './offer.ts';
import type { WantedSlot } from './offered.ts';
import { findSlots } from './slots.ts';

const rounds = 100;
const racers = 200;
const connections = 20;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: connections });
});
afterAll(() => database.drop());

type Outcome = { won: boolean; offered: number };

/** One patient's turn: hold the slot and book it; when it is taken, look for the nearest others, in the same transaction. */
function race(desk: Desk, person: number, round: number, wanted: WantedSlot): Promise<Outcome> {
  const { scope } = desk.clinic;
  const who = desk.person(person);
  return desk.turn(async (core) => {
    const held = await holdSlot(core, scope, { key: `${round}.${person}.1`, ...who, ...wanted });
    if (held.ok) {
      const hold = { ...who, holdId: held.appointmentId };
      const booked = await bookAppointment(core, scope, { key: `${round}.${person}.2`, ...hold });
      expect(booked).toMatchObject({ ok: true, start: wanted.start.toString() });
      return { won: true, offered: 0 };
    }
    expect(held.reason).toBe('slot_taken');
    const window = { from: core.clock.now(), to: wanted.start.add({ hours: 48 }) };
    const found = await loadAvailability(core, scope, { ...wanted, window, now: window.from });
    if (!found.ok) throw new Error(found.reason);
    const slots = findSlots(found.rules, found.practitioners, window, window.from);
    const nearest = nearestSlots(slots, wanted.start, 3);
    expect(nearest.some((slot) => slot.start.equals(wanted.start))).toBe(false);
    return { won: false, offered: nearest.length };
  });
}

/** A slot of its own for each round: eight a day. */
function slotOf(desk: Desk, round: number, given: Partial<WantedSlot>): WantedSlot {
  const day = Temporal.PlainDate.from('2026-10-06').add({ days: Math.floor(round / 8) });
  return { ...desk.slot(`${day}T${String(8 + (round % 8)).padStart(2, '0')}:00`), ...given };
}

async function runRounds(desk: Desk, given: Partial<WantedSlot>, winners: number) {
  for (let round = 0; round < rounds; round++) {
    const wanted = slotOf(desk, round, given);
    const outcomes = await Promise.all(
      Array.from({ length: racers }, (_, index) => race(desk, index + 1, round, wanted)),
    );
    expect(outcomes.filter(({ won }) => won)).toHaveLength(winners);
    expect(outcomes.filter(({ won, offered }) => !won && offered !== 3)).toEqual([]);
  }
  expect(await desk.calendar()).toHaveLength(rounds * winners);
}

test('200 patients race for one slot: one has it, the others are offered something else', async () => {
  const desk = await openDesk(database.db, { people: racers });
  const [practitionerId] = desk.clinic.practitionerIds;
  await runRounds(desk, { practitionerId }, 1);
}, 120_000);

test('200 patients race for one time with any of three practitioners: three have it', async () => {
  const desk = await openDesk(database.db, { people: racers });
  await runRounds(desk, { practitionerId: null }, 3);
}, 120_000);
