import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception } from '../../test/reception.ts';
import { type AppointmentId, uuidIds } from '../ids.ts';
import { ensureContact } from '../people/contacts.ts';
import { registerPatient } from '../people/patients.ts';
import { bookAppointment } from './book.ts';
import { noteReason } from './reason.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function openVisit() {
  const reception = await openReception(database.db, { people: 1 });
  const { turn, core, clinic, channelId } = reception;
  const address = { kind: 'sms', address: '+254711000001', channelId } as const;
  const { contactId } = await ensureContact(core, clinic.scope, address);
  const registered = { key: 'p', contactId, name: 'Wanjiku', relation: 'self' } as const;
  const { patientId } = await turn((core) => registerPatient(core, clinic.scope, registered));
  const booked = await turn((core) =>
    bookAppointment(core, clinic.scope, {
      ...{ key: 'b', contactId, patientId, practitionerId: null },
      ...{ serviceId: clinic.serviceIds[0], branchId: clinic.branchIds[0] },
      start: Temporal.Instant.from('2026-10-05T09:00:00Z'),
    }),
  );
  if (!booked.ok) throw new Error(booked.reason);
  const { appointmentId } = booked;
  const note = (text: string, given: Partial<Parameters<typeof noteReason>[2]> = {}) =>
    turn((core) => noteReason(core, clinic.scope, { appointmentId, contactId, text, ...given }));
  /** As staff will read it. */
  const noted = async () => {
    const row = await database.db
      .selectFrom('vault.appointment as va')
      .innerJoin('vault.patient as vp', 'vp.patient_id', 'va.patient_id')
      .select(['va.reason', 'vp.data_key'])
      .where('va.appointment_id', '=', appointmentId)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const key = core.vault.unwrap(row.data_key, {
      organizationId: clinic.organizationId,
      recordId: patientId,
    });
    return { sealed: row.reason, text: core.vault.decrypt(key, 'appointment.reason', row.reason) };
  };
  return { ...reception, appointmentId, note, noted };
}

test('a reason is kept under the patient’s key, and no event repeats it', async () => {
  const { note, noted, events, appointmentId } = await openVisit();
  expect(await note('Headache since Monday')).toEqual({ ok: true });
  const kept = await noted();
  expect(kept?.text).toBe('Headache since Monday');
  expect(kept?.sealed.includes('Headache')).toBe(false);
  expect((await events()).at(-1)).toEqual({
    ...{ type: 'appointment.reason_noted', recordId: appointmentId, details: {} },
  });
});

test('a later one takes its place', async () => {
  const { note, noted } = await openVisit();
  await note('Headache');
  await note('Homa na kikohozi');
  expect((await noted())?.text).toBe('Homa na kikohozi');
});

test.each([
  ['spaces and lines', '  Fever \n\n and\tcough ', 'Fever and cough'],
  ['what turns a line round', 'pain\u202e in the \u200bleg', 'pain in the leg'],
  ['what is too long, between characters', '🤒'.repeat(300), '🤒'.repeat(200)],
  ['accents written in two signs', 'fie\u0301vre', 'fiévre'],
])('%s: made one short line', async (_, text, expected) => {
  const { note, noted } = await openVisit();
  await note(text);
  expect((await noted())?.text).toBe(expected);
});

test('nothing is kept of an empty one, of another’s visit or of none', async () => {
  const { note, noted, clinic } = await openVisit();
  const [other] = clinic.people;
  if (other === undefined) throw new Error('the clinic has nobody else');
  expect(await note(' \u200b\n')).toEqual({ ok: false, reason: 'empty' });
  expect(await note('Fever', { contactId: other.contactId })).toEqual({ ok: false, reason: 'not_found' });
  const appointmentId = uuidIds.next<AppointmentId>();
  expect(await note('Fever', { appointmentId })).toEqual({ ok: false, reason: 'not_found' });
  expect(await noted()).toBeUndefined();
});
