import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bookAppointment } from '../../core/booking/book.ts';
import { holdSlot } from '../../core/booking/hold.ts';
import { moveAppointment } from '../../core/booking/move.ts';
import { loadClinicProfile } from '../../core/clinic/load-profile.ts';
import type { AppointmentId } from '../../core/ids.ts';
import type { Line } from '../../core/messaging/outbox.ts';
import { readStanding } from '../../core/messaging/standing.ts';
import { ensureContact } from '../../core/people/contacts.ts';
import { addressHash, organizationLookupKey } from '../../core/people/lookup.ts';
import { registerPatient } from '../../core/people/patients.ts';
import type { Command } from '../../flows/vocabulary.ts';
import type { ClinicOverrides } from '../../test/clinic-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception } from '../../test/reception.ts';
import { runCommand } from './run-command.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const address = '+254711000001';
const at = (local: string) =>
  Temporal.PlainDateTime.from(`2026-10-05T${local}`).toZonedDateTime('Africa/Nairobi').toInstant();

/** A phone with a patient, at 09:00 in Nairobi, and one practitioner at the clinic. */
async function openPhone(overrides: ClinicOverrides = {}) {
  const reception = await openReception(database.db, { people: 0, practitioners: [{}], ...overrides });
  const { core, clinic, channelId, turn } = reception;
  const { scope, organizationId } = clinic;
  const { contactId, conversationId } = await ensureContact(core, scope, { kind: 'sms', address, channelId });
  const patient = { key: 'p', contactId, name: 'Wanjku', relation: 'self' } as const;
  const { patientId } = await turn((own) => registerPatient(own, scope, patient));
  const lookup = await organizationLookupKey(core, organizationId);
  const profile = await loadClinicProfile(core.db, organizationId);
  const wakes: Line[] = [];
  let count = 0;
  const run = async (command: Command) => {
    const hash = addressHash(lookup, 'sms', address);
    const key = {
      organizationId,
      kind: 'sms',
      addressHash: hash,
      channelId,
      providerMessageId: 'SM',
    } as const;
    const standing = await readStanding(core, key);
    if (standing === null) throw new Error('the contact is not known');
    return turn((own) =>
      runCommand(own, scope, { standing, clinic: profile, key: `${++count}`, wakes }, command),
    );
  };
  const wanted = { serviceId: clinic.serviceIds[0], branchId: clinic.branchIds[0], practitionerId: null };
  const book = async (local: string) => {
    const wish = { key: `book ${local}`, contactId, patientId, ...wanted, start: at(local) };
    const booked = await turn((own) => bookAppointment(own, scope, wish));
    if (!booked.ok) throw new Error(`the test's own visit was refused: ${booked.reason}`);
    return booked.appointmentId;
  };
  const name = async () =>
    await database.db
      .selectFrom('vault.patient')
      .selectAll()
      .where('patient_id', '=', patientId)
      .executeTakeFirstOrThrow();
  return { ...reception, scope, contactId, conversationId, patientId, wakes, run, wanted, book, name };
}
type Phone = Awaited<ReturnType<typeof openPhone>>;

describe('a visit that staff have moved meanwhile', () => {
  async function openMoved() {
    const phone = await openPhone();
    const appointmentId = await phone.book('10:00');
    const move = { key: 'staff', appointmentId, start: at('14:00') };
    await phone.turn((own) => moveAppointment(own, phone.scope, move));
    const shown = (local: string) => ({ start: at(local).toString(), branchId: phone.wanted.branchId });
    return { ...phone, appointmentId, shown };
  }
  const changed = { type: 'REFUSED', reason: 'changed' };

  test('is not cancelled as it was shown, but as it is', async () => {
    const { run, appointmentId, shown } = await openMoved();
    expect(await run({ do: 'cancel', appointmentId, shown: shown('10:00') })).toEqual(changed);
    expect(await run({ do: 'cancel', appointmentId, shown: shown('14:00') })).toEqual({
      ...{ type: 'CANCELLED', appointmentId, start: at('14:00').toString() },
    });
  });

  test('is not confirmed as it was shown, but as it is', async () => {
    const { run, appointmentId, shown, core } = await openMoved();
    expect(await run({ do: 'confirm_visit', appointmentId, shown: shown('10:00') })).toEqual(changed);
    expect(await run({ do: 'confirm_visit', appointmentId, shown: shown('14:00') })).toEqual({
      ...{ type: 'CONFIRMED', appointmentId, start: at('14:00').toString() },
    });
    core.clock.advance(Temporal.Duration.from({ hours: 6 }));
    expect(await run({ do: 'confirm_visit', appointmentId, shown: shown('14:00') })).toEqual({
      ...{ type: 'REFUSED', reason: 'past' },
    });
  });

  test('is not moved as it was shown, but as it is', async () => {
    const { run, appointmentId, shown, clinic } = await openMoved();
    const to = { start: at('15:00').toString(), practitionerId: null };
    expect(await run({ do: 'move', appointmentId, shown: shown('10:00'), ...to })).toEqual(changed);
    expect(await run({ do: 'move', appointmentId, shown: shown('14:00'), ...to })).toEqual({
      ...{ type: 'MOVED', appointmentId, status: 'booked', start: to.start },
      ...{ practitionerId: clinic.practitionerIds[0], branchId: clinic.branchIds[0] },
    });
  });
});

