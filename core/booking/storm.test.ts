import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, type DeskCore, openDesk } from '../../test/desk.ts';
import type { AppointmentId, PatientId } from '../ids.ts';
import { bookAppointment } from './book.ts';
import { cancelAppointment } from './cancel.ts';
import { releaseHold } from './end-hold.ts';
import { holdSlot } from './hold.ts';
import { moveAppointment } from './move.ts';

/** Commands of one contact at once, as its phone and the clinic's desk may send them: none waits for another in a circle. */

const ROUNDS = 30;
const ABREAST = 16;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: ABREAST });
});
afterAll(() => database.drop());

/** The same numbers in every run, so that a failure comes back. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

/** A mother's phone and a father's, with two children in the care of both. */
async function openFamily(): Promise<Desk> {
  const desk = await openDesk(database.db, {
    practitioners: [{}, {}],
    people: 2,
    organization: { hold_minutes: 1 },
  });
  const [mother, father] = [desk.person(1), desk.person(2)];
  const shared = [
    [mother, father],
    [father, mother],
  ] as const;
  await database.db
    .insertInto('contact_patient')
    .values(
      shared.map(([{ contactId }, { patientId }]) => ({
        organization_id: desk.clinic.organizationId,
        contact_id: contactId,
        patient_id: patientId,
        relation: 'child',
        created_at: desk.at('06:00'),
      })),
    )
    .execute();
  return desk;
}

type Act = (core: DeskCore, key: string) => Promise<unknown>;

/** One command, or a hold that is booked in the same turn, for one of the phones. */
function pickAct(desk: Desk, roll: (sides: number) => number, rows: readonly AppointmentId[]): Act {
  const { scope } = desk.clinic;
  const { contactId } = desk.person(roll(4) === 0 ? 2 : 1);
  const { patientId } = desk.person(1 + roll(2));
  const wanted = desk.slot(`2026-10-06T${['08:00', '08:30', '09:00', '09:30'][roll(4)]}`);
  const appointmentId = rows[roll(Math.max(1, rows.length))];
  const forWhom = roll(2) === 0 ? null : patientId;
  const hold = (core: DeskCore, key: string, whom: PatientId | null = forWhom) =>
    holdSlot(core, scope, { key, contactId, patientId: whom, ...wanted });
  const acts: Act[] = [
    (core, key) => hold(core, key),
    (core) => releaseHold(core, scope, { contactId }),
    async (core, key) => {
      const held = await hold(core, `${key} hold`, patientId);
      if (held.ok)
        await bookAppointment(core, scope, { key, contactId, patientId, holdId: held.appointmentId });
    },
    (core, key) => bookAppointment(core, scope, { key, contactId, patientId, ...wanted }),
  ];
  if (appointmentId !== undefined) {
    acts.push(
      (core, key) => bookAppointment(core, scope, { key, contactId, patientId, holdId: appointmentId }),
      (core, key) => bookAppointment(core, scope, { key, contactId, patientId, holdId: appointmentId }),
      (core, key) => moveAppointment(core, scope, { key, appointmentId, contactId, start: wanted.start }),
      (core, key) => cancelAppointment(core, scope, { key, appointmentId, contactId, by: 'patient' }),
    );
  }
  const act = acts[roll(acts.length)];
  if (act === undefined) throw new Error('there is nothing to do');
  return act;
}

test('a storm of commands of one family: none is given up by Postgres, and a contact keeps one slot', async () => {
  const desk = await openFamily();
  const roll = dice(7);
  for (let round = 0; round < ROUNDS; round++) {
    const open = await database.db
      .selectFrom('appointment')
      .select('id')
      .where('organization_id', '=', desk.clinic.organizationId)
      .where('status', 'in', ['hold', 'booked'])
      .execute();
    const acts = Array.from({ length: ABREAST }, () =>
      pickAct(
        desk,
        roll,
        open.map(({ id }) => id),
      ),
    );
    const ends = await Promise.allSettled(
      acts.map((act, place) => desk.turn((core) => act(core, `${round}.${place}`))),
    );
    const thrown = ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
    expect(thrown, `round ${round}`).toEqual([]);
    await expectOneHoldEach(desk);
    desk.core.clock.advance(Temporal.Duration.from({ seconds: 25 }));
    if (round % 5 === 4) await clearCalendar(desk);
  }
}, 60_000);

async function expectOneHoldEach(desk: Desk): Promise<void> {
  const kept = await database.db
    .selectFrom('appointment')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('organization_id', '=', desk.clinic.organizationId)
    .where('status', '=', 'hold')
    .groupBy('contact_id')
    .execute();
  for (const { count } of kept) expect(Number(count)).toBe(1);
}

async function clearCalendar(desk: Desk): Promise<void> {
  await database.db
    .updateTable('appointment')
    .set({ status: 'cancelled' })
    .where('organization_id', '=', desk.clinic.organizationId)
    .where('status', '=', 'booked')
    .execute();
}
