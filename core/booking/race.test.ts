import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import { bookAppointment } from './book.ts';
import { holdSlot } from './hold.ts';
import { loadAvailability } from './load-availability.ts';
import { nearestSlots } from './offer.ts';
import type { WantedSlot } from './offered.ts';
import { startsIn, walkDays } from './slots.ts';

const ROUNDS = 100;
const racers = 200;
const connections = 20;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: connections });
});
afterAll(() => database.drop());

/** One patient's turn: hold the slot and book it. */
function race(desk: Desk, person: number, round: number, wanted: WantedSlot): Promise<'won' | 'slot_taken'> {
  const { scope } = desk.clinic;
  const who = desk.person(person);
  return desk.turn(async (core) => {
    const held = await holdSlot(core, scope, { key: `${round}.${person}.1`, ...who, ...wanted });
    if (!held.ok && held.reason === 'slot_taken') return held.reason;
    if (!held.ok) throw new Error(`refused for a wrong reason: ${held.reason}`);
    const hold = { ...who, holdId: held.appointmentId };
    const booked = await bookAppointment(core, scope, { key: `${round}.${person}.2`, ...hold });
    if (!booked.ok) throw new Error(`the hold did not hold: ${booked.reason}`);
    return 'won';
  });
}

/** What those who lost are offered. */
async function offerInstead(desk: Desk, wanted: WantedSlot) {
  const now = desk.core.clock.now();
  const window = { from: now, to: wanted.start.add({ hours: 48 }) };
  const found = await loadAvailability(desk.core, desk.clinic.scope, { ...wanted, window, now });
  if (!found.ok) throw new Error(found.reason);
  const starts = [...startsIn(walkDays(found.rules, found.practitioners, window, now))];
  return nearestSlots(starts, wanted.start, 3);
}

/** A slot of its own for each round: eight a day. */
function slotOf(desk: Desk, round: number, given: Partial<WantedSlot>): WantedSlot {
  const day = Temporal.PlainDate.from('2026-10-06').add({ days: Math.floor(round / 8) });
  return { ...desk.slot(`${day}T${String(8 + (round % 8)).padStart(2, '0')}:00`), ...given };
}

async function runRounds(desk: Desk, rounds: number, given: Partial<WantedSlot>, winners: number) {
  for (let round = 0; round < rounds; round++) {
    const wanted = slotOf(desk, round, given);
    const outcomes = await Promise.all(
      Array.from({ length: racers }, (_, index) => race(desk, index + 1, round, wanted)),
    );
    expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(winners);
    const offered = await offerInstead(desk, wanted);
    expect(offered).toHaveLength(3);
    expect(offered.map(({ at }) => at)).not.toContain(wanted.start.epochMilliseconds);
  }
  const calendar = await desk.calendar();
  expect(calendar).toHaveLength(rounds * winners);
  expect(calendar.filter((line) => !line.includes(' booked '))).toEqual([]);
}

test('200 patients race for one slot: one has it, the others are offered something else', async () => {
  const desk = await openDesk(database.db, { people: racers });
  const [practitionerId] = desk.clinic.practitionerIds;
  await runRounds(desk, ROUNDS, { practitionerId }, 1);
}, 300_000);

test('200 patients race for one time with any of three practitioners: three have it', async () => {
  const desk = await openDesk(database.db, { people: racers });
  await runRounds(desk, 20, { practitionerId: null }, 3);
}, 120_000);