test('a patient’s own move is to be confirmed anew, where staff confirm', async () => {
  const { run, book, wanted } = await openPhone({ organization: { staff_confirm: true } });
  const appointmentId = await book('10:00');
  await database.db
    .updateTable('appointment')
    .set({ status: 'booked' })
    .where('id', '=', appointmentId)
    .execute();
  const shown = { start: at('10:00').toString(), branchId: wanted.branchId };
  const to = { start: at('15:00').toString(), practitionerId: null };
  expect(await run({ do: 'move', appointmentId, shown, ...to })).toMatchObject({ status: 'pending' });
});

describe('times for a move', () => {
  const day = { kind: 'day', day: '2026-10-05' } as const;

  async function times({ run, wanted }: Phone, appointmentId?: AppointmentId) {
    const found = await run({
      do: 'find_slots',
      wanted,
      view: day,
      count: 100,
      ...(appointmentId && { appointmentId }),
    });
    if (found?.type !== 'SLOTS') throw new Error('no times were found');
    return found.slots.map(({ start }) => start);
  }

  test('are those of the visit itself too, and not those that the contact keeps on hold', async () => {
    const phone = await openPhone();
    const visit = await phone.book('10:00');
    const hold = {
      key: 'h',
      contactId: phone.contactId,
      patientId: null,
      ...phone.wanted,
      start: at('12:00'),
    };
    await phone.turn((own) => holdSlot(own, phone.scope, hold));
    const [own, held] = [at('10:00').toString(), at('12:00').toString()];
    const toBook = await times(phone);
    expect([toBook.includes(own), toBook.includes(held)]).toEqual([false, true]);
    const toMove = await times(phone, visit);
    expect([toMove.includes(own), toMove.includes(held)]).toEqual([true, false]);
  });

  test('make a day free that has nothing but the visit itself', async () => {
    const phone = await openPhone({ opens: '10:00', closes: '10:30', organization: { horizon_days: 1 } });
    const appointmentId = await phone.book('10:00');
    const find = { do: 'find_days', wanted: phone.wanted, after: null, count: 1 } as const;
    expect(await phone.run(find)).not.toMatchObject({ days: ['2026-10-05'] });
    expect(await phone.run({ ...find, appointmentId })).toMatchObject({ days: ['2026-10-05'] });
  });
});

test('a list of days goes on where the first look ended, and says whether there are more', async () => {
  const phone = await openPhone({ organization: { horizon_days: 20 } });
  const { organizationId } = phone.clinic;
  await database.db
    .insertInto('hours_exception')
    .values({
      ...{ organization_id: organizationId, id: organizationId, kind: 'holiday', label: 'Holidays' },
      ...{
        first_day: Temporal.PlainDate.from('2026-10-07'),
        last_day: Temporal.PlainDate.from('2026-10-18'),
      },
    })
    .execute();
  const find = async (count: number, after: string | null = null) =>
    phone.run({ do: 'find_days', wanted: phone.wanted, after, count });
  const [five, six] = ['2026-10-05', '2026-10-06'];
  const [nineteen, twenty, twentyFirst] = ['2026-10-19', '2026-10-20', '2026-10-21'];
  expect(await find(1)).toEqual({ type: 'DAYS', days: [five], more: true });
  expect(await find(2)).toEqual({ type: 'DAYS', days: [five, six], more: true });
  expect(await find(4)).toEqual({ type: 'DAYS', days: [five, six, nineteen, twenty], more: true });
  expect(await find(3, six)).toEqual({ type: 'DAYS', days: [nineteen, twenty, twentyFirst], more: true });
  expect(await find(9, nineteen)).toMatchObject({
    days: [twenty, twentyFirst, '2026-10-22', '2026-10-23', '2026-10-24', '2026-10-25'],
    more: false,
  });
});

