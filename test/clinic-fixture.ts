import { randomBytes } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { Db } from '../core/db/connect.ts';
import type { Tables } from '../core/db/tables.ts';
import {
  type BranchId,
  type ContactId,
  type CorrelationId,
  type OrganizationId,
  type PatientId,
  type PractitionerId,
  type ServiceId,
  uuidIds,
} from '../core/ids.ts';
import type { Scope } from '../core/scope.ts';

type Rows<T> = readonly [T, ...T[]];

/** What a test says of its clinic; the rest is an ordinary one. */
export type ClinicOverrides = {
  organization?: Partial<Insertable<Tables['organization']>>;
  branches?: Rows<Partial<Insertable<Tables['branch']>>>;
  services?: Rows<Partial<Insertable<Tables['service']>>>;
  /** Each works at every branch, at its hours, and gives every service. */
  practitioners?: Rows<Partial<Insertable<Tables['practitioner']>>>;
  /** Of every branch, on every day of the week. */
  opens?: string;
  closes?: string;
  /** How many contacts to make, each with one patient: itself. */
  people?: number;
};

export type Clinic = {
  organizationId: OrganizationId;
  branchIds: Rows<BranchId>;
  serviceIds: Rows<ServiceId>;
  practitionerIds: Rows<PractitionerId>;
  people: { contactId: ContactId; patientId: PatientId }[];
  /** The system's, for the organization. */
  scope: Scope;
};

const created = Temporal.Instant.from('2026-10-01T00:00:00Z');

/**
 * Inserts a clinic as plain rows: in Nairobi, one branch open every day 08:00–17:00, one service of 30 minutes without
 * buffer on a grid of 30, three practitioners, no notice, a horizon of 60 days,
 * holds of 10 minutes, no limits to what patients change or write, no reminders. People have no vault rows.
 */
export async function insertClinic(db: Db, overrides: ClinicOverrides = {}): Promise<Clinic> {
  const organizationId = uuidIds.next<OrganizationId>();
  const scope: Scope = {
    organizationId,
    actor: { kind: 'system' },
    correlationId: uuidIds.next<CorrelationId>(),
  };
  await insertOrganization(db, organizationId, overrides.organization);
  const branchIds = await insertBranches(db, organizationId, overrides.branches ?? [{}]);
  const serviceIds = await insertServices(db, organizationId, overrides.services ?? [{}]);
  const practitionerIds = await insertPractitioners(
    db,
    organizationId,
    overrides.practitioners ?? [{}, {}, {}],
  );
  await insertHours(db, organizationId, branchIds, overrides);
  await connectPractitioners(db, organizationId, { practitionerIds, branchIds, serviceIds });
  const people = await insertPeople(db, organizationId, overrides.people ?? 3);
  return { organizationId, branchIds, serviceIds, practitionerIds, people, scope };
}

async function insertOrganization(
  db: Db,
  id: OrganizationId,
  given: ClinicOverrides['organization'],
): Promise<void> {
  const row = {
    id,
    slug: `clinic-${id}`,
    name: 'Afya Clinic',
    phone: '+254200000000',
    default_language: 'en' as const,
    zone: 'Africa/Nairobi',
    currency: 'KES',
    notice_minutes: 0,
    horizon_days: 60,
    slot_minutes: 30,
    hold_minutes: 10,
    staff_confirm: false,
    cancel_notice_minutes: 0,
    move_notice_minutes: 0,
    most_moves: 1000,
    most_visits: 1000,
    most_messages: 1_000_000,
    most_messages_a_minute: 1_000_000,
    daily_budget: '1000000.00',
    reminders: [],
    applied_digest: 'fixture',
    created_at: created,
  };
  await db
    .insertInto('organization')
    .values({ ...row, ...given, id })
    .execute();
}

async function insertBranches(
  db: Db,
  organization_id: OrganizationId,
  given: Rows<object>,
): Promise<Rows<BranchId>> {
  const rows = mapRows(given, (override, position) => ({
    organization_id,
    id: uuidIds.next<BranchId>(),
    key: `branch-${position}`,
    name: `Branch ${position}`,
    address: 'Moi Avenue',
    phone: '+254200000000',
    zone: 'Africa/Nairobi',
    position,
    active: true,
    ...override,
  }));
  await db.insertInto('branch').values(rows).execute();
  return mapRows(rows, (row) => row.id);
}

