import { type RawBuilder, sql } from 'kysely';
import type { EventType } from '../events.ts';
import type { OrganizationId, PatientId } from '../ids.ts';

/** Which events of the log. */
export type AuditWish = {
  types: readonly EventType[];
  /** Who did it: a member of staff. */
  memberId: string | null;
  patientId: PatientId | null;
  from: Temporal.Instant | null;
  to: Temporal.Instant | null;
  before: Cursor | null;
};

/** Where a page ended: events of one moment are told apart by their number. */
export type Cursor = { at: Temporal.Instant; seq: string };

/**
 * A query of the `seq` of the newest that are wished for. For each type its newest are looked up by event_kind or event_of_staff, however many there are; of a
 * patient all that happened to what is theirs is gone through, by event_record.
 */
export function auditPage(
  organizationId: OrganizationId,
  wish: AuditWish,
  most: number,
): RawBuilder<{ seq: string }> {
  const { types, patientId } = wish;
  const also = conditionsOf(wish);
  if (patientId !== null) {
    return sql`
      select e.seq from (${recordsOf(organizationId, patientId, types)}) record
      join event e on e.organization_id = ${organizationId} and e.record_kind = record.kind and e.record_id = record.id
      where e.type = any(${types}::text[]) ${also}
      order by e.at desc, e.seq desc limit ${most}`;
  }
  return sql`
    select e.seq from unnest(${types}::text[]) as wished (type)
    cross join lateral (
      select e.seq, e.at from event e
      where e.organization_id = ${organizationId} and e.type = wished.type and e.type <> 'conversation.turn_taken' ${also}
      order by e.at desc, e.seq desc limit ${most}
    ) e
    order by e.at desc, e.seq desc limit ${most}`;
}

function conditionsOf({ memberId, from, to, before }: AuditWish): RawBuilder<unknown> {
  return sql.join(
    [
      sql``,
      ...(memberId === null ? [] : [sql`and e.actor_kind = 'staff' and e.actor_id = ${memberId}`]),
      ...(from === null ? [] : [sql`and e.at >= ${from}`]),
      ...(to === null ? [] : [sql`and e.at < ${to}`]),
      ...(before === null ? [] : [sql`and (e.at, e.seq) < (${before.at}, ${before.seq}::bigint)`]),
    ],
    sql` `,
  );
}

/** What is a patient's, by kind: the record, visits, notices of them, the phones that care for them, what was said there, what needed a person. */
function recordsOf(
  organizationId: OrganizationId,
  patientId: PatientId,
  types: readonly EventType[],
): RawBuilder<unknown> {
  const org = sql`organization_id = ${organizationId}`;
  const theirs: Readonly<Record<string, RawBuilder<unknown>>> = {
    patient: sql`select 'patient' as kind, ${patientId}::uuid as id`,
    audit: sql`select 'audit', ${patientId}::uuid`,
    appointment: sql`select 'appointment', id from visit`,
    notice: sql`select 'notice', id from notice where ${org} and appointment_id in (select id from visit)`,
    contact: sql`select 'contact', contact_id from phone`,
    conversation: sql`select 'conversation', id from phone`,
    handover: sql`select 'handover', id from handover where ${org} and conversation_id in (select id from phone)`,
    outbox: sql`select 'outbox', id from outbox where ${org} and contact_id in (select contact_id from phone)`,
    inbound_message: sql`select 'inbound_message', id from inbound_message
      where ${org} and conversation_id in (select id from phone)`,
    worklist_item: sql`select 'worklist_item', id from worklist_item where ${org} and record_id in (
      select ${patientId}::uuid union all select id from visit union all select contact_id from phone union all select id from phone)`,
  };
  const wanted = Object.entries(theirs).filter(([kind]) => types.some((type) => type.startsWith(`${kind}.`)));
  const all =
    wanted.length === 0
      ? [sql`select null as kind, null::uuid as id where false`]
      : wanted.map(([, query]) => query);
  return sql`
    with visit as (
      select id from appointment where ${org} and patient_id = ${patientId}
    ), phone as (
      select v.contact_id, v.id from contact_patient cares
      join conversation v on v.organization_id = cares.organization_id and v.contact_id = cares.contact_id
      where cares.organization_id = ${organizationId} and cares.patient_id = ${patientId}
    ), theirs (kind, id) as (${sql.join(all, sql` union all `)})
    select kind, id from theirs`;
}
