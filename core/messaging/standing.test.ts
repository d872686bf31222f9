import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception } from '../../test/reception.ts';
import { bookAppointment } from '../booking/book.ts';
import { createLog } from '../log.ts';
import { ensureContact } from '../people/contacts.ts';
import { detachContact } from '../people/detach.ts';
import { addressHash, organizationLookupKey } from '../people/lookup.ts';
import { optIn, optOut } from '../people/opt-out.ts';
import { registerPatient } from '../people/patients.ts';
import { markReachable, markUnreachable } from '../people/reachability.ts';
import type { Core } from '../scope.ts';
import { beginHandover, endHandover } from './handover.ts';
import { readStanding } from './standing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const log = createLog({ level: 'silent' });
const address = '+254711000001';

async function openConversation(organization = {}) {
  const reception = await openReception(database.db, { people: 0, organization });
  const { core, clinic, channelId } = reception;
  const { scope, organizationId } = clinic;
  const given = { kind: 'sms', address, channelId } as const;
  const ensured = await ensureContact(core, scope, given);
  const lookup = await organizationLookupKey(core, organizationId);
  const key = {
    ...({ organizationId, channelId, kind: 'sms', providerMessageId: 'SM1' } as const),
    addressHash: addressHash(lookup, 'sms', address),
  };
  const stands = async (own: Core = { ...core, log }) => {
    const standing = await readStanding(own, key);
    if (standing === null) throw new Error('the contact is not known');
    return standing;
  };
  return { ...reception, ...ensured, scope, stands };
}

const inMinutes = (minutes: number) => Temporal.Duration.from({ minutes });
const ordinary = { optedOut: false, unreachable: false, detached: false, handedOver: false, idle: false };

describe('a conversation stands', () => {
  test('as an ordinary one at first', async () => {
    const { stands } = await openConversation();
    expect(await stands()).toMatchObject({ ...ordinary, turns: 0, lastBranchId: null, patients: [] });
  });

  test('opted out until it opts in', async () => {
    const { core, scope, contactId, stands } = await openConversation();
    await optOut(core, scope, { contactId, by: 'provider' });
    expect(await stands()).toMatchObject({ ...ordinary, optedOut: true });
    await optIn(core, scope, { contactId });
    expect(await stands()).toMatchObject(ordinary);
  });

  test('unreachable until it is heard of', async () => {
    const { core, scope, contactId, stands } = await openConversation();
    await markUnreachable(core, scope, { contactId, reason: 'blocked' });
    expect(await stands()).toMatchObject({ ...ordinary, unreachable: true });
    await markReachable(core, scope, { contactId });
    expect(await stands()).toMatchObject(ordinary);
  });

  test('handed over until its quiet time has passed, or it is handed back', async () => {
    const { core, turn, scope, contactId, conversationId, stands } = await openConversation({
      quiet_minutes: 60,
    });
    const begin = () =>
      turn((core) => beginHandover(core, scope, { conversationId, contactId, reason: 'asked' }));
    await begin();
    core.clock.advance(inMinutes(30 + 59)); // an answer is promised after 30
    expect(await stands()).toMatchObject({ ...ordinary, handedOver: true });
    core.clock.advance(inMinutes(1));
    expect(await stands()).toMatchObject(ordinary);
    await begin();
    expect(await stands()).toMatchObject({ handedOver: true });
    await endHandover(core, scope, { conversationId, by: 'staff' });
    expect(await stands()).toMatchObject(ordinary);
  });

  test.each([
    [89, false],
    [90, false],
    [91, true],
  ])('%i minutes after its last turn, with 90 to be idle: idle is %s', async (minutes, idle) => {
    const { core, conversationId, stands } = await openConversation({ idle_minutes: 90 });
    await database.db
      .updateTable('conversation')
      .set({ last_turn_at: core.clock.now() })
      .where('id', '=', conversationId)
      .execute();
    core.clock.advance(inMinutes(minutes));
    expect(await stands()).toMatchObject({ ...ordinary, idle });
  });

  test('without a patient whose name or key does not open, which the log says without saying it', async () => {
    const { core, turn, scope, contactId, stands, logged } = await openConversation();
    const register = (name: string) =>
      turn((own) => registerPatient(own, scope, { key: name, contactId, name, relation: 'other' }));
    const [named, keyed] = [await register('Wanjiku'), await register('Otieno')];
    await register('Achieng');
    const damage = (column: 'name' | 'data_key', { patientId }: typeof named) =>
      database.db
        .updateTable('vault.patient')
        .set({ [column]: Buffer.from('damaged') })
        .where('patient_id', '=', patientId)
        .execute();
    await damage('name', named);
    await damage('data_key', keyed);
    await database.db
      .updateTable('conversation')
      .set({ offered: Buffer.from('damaged') })
      .where('contact_id', '=', contactId)
      .execute();
    const { patients, offered } = await stands(core);
    expect(patients.map(({ name }) => name)).toEqual(['Achieng']);
    expect(offered).toBeNull();
    expect(logged.filter((line) => line.includes('patient_unreadable'))).toHaveLength(2);
    expect(logged.join()).not.toMatch(/Wanjiku|Otieno|damaged/);
  });

  test('detached, knowing neither patients nor branch of who had the address before', async () => {
    const { turn, scope, clinic, contactId, stands } = await openConversation();
    const register = (key: string, name: string) =>
      turn((core) => registerPatient(core, scope, { key, contactId, name, relation: 'self' }));
    const { patientId } = await register('p1', 'Wanjiku');
    const [branchId] = clinic.branchIds;
    const booked = await turn((core) =>
      bookAppointment(core, scope, {
        ...{ key: 'b', contactId, patientId, practitionerId: null },
        ...{
          serviceId: clinic.serviceIds[0],
          branchId,
          start: Temporal.Instant.from('2026-10-05T09:00:00Z'),
        },
      }),
    );
    expect(booked.ok).toBe(true);
    expect(await stands()).toMatchObject({ lastBranchId: branchId, patients: [{ name: 'Wanjiku' }] });
    await turn((core) => detachContact(core, scope, { contactId }));
    const stranger = { lastBranchId: null, patients: [], consented: false };
    expect(await stands()).toMatchObject({ ...ordinary, ...stranger, detached: true });
    await register('p2', 'Otieno');
    expect(await stands()).toMatchObject({ ...ordinary, lastBranchId: null, patients: [{ name: 'Otieno' }] });
  });
});
