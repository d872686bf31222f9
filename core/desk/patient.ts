import { sql } from 'kysely';
import type { Named } from '../clinic/profile.ts';
import type { AddressKind, AppointmentStatus, Relation } from '../db/tables.ts';
import type {
  AppointmentId,
  BranchId,
  ContactId,
  ConversationId,
  PatientId,
  PractitionerId,
  ServiceId,
} from '../ids.ts';
import type { Language } from '../language.ts';
import { type CorrectedNumber, changeNumber, renamePatient, settleProposedName } from '../people/correct.ts';
import { decryptOrNull, maskAddress, openKey } from '../people/read-people.ts';
import type { DataKey } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { branchesOf, inTransaction, type Refused, reachConversation, reachPatient } from './access.ts';
import { type PatientTalk, readTalks } from './patient-talks.ts';
import { recordReading } from './reading.ts';

/** Instants are ISO. Addresses are null where they do not open any more. */
export type PatientsContact = {
  contactId: ContactId;
  conversationId: ConversationId;
  kind: AddressKind;
  address: string | null;
  masked: string | null;
  relation: Relation;
  language: Language | null;
  optedOut: { at: string; by: 'patient' | 'provider' } | null;
  unreachable: { at: string; reason: 'bad_number' | 'blocked' } | null;
  consents: { purpose: string; wording: string; language: Language; givenAt: string }[];
};

export type PatientVisit = {
  appointmentId: AppointmentId;
  status: Exclude<AppointmentStatus, 'hold'>;
  start: string;
  end: string;
  zone: string;
  service: { id: ServiceId; name: Named };
  branch: { id: BranchId; name: string };
  practitioner: { id: PractitionerId; name: string };
  confirmedAt: string | null;
  cancelledBy: 'patient' | 'staff' | null;
  /** Why they come, in their words. */
  reason: string | null;
};

export type PatientPage = {
  ok: true;
  patientId: PatientId;
  name: string | null;
  /** A name that a contact has written, and nobody confirmed. */
  proposed: { name: string | null; by: ContactId } | null;
  /** A number they gave to be reached by; nobody has verified it. */
  phone: string | null;
  preferredKind: AddressKind | null;
  since: string;
  contacts: PatientsContact[];
  /** Latest first, those at branches of theirs. */
  visits: PatientVisit[];
  /** What was last said with each of the contacts; null: they may not read conversations. */
  talks: PatientTalk[] | null;
  /** When the name was proposed, changed, or a proposal dropped: the names themselves are not kept. */
  nameHistory: { type: string; at: string; by: 'contact' | 'staff' | 'system'; actorId: string | null }[];
};

const MOST_VISITS = 50;

/** A patient's record, and what was last said: opening it is one event, once for each member of staff and hour. */
export async function readPatient(
  core: Pick<Core, 'db' | 'clock' | 'vault'>,
  scope: StaffScope,
  { patientId: asked }: { patientId: string },
): Promise<PatientPage | Refused> {
  const reached = await reachPatient(core, scope, 'patient.read', asked);
  if (!reached.ok) return reached;
  const { patientId } = reached;
  const { organizationId } = scope;
  await recordReading(core, scope, 'patient.read', patientId);
  const row = await core.db
    .selectFrom('patient as p')
    .leftJoin('vault.patient as vp', (join) =>
      join.onRef('vp.organization_id', '=', 'p.organization_id').onRef('vp.patient_id', '=', 'p.id'),
    )
    .select(['p.created_at', 'p.preferred_kind', 'vp.data_key', 'vp.name', 'vp.phone'])
    .select(['vp.proposed_name', 'vp.proposed_by'])
    .where('p.organization_id', '=', organizationId)
    .where('p.id', '=', patientId)
    .executeTakeFirstOrThrow();
  const key = openKey(core, organizationId, patientId, row.data_key);
  const { proposed_by: by } = row;
  const contacts = await readContacts(core, scope, patientId);
  return {
    ...{ ok: true, patientId },
    name: decryptOrNull(core, key, 'patient.name', row.name),
    proposed: by && { by, name: decryptOrNull(core, key, 'patient.proposed_name', row.proposed_name) },
    phone: decryptOrNull(core, key, 'patient.phone', row.phone),
    preferredKind: row.preferred_kind,
    since: row.created_at.toString(),
    contacts,
    visits: await readVisits(core, scope, patientId, key),
    talks: await readTalks(core, scope, patientId, contacts),
    nameHistory: await readNameHistory(core, scope, patientId),
  };
}

async function readContacts(
  core: Pick<Core, 'db' | 'vault'>,
  { organizationId }: StaffScope,
  patientId: PatientId,
): Promise<PatientsContact[]> {
  const { rows } = await sql<
    Omit<PatientsContact, 'address' | 'masked' | 'consents'> & {
      data_key: Buffer | null;
      address: Buffer | null;
      consents: PatientsContact['consents'] | null;
    }
  >`
    select c.id as "contactId", v.id as "conversationId", c.kind, cp.relation, v.language, vc.data_key, vc.address,
      case when c.opted_out_at is not null then json_build_object('at', c.opted_out_at, 'by', c.opted_out_by) end as "optedOut",
      case when c.unreachable_at is not null
        then json_build_object('at', c.unreachable_at, 'reason', c.unreachable_reason) end as unreachable,
      (select json_agg(json_build_object('purpose', s.purpose, 'wording', s.wording, 'language', s.language,
        'givenAt', s.given_at) order by s.given_at) from consent s
        where s.organization_id = c.organization_id and s.contact_id = c.id) as consents
    from contact_patient cp
    join contact c on c.organization_id = cp.organization_id and c.id = cp.contact_id
    join conversation v on v.organization_id = c.organization_id and v.contact_id = c.id
    left join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
    where cp.organization_id = ${organizationId} and cp.patient_id = ${patientId}
    order by cp.created_at, c.id
  `.execute(core.db);
  return rows.map(({ data_key, address: sealed, consents, ...contact }) => {
    const key = openKey(core, organizationId, contact.contactId, data_key);
    const address = decryptOrNull(core, key, 'contact.address', sealed);
    return { ...contact, address, masked: address && maskAddress(address), consents: consents ?? [] };
  });
}

