import { type RawBuilder, sql } from 'kysely';
import type { WorklistKind } from '../db/tables.ts';
import type { EventType } from '../events.ts';
import type { ContactId, ConversationId, PatientId } from '../ids.ts';
import { peopleOfContact, type SealedPerson } from '../people/read-people.ts';
import type { Actor } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { itemOwner, seesOwner } from './item-owner.ts';

/** An event, and whom it is about. */
export type AboutRow = {
  seq: string;
  at: Temporal.Instant;
  type: EventType;
  actorKind: Actor['kind'];
  actorId: string | null;
  contactId: ContactId | null;
  patientId: PatientId | null;
  conversationId: ConversationId | null;
  people: SealedPerson[] | null;
  data_key: Buffer | null;
  address: Buffer | null;
  start: Temporal.Instant | null;
  zone: string | null;
  itemId: string | null;
  itemKind: WorklistKind | null;
  memberId: string | null;
  role: string | null;
  /** The reader may know of it: it is about nobody, or somebody at a branch of theirs. */
  seen: boolean;
};

/**
 * Some record leads to another: a hand-over to its conversation, an item to what it is about, a notice to its visit; and the log may have been read for one
 * patient.
 */
const ledTo: RawBuilder<unknown> = sql`
  left join lateral (
    select 'conversation' as record_kind, h.conversation_id as record_id, null as item_kind from handover h
      where e.record_kind = 'handover' and h.organization_id = e.organization_id and h.id = e.record_id
    union all select w.record_kind, w.record_id, w.kind from worklist_item w
      where e.record_kind = 'worklist_item' and w.organization_id = e.organization_id and w.id = e.record_id
    union all select 'appointment', n.appointment_id, null from notice n
      where e.record_kind = 'notice' and n.organization_id = e.organization_id and n.id = e.record_id
    union all select 'patient', p.id, null from patient p
      where e.record_kind = 'audit' and p.organization_id = e.organization_id and p.id = e.record_id
  ) led on true`;

/** @param page a query of `seq`: of which events, few enough to be looked at closely */
export function aboutEvents(scope: StaffScope, page: RawBuilder<unknown>): RawBuilder<AboutRow> {
  const { organizationId } = scope;
  return sql<AboutRow>`
    with page as materialized (${page}), i as (
      select e.organization_id, e.seq, e.at, e.type, e.actor_kind, e.actor_id, e.details, e.record_kind as own_kind, e.record_id as own_id,
        coalesce(led.record_kind, e.record_kind) as record_kind, coalesce(led.record_id, e.record_id) as record_id, led.item_kind
      from page join event e on e.seq = page.seq ${ledTo}
    )
    select i.seq::text as seq, i.at, i.type, i.actor_kind as "actorKind", i.actor_id as "actorId",
      case when i.own_kind = 'worklist_item' then i.own_id end as "itemId", i.item_kind as "itemKind",
      case when i.own_kind = 'staff' then i.own_id end as "memberId", i.details->>'role' as role,
      owner.contact_id as "contactId", owner.patient_id as "patientId", ${seesOwner(scope)} as seen,
      lower(a.visit) as start, b.zone, v.id as "conversationId", vc.data_key, vc.address,
      case when owner.patient_id is null then ${peopleOfContact(organizationId, sql`owner.contact_id`)} else (
        select json_build_array(json_build_object('id', p.patient_id, 'relation', 'self',
          'data_key', encode(p.data_key, 'base64'), 'name', encode(p.name, 'base64')))
        from vault.patient p where p.organization_id = i.organization_id and p.patient_id = owner.patient_id) end as people
    from i ${itemOwner}
    left join appointment a on i.record_kind = 'appointment' and a.organization_id = i.organization_id and a.id = i.record_id
    left join branch b on b.organization_id = a.organization_id and b.id = a.branch_id
    left join conversation v on v.organization_id = i.organization_id and v.contact_id = owner.contact_id
    left join vault.contact vc on vc.organization_id = i.organization_id and vc.contact_id = owner.contact_id
    order by i.at desc, i.seq desc
  `;
}
