import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { bookAppointment } from '../booking/book.ts';
import { cancelAppointment } from '../booking/cancel.ts';
import { type CorrelationId, type OrganizationId, uuidIds } from '../ids.ts';
import { createLog } from '../log.ts';
import { ensureContact } from '../people/contacts.ts';
import { registerPatient } from '../people/patients.ts';
import type { Scope } from '../scope.ts';
import { applyClinicSettings } from './apply.ts';
import { parseClinicFile } from './file.ts';
import { loadClinicProfile } from './load-profile.ts';
import { readClinicSettings } from './read-settings.ts';
import { defaultRules } from './rules.ts';
import { type ClinicSettings, inCanonicalOrder } from './settings.ts';

const demo = readFileSync(new URL('../../demo/amani.yaml', import.meta.url), 'utf8');
const log = createLog({ level: 'silent' });

let database: TestDatabase;
let reception: Reception;

beforeAll(async () => {
  database = await createTestDatabase();
  reception = await openReception(database.db);
});
afterAll(() => database.drop());

/** The demo clinic under a slug of a test's own, without channels. */
function clinicOf(slug: string): ClinicSettings {
  const parsed = parseClinicFile(demo);
  if (!parsed.ok) throw new Error('the demo clinic is not in order');
  return { ...parsed.clinic, slug, channels: [] };
}

function apply(settings: ClinicSettings) {
  const correlationId = uuidIds.next<CorrelationId>();
  return applyClinicSettings({ ...reception.core, log }, settings, { correlationId });
}

async function applied(settings: ClinicSettings): Promise<OrganizationId> {
  const result = await apply(settings);
  if (!result.ok) throw new Error(result.reason);
  return result.organizationId;
}

function withoutRooms(clinic: ClinicSettings): ClinicSettings {
  return {
    ...clinic,
    branches: clinic.branches.map((branch) => ({ ...branch, rooms: [] })),
    services: clinic.services.map((service) => ({ ...service, rooms: [] })),
  };
}

async function roomsOf(id: OrganizationId) {
  const { rows } = await sql<{ id: string; active: boolean; branch: string }>`
    select r.id, r.active, b.key as branch
    from room r join branch b on b.organization_id = r.organization_id and b.id = r.branch_id
    where r.organization_id = ${id}
  `.execute(database.db);
  return rows;
}

/** A dental visit at Westlands, tomorrow at nine. */
async function bookDental(organizationId: OrganizationId) {
  const { core, turn, channelId } = reception;
  const scope: Scope = { ...reception.clinic.scope, organizationId };
  const { branches, services } = await loadClinicProfile(database.db, organizationId);
  const branchId = branches.find(({ name }) => name === 'Westlands')?.id;
  const serviceId = services.find(({ name }) => name.en === 'Dental')?.id;
  if (branchId === undefined || serviceId === undefined) throw new Error('the demo clinic has no dentist');
  const own = { organization_id: organizationId, id: uuidIds.next<typeof channelId>() };
  await database.db
    .insertInto('channel')
    .values({
      ...{ ...own, provider: 'twilio', kind: 'sms', address: own.id, keyword: null },
      ...{ can_receive: true, active: false },
    })
    .execute();
  const address = { kind: 'sms', address: '+254711000001', channelId: own.id } as const;
  const { contactId } = await ensureContact(core, scope, address);
  const person = { key: 'p', contactId, name: 'Wanjiku', relation: 'self' } as const;
  const { patientId } = await turn((core) => registerPatient(core, scope, person));
  const start = Temporal.Instant.from('2026-10-07T06:00:00Z');
  const slot = { key: 'b', contactId, patientId, branchId, serviceId, practitionerId: null, start };
  const booked = await turn((core) => bookAppointment(core, scope, slot));
  if (!booked.ok) throw new Error(`the test's own visit was refused: ${booked.reason}`);
  const cancellation = { key: 'c', appointmentId: booked.appointmentId, by: 'staff' } as const;
  return { cancel: () => turn((core) => cancelAppointment(core, scope, cancellation)) };
}

describe('a room', () => {
  test('that is taken out and comes back is the same one, also at another branch', async () => {
    const clinic = clinicOf('room-again');
    const id = await applied(clinic);
    const [before] = await roomsOf(id);
    expect(before).toMatchObject({ active: true, branch: 'westlands' });
    await applied(withoutRooms(clinic));
    expect(await roomsOf(id)).toEqual([{ ...before, active: false }]);
    expect(await readClinicSettings(reception.core, id)).toEqual(inCanonicalOrder(withoutRooms(clinic)));
    const moved = clinic.branches.map((branch) => ({
      ...branch,
      rooms: branch.key === 'ngong-road' ? [{ key: 'dental-room', name: 'Surgery' }] : [],
    }));
    await applied({ ...clinic, branches: moved });
    expect(await roomsOf(id)).toEqual([{ ...before, branch: 'ngong-road' }]);
    expect(await readClinicSettings(reception.core, id)).toEqual(
      inCanonicalOrder({ ...clinic, branches: moved }),
    );
  });

  test('in which patients have visits is not taken out', async () => {
    const clinic = clinicOf('rooms-in-use');
    const id = await applied(clinic);
    const { cancel } = await bookDental(id);
    expect(await apply(withoutRooms(clinic))).toEqual({
      ...{ ok: false, reason: 'has_visits' },
      who: ['rooms.dental-room: 1 visit to come'],
    });
    expect(await roomsOf(id)).toMatchObject([{ active: true }]);
    await cancel();
    expect(await apply(withoutRooms(clinic))).toMatchObject({ ok: true, changed: true });
  });
});

test('a file that says nothing of limits means what the tables have by themselves', async () => {
  const id = uuidIds.next<OrganizationId>();
  await sql`
    insert into organization (id, slug, name, phone, default_language, zone, currency, notice_minutes, horizon_days,
      slot_minutes, hold_minutes, staff_confirm, applied_digest, created_at)
    values (${id}, 'by-default', 'Afya', '+254 20 7001200', 'en', 'Africa/Nairobi', 'KES', 0, 30, 15, 10, false, '',
      ${reception.core.clock.now()})
  `.execute(database.db);
  expect((await readClinicSettings(reception.core, id)).rules).toMatchObject(defaultRules);
});
