import type { WorklistKind } from '../db/tables.ts';
import type { EventType } from '../events.ts';
import { type ConversationId, isId, type PatientId } from '../ids.ts';
import { decryptOrNull, maskAddress, openKey, openPeople, type Person } from '../people/read-people.ts';
import type { Actor, Core } from '../scope.ts';
import { allows } from '../staff/allow.ts';
import { may, type StaffScope } from '../staff/permissions.ts';
import { notAllowed, type Refused, reachPatient } from './access.ts';
import { type AboutRow, aboutEvents } from './audit-about.ts';
import { type AuditKind, typesOf } from './audit-kinds.ts';
import { auditPage, type Cursor } from './audit-page.ts';
import { recordReading } from './reading.ts';

/** A line of the log: who did what, when, and to whom. What anybody wrote is in none of them. Instants are ISO. */
export type AuditLine = {
  seq: string;
  at: string;
  type: EventType;
  by: { kind: Actor['kind']; id: string | null };
  /** It is about a patient or a phone: also where the reader is not told which. */
  aboutSomebody: boolean;
  /** Whom it is about; none where the reader may not see patients. */
  people: Person[];
  /** Masked; null where the reader may not see conversations. */
  address: string | null;
  conversationId: ConversationId | null;
  /** zone: the branch's. */
  visit: { start: string; zone: string } | null;
  /** Null, too, where the reader does not work on the worklist. */
  itemId: string | null;
  /** What needed a person. */
  itemKind: WorklistKind | null;
  /** The colleague it is about. */
  memberId: string | null;
  /** The role that they were given. */
  role: string | null;
};

export type AuditFilter = {
  kind: AuditKind | null;
  /** Who did it: a member of staff. */
  memberId: string | null;
  /** In the clinic's zone. */
  day: Temporal.PlainDate | null;
  patientId: string | null;
};

export type Audit = {
  ok: true;
  lines: AuditLine[];
  /** Null: there is no more. */
  next: string | null;
  /** Of the filter; name: null where it does not open, or the reader may not see it. */
  patient: { patientId: PatientId; name: string | null } | null;
};

const A_PAGE = 50;

/**
 * The clinic's log, newest first, 50 lines a page. Looking at it is an event itself, once an hour, of the clinic's or of that patient's. Lines about who comes to
 * other branches are left out: a page may hold fewer, and lead on. That a message was answered (conversation.turn_taken) is told of a patient, not of
 * the clinic: it is most of the log, and stands in the conversation.
 *
 * @param after what the page before gave as `next`
 */
export async function readAudit(
  core: Core,
  scope: StaffScope,
  { kind, memberId, day, patientId }: AuditFilter,
  after: string | null = null,
): Promise<Audit | Refused> {
  if (!allows(core, scope, 'audit.read')) return notAllowed;
  const found = patientId === null ? null : await findPatient(core, scope, patientId);
  if (found !== null && !found.ok) return found;
  const patient = found && { patientId: found.patientId, name: found.name };
  await recordReading(core, scope, 'audit.read', patient?.patientId ?? scope.organizationId);
  if (memberId !== null && !isId(memberId)) return { ok: true, lines: [], next: null, patient };
  const wish = { types: typesOf(kind), memberId, patientId: patient?.patientId ?? null };
  const when = { ...(await spanOf(core, scope, day)), before: parseCursor(after) };
  const page = auditPage(scope.organizationId, { ...wish, ...when }, A_PAGE + 1);
  const { rows } = await aboutEvents(scope, page).execute(core.db);
  const shown = rows.slice(0, A_PAGE);
  const last = shown.at(-1);
  return {
    ...{ ok: true, patient },
    lines: shown.filter(({ seen }) => seen).map((row) => toLine(core, scope, row)),
    next: rows.length > A_PAGE && last ? `${last.at}_${last.seq}` : null,
  };
}

async function findPatient(core: Core, scope: StaffScope, asked: string) {
  const reached = await reachPatient(core, scope, 'audit.read', asked);
  if (!reached.ok) return reached;
  if (!may(scope, 'patient.read')) return { ...reached, name: null };
  const { organizationId } = scope;
  const row = await core.db
    .selectFrom('vault.patient')
    .select(['data_key', 'name'])
    .where('organization_id', '=', organizationId)
    .where('patient_id', '=', reached.patientId)
    .executeTakeFirst();
  const key = openKey(core, organizationId, reached.patientId, row?.data_key ?? null);
  return { ...reached, name: decryptOrNull(core, key, 'patient.name', row?.name ?? null) };
}

async function spanOf(core: Core, { organizationId }: StaffScope, day: Temporal.PlainDate | null) {
  if (day === null) return { from: null, to: null };
  const { zone } = await core.db
    .selectFrom('organization')
    .select('zone')
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  const start = day.toZonedDateTime(zone);
  return { from: start.toInstant(), to: start.add({ days: 1 }).toInstant() };
}

function toLine(core: Core, scope: StaffScope, row: AboutRow): AuditLine {
  const { organizationId } = scope;
  const { seq, type, contactId, patientId, memberId, role, start, zone } = row;
  const seesTalks = may(scope, 'conversation.read');
  const key = contactId && openKey(core, organizationId, contactId, row.data_key);
  const address = seesTalks ? decryptOrNull(core, key, 'contact.address', row.address) : null;
  return {
    ...{ seq, type, memberId, role, at: row.at.toString(), by: { kind: row.actorKind, id: row.actorId } },
    aboutSomebody: contactId !== null || patientId !== null,
    people: may(scope, 'patient.read') ? openPeople(core, organizationId, row.people) : [],
    address: address && maskAddress(address),
    conversationId: seesTalks ? row.conversationId : null,
    visit: start && zone ? { start: start.toString(), zone } : null,
    itemKind: row.itemKind,
    itemId: may(scope, 'worklist.work') ? row.itemId : null,
  };
}

/** "2026-10-05T06:00:00.123456Z_17"; null for what none of ours has made. */
function parseCursor(cursor: string | null): Cursor | null {
  const [, at, seq] = /^(2[01]\d\d-\d\d-\d\dT[\d:.]{5,18}Z)_(\d{1,18})$/.exec(cursor ?? '') ?? [];
  if (at === undefined || seq === undefined) return null;
  try {
    return { at: Temporal.Instant.from(at), seq };
  } catch {
    return null;
  }
}