async function readVisits(
  core: Pick<Core, 'db' | 'vault'>,
  scope: StaffScope,
  patientId: PatientId,
  key: DataKey | null,
): Promise<PatientVisit[]> {
  const branches = branchesOf(scope);
  const { rows } = await sql<
    Omit<PatientVisit, 'start' | 'end' | 'confirmedAt' | 'reason'> & {
      start: Temporal.Instant;
      end: Temporal.Instant;
      confirmed: Temporal.Instant | null;
      sealed: Buffer | null;
    }
  >`
    select a.id as "appointmentId", a.status, lower(a.visit) as start, upper(a.visit) as end, b.zone,
      json_build_object('id', s.id, 'name', json_build_object('en', s.name_en, 'sw', s.name_sw)) as service,
      json_build_object('id', b.id, 'name', b.name) as branch, json_build_object('id', p.id, 'name', p.name) as practitioner,
      a.confirmed_at as confirmed, a.cancelled_by as "cancelledBy", va.reason as sealed
    from appointment a
    join branch b on b.organization_id = a.organization_id and b.id = a.branch_id
    join service s on s.organization_id = a.organization_id and s.id = a.service_id
    join practitioner p on p.organization_id = a.organization_id and p.id = a.practitioner_id
    left join vault.appointment va on va.organization_id = a.organization_id and va.appointment_id = a.id
    where a.organization_id = ${scope.organizationId} and a.patient_id = ${patientId} and a.status <> 'hold'
      and (${branches}::uuid[] is null or a.branch_id = any(${branches}::uuid[]))
    order by lower(a.visit) desc, a.id limit ${MOST_VISITS}
  `.execute(core.db);
  return rows.map(({ start, end, confirmed, sealed, ...visit }) => ({
    ...visit,
    start: start.toString(),
    end: end.toString(),
    confirmedAt: confirmed?.toString() ?? null,
    reason: decryptOrNull(core, key, 'appointment.reason', sealed),
  }));
}

async function readNameHistory(
  core: Pick<Core, 'db'>,
  { organizationId }: StaffScope,
  patientId: PatientId,
): Promise<PatientPage['nameHistory']> {
  const rows = await core.db
    .selectFrom('event')
    .select(['type', 'at', 'actor_kind', 'actor_id'])
    .where('organization_id', '=', organizationId)
    .where('record_kind', '=', 'patient')
    .where('record_id', '=', patientId)
    .where('type', 'in', [
      'patient.registered',
      'patient.rename_proposed',
      'patient.renamed',
      'patient.rename_dropped',
    ])
    .orderBy('seq', 'desc')
    .limit(50)
    .execute();
  return rows.map(({ type, at, actor_kind, actor_id }) => ({
    ...{ type, at: at.toString(), by: actor_kind, actorId: actor_id },
  }));
}

/** reason name_…: as cleanName says · no_key: the patient is erased. */
export async function correctName(
  core: Core,
  scope: StaffScope,
  { patientId, name }: { patientId: string; name: string },
): Promise<{ ok: true; name: string } | Refused | { ok: false; reason: string }> {
  return inTransaction(core, async (core) => {
    const reached = await reachPatient(core, scope, 'patient.edit', patientId);
    return reached.ok ? renamePatient(core, scope, { patientId: reached.patientId, name }) : reached;
  });
}

/** Staff have asked: the name that was proposed is right. */
export function confirmProposedName(core: Core, scope: StaffScope, input: { patientId: string }) {
  return settle(core, scope, input, 'confirmed');
}

/** It is not: the record keeps the name it has. */
export function rejectProposedName(core: Core, scope: StaffScope, input: { patientId: string }) {
  return settle(core, scope, input, 'dropped');
}

async function settle(
  core: Core,
  scope: StaffScope,
  { patientId }: { patientId: string },
  as: 'confirmed' | 'dropped',
): Promise<Awaited<ReturnType<typeof settleProposedName>> | Refused> {
  return inTransaction(core, async (core): Promise<Awaited<ReturnType<typeof settle>>> => {
    const reached = await reachPatient(core, scope, 'patient.edit', patientId);
    return reached.ok ? settleProposedName(core, scope, { patientId: reached.patientId, as }) : reached;
  });
}

/** The number of that conversation's contact. Its identity stays: conversation, patients, consents, opt-outs. */
export async function correctNumber(
  core: Core,
  scope: StaffScope,
  { conversationId, number }: { conversationId: string; number: string },
): Promise<CorrectedNumber | Refused> {
  return inTransaction(core, async (core): Promise<CorrectedNumber | Refused> => {
    const reached = await reachConversation(core, scope, 'patient.edit', conversationId);
    if (!reached.ok) return reached;
    return changeNumber(core, scope, { contactId: reached.contactId, kind: reached.kind, number });
  });
}