describe('a name', () => {
  const nameOf = async ({ core, clinic, patientId, name }: Phone) => {
    const row = await name();
    const key = core.vault.unwrap(row.data_key, {
      organizationId: clinic.organizationId,
      recordId: patientId,
    });
    return core.vault.decrypt(key, 'patient.name', row.name);
  };

  test('is proposed, and stands when it is confirmed', async () => {
    const phone = await openPhone();
    const { run, patientId } = phone;
    expect(await run({ do: 'rename_patient', patientId, name: ' my name is Wanjiku ' })).toEqual({
      ...{ type: 'RENAMED', patientId, name: 'Wanjiku' },
    });
    expect(await nameOf(phone)).toBe('Wanjku');
    expect(await run({ do: 'confirm_name', patientId })).toBeNull();
    expect(await nameOf(phone)).toBe('Wanjiku');
  });

  test('that is dropped is forgotten', async () => {
    const phone = await openPhone();
    const { run, patientId } = phone;
    await run({ do: 'rename_patient', patientId, name: 'Wanjiku' });
    expect(await run({ do: 'drop_name', patientId })).toBeNull();
    await run({ do: 'confirm_name', patientId });
    expect(await nameOf(phone)).toBe('Wanjku');
  });
});

describe('staff', () => {
  const items = ({ clinic }: Phone) =>
    database.db
      .selectFrom('worklist_item')
      .select(['kind', 'record_kind', 'record_id'])
      .where('organization_id', '=', clinic.organizationId)
      .orderBy('id')
      .execute();
  const aboutConversation = ({ conversationId }: Phone, kind: string) => {
    return { kind, record_kind: 'conversation', record_id: conversationId };
  };
  const onCall = { organization: { on_call_phone: '+254700000009' } };

  test('are told that somebody will be late, once', async () => {
    const phone = await openPhone();
    expect(await phone.run({ do: 'tell_staff', what: 'late' })).toBeNull();
    await phone.run({ do: 'tell_staff', what: 'late' });
    expect(await items(phone)).toEqual([aboutConversation(phone, 'late')]);
  });

  test('hear of a danger to life at once, again after ten minutes, and whoever has the conversation', async () => {
    const phone = await openPhone(onCall);
    const { run, wakes, core } = phone;
    await run({ do: 'hand_over', reason: 'asked' });
    expect(wakes).toHaveLength(1);
    expect(await run({ do: 'raise_alarm' })).toBeNull();
    expect(wakes).toHaveLength(2);
    core.clock.advance(Temporal.Duration.from({ minutes: 9 }));
    expect(await run({ do: 'hand_over', reason: 'danger' })).toMatchObject({ type: 'HANDED_OVER' });
    expect(wakes).toHaveLength(2);
    core.clock.advance(Temporal.Duration.from({ minutes: 1 }));
    await run({ do: 'raise_alarm' });
    expect(wakes).toHaveLength(3);
    const kinds = (await items(phone)).map(({ kind }) => kind);
    expect(kinds).toEqual(['person', 'danger']);
  });

  test('whose phone has a key that does not open are an error in the log, and the patient is handed over all the same', async () => {
    const phone = await openPhone(onCall);
    await phone.run({ do: 'hand_over', reason: 'danger' });
    const contactId = phone.wakes[0]?.contactId;
    if (contactId === undefined) throw new Error('whoever is on call was not told');
    await database.db
      .updateTable('vault.contact')
      .set({ data_key: Buffer.from('damaged') })
      .where('contact_id', '=', contactId)
      .execute();
    phone.core.clock.advance(Temporal.Duration.from({ minutes: 10 }));
    expect(await phone.run({ do: 'hand_over', reason: 'danger' })).toMatchObject({ type: 'HANDED_OVER' });
    expect(phone.wakes, 'nothing was queued').toHaveLength(1);
    expect(phone.logged.filter((line) => line.includes('on_call_unreachable'))).toHaveLength(1);
    expect(phone.logged.join()).not.toContain('254700000009');
  });
});