async function insertServices(
  db: Db,
  organization_id: OrganizationId,
  given: Rows<object>,
): Promise<Rows<ServiceId>> {
  const rows = mapRows(given, (override, position) => ({
    organization_id,
    id: uuidIds.next<ServiceId>(),
    key: `service-${position}`,
    name_en: 'Consultation',
    name_sw: 'Ushauri wa daktari',
    keywords: [],
    duration_minutes: 30,
    buffer_minutes: 0,
    price: null,
    position,
    active: true,
    ...override,
  }));
  await db.insertInto('service').values(rows).execute();
  return mapRows(rows, (row) => row.id);
}

async function insertPractitioners(
  db: Db,
  organization_id: OrganizationId,
  given: Rows<object>,
): Promise<Rows<PractitionerId>> {
  const rows = mapRows(given, (override, position) => ({
    organization_id,
    id: uuidIds.next<PractitionerId>(),
    key: `practitioner-${position}`,
    name: `Dr Number ${position}`,
    speciality_en: 'General practice',
    speciality_sw: 'Daktari wa kawaida',
    position,
    active: true,
    ...override,
  }));
  await db.insertInto('practitioner').values(rows).execute();
  return mapRows(rows, (row) => row.id);
}

async function insertHours(
  db: Db,
  organization_id: OrganizationId,
  branchIds: Rows<BranchId>,
  { opens = '08:00', closes = '17:00' }: ClinicOverrides,
): Promise<void> {
  const rows = branchIds.flatMap((branch_id) =>
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      organization_id,
      id: uuidIds.next<string>(),
      branch_id,
      practitioner_id: null,
      weekday,
      opens: Temporal.PlainTime.from(opens),
      closes: Temporal.PlainTime.from(closes),
    })),
  );
  await db.insertInto('weekly_hours').values(rows).execute();
}

async function connectPractitioners(
  db: Db,
  organization_id: OrganizationId,
  clinic: Pick<Clinic, 'practitionerIds' | 'branchIds' | 'serviceIds'>,
): Promise<void> {
  const { practitionerIds, branchIds, serviceIds } = clinic;
  const branches = practitionerIds.flatMap((practitioner_id) =>
    branchIds.map((branch_id) => ({ organization_id, practitioner_id, branch_id })),
  );
  const services = practitionerIds.flatMap((practitioner_id) =>
    serviceIds.map((service_id) => ({ organization_id, practitioner_id, service_id })),
  );
  await db.insertInto('practitioner_branch').values(branches).execute();
  await db.insertInto('practitioner_service').values(services).execute();
}

async function insertPeople(
  db: Db,
  organization_id: OrganizationId,
  count: number,
): Promise<Clinic['people']> {
  const people = Array.from({ length: count }, () => ({
    contactId: uuidIds.next<ContactId>(),
    patientId: uuidIds.next<PatientId>(),
  }));
  if (count === 0) return people;
  const stamp = { organization_id, created_at: created };
  const contacts = people.map(({ contactId: id }) => ({
    ...stamp,
    id,
    kind: 'sms' as const,
    address_hash: randomBytes(32),
  }));
  const links = people.map(({ contactId, patientId }) => ({
    ...stamp,
    contact_id: contactId,
    patient_id: patientId,
    relation: 'self' as const,
  }));
  await db.insertInto('contact').values(contacts).execute();
  await db
    .insertInto('patient')
    .values(people.map(({ patientId: id }) => ({ ...stamp, id })))
    .execute();
  await db.insertInto('contact_patient').values(links).execute();
  return people;
}

/** As `map`, which forgets that there is a first. */
function mapRows<From, To>(
  [first, ...rest]: Rows<From>,
  map: (row: From, position: number) => To,
): [To, ...To[]] {
  return [map(first, 1), ...rest.map((row, index) => map(row, index + 2))];
}
