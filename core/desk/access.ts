import { type RawBuilder, sql } from 'kysely';
import { retryable } from '../db/connect.ts';
import type { AddressKind } from '../db/tables.ts';
import {
  type ChannelId,
  type ContactId,
  type ConversationId,
  isId,
  type OrganizationId,
  type PatientId,
} from '../ids.ts';
import type { Language } from '../language.ts';
import type { Core } from '../scope.ts';
import { may, type Permission, type StaffScope } from '../staff/permissions.ts';

/**
 * not_allowed: their role does not let them, or it is of a branch that is not theirs · not_found: there is none of that id in
 * their organization, whatever there may be in others.
 */
export type Refused = { ok: false; reason: 'not_allowed' | 'not_found' };

export const notAllowed = { ok: false, reason: 'not_allowed' } as const;
export const notFound = { ok: false, reason: 'not_found' } as const;

/** How often work of staff's is begun anew when it has lost a race or the connection. */
const MOST_TRIES = 5;

/** In the caller's transaction, or in one of its own, which is taken again when it has lost a race. */
export async function inTransaction<Result>(
  core: Core,
  work: (core: Core) => Promise<Result>,
): Promise<Result> {
  if (core.db.isTransaction) return work(core);
  for (let tries = 1; ; tries++) {
    try {
      return await core.db.transaction().execute((db) => work({ ...core, db }));
    } catch (error) {
      if (!retryable(error) || tries === MOST_TRIES) throw error;
    }
  }
}

/** As a list that Postgres takes; null: all of them. */
export function branchesOf({ branches }: Pick<StaffScope, 'branches'>): string[] | null {
  return branches === 'all' ? null : [...branches];
}

/**
 * A condition: whether staff see the contact of that column. They do unless it and its patients have visits, and none of them at a
 * branch of theirs.
 */
export function seesContact(scope: StaffScope, contact: RawBuilder<unknown>): RawBuilder<boolean> {
  const branches = branchesOf(scope);
  if (branches === null) return sql<boolean>`true`;
  return visitsAreTheirs(
    scope.organizationId,
    contact,
    sql<boolean>`seen.branch_id = any(${branches}::uuid[])`,
  );
}

/** The same by another condition on `seen.branch_id`. */
export function visitsAreTheirs(
  organizationId: OrganizationId,
  contact: RawBuilder<unknown>,
  theirBranch: RawBuilder<boolean>,
): RawBuilder<boolean> {
  return sql<boolean>`coalesce((
    select bool_or(${theirBranch}) from (
      select own.branch_id from appointment own
      where own.organization_id = ${organizationId} and own.contact_id = ${contact} and own.status <> 'hold'
      union all
      select theirs.branch_id from contact_patient cares
      join appointment theirs on theirs.organization_id = cares.organization_id and theirs.patient_id = cares.patient_id
      where cares.organization_id = ${organizationId} and cares.contact_id = ${contact} and theirs.status <> 'hold'
    ) seen), true)`;
}

/** The same of a patient. */
export function seesPatient(scope: StaffScope, patient: RawBuilder<unknown>): RawBuilder<boolean> {
  const branches = branchesOf(scope);
  if (branches === null) return sql<boolean>`true`;
  return sql<boolean>`coalesce((
    select bool_or(seen.branch_id = any(${branches}::uuid[])) from appointment seen
    where seen.organization_id = ${scope.organizationId} and seen.patient_id = ${patient} and seen.status <> 'hold'
  ), true)`;
}

export type Reached = {
  ok: true;
  conversationId: ConversationId;
  contactId: ContactId;
  /** Where the contact last wrote. */
  channelId: ChannelId;
  kind: AddressKind;
  /** The contact's, or the clinic's where they have not said. */
  language: Language;
};

/** A conversation, where the member of staff may do that with it. */
export async function reachConversation(
  core: Pick<Core, 'db'>,
  scope: StaffScope,
  permission: Permission,
  conversationId: string,
): Promise<Reached | Refused> {
  if (!may(scope, permission)) return notAllowed;
  if (!isId(conversationId)) return notFound;
  const { rows } = await sql<Omit<Reached, 'ok'> & { seen: boolean }>`
    select v.id as "conversationId", v.contact_id as "contactId", v.channel_id as "channelId", c.kind,
      coalesce(v.language, o.default_language) as language, ${seesContact(scope, sql`v.contact_id`)} as seen
    from conversation v
    join contact c on c.organization_id = v.organization_id and c.id = v.contact_id
    join organization o on o.id = v.organization_id
    where v.organization_id = ${scope.organizationId} and v.id = ${conversationId}
  `.execute(core.db);
  const [row] = rows;
  if (row === undefined) return notFound;
  const { seen, ...reached } = row;
  return seen ? { ok: true, ...reached } : notAllowed;
}

/** A patient, where the member of staff may do that with them. */
export async function reachPatient(
  core: Pick<Core, 'db'>,
  scope: StaffScope,
  permission: Permission,
  patientId: string,
): Promise<{ ok: true; patientId: PatientId } | Refused> {
  if (!may(scope, permission)) return notAllowed;
  if (!isId(patientId)) return notFound;
  const { rows } = await sql<{ patientId: PatientId; seen: boolean }>`
    select p.id as "patientId", ${seesPatient(scope, sql`p.id`)} as seen from patient p
    where p.organization_id = ${scope.organizationId} and p.id = ${patientId}
  `.execute(core.db);
  const [row] = rows;
  if (row === undefined) return notFound;
  return row.seen ? { ok: true, patientId: row.patientId } : notAllowed;
}
