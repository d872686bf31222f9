import { sql } from 'kysely';
import type { Named } from '../clinic/profile.ts';
import { rowsOf } from '../db/rows-of.ts';
import type { AddressKind, AppointmentStatus, DeliveryState } from '../db/tables.ts';
import type { AppointmentId, ChannelId, ContactId, CorrelationId, NoticeId, OrganizationId } from '../ids.ts';
import { mapInRounds } from '../in-rounds.ts';
import type { Language } from '../language.ts';
import type { Core } from '../scope.ts';
import type { Attempt, Notice, NoticeKind, NoticeRules, Reach, VisitNow } from './notice.ts';
import { inOrder } from './preference.ts';

/** An address of the patient's, with all that a message to it needs. */
export type Reachable = Reach & {
  channelId: ChannelId | null;
  language: Language;
  /** The contact is amid something whose numbered choices a digit answers. */
  amid: boolean;
  /** The phone serves several patients. */
  shared: boolean;
  /** Wrapped. */
  dataKey: Buffer;
};

/** A due notice, and the truth about it as of this transaction. */
export type Situation = {
  organizationId: OrganizationId;
  noticeId: NoticeId;
  appointmentId: AppointmentId;
  patientId: string;
  correlationId: CorrelationId;
  notice: Notice;
  attempts: (Attempt & { inDoubt: boolean })[];
  visit: VisitNow;
  /** Most preferred first. */
  reach: Reachable[];
  rules: NoticeRules;
  mostNotices: number;
  /** Other notices that this patient was sent in the last 24 hours. */
  sentInADay: number;
  told: {
    clinic: { name: string; phone: string };
    zone: string;
    service: Named;
    branch: string;
    practitioner: string;
    confirmed: boolean;
    /** Wrapped key and sealed name of the patient. */
    patient: { dataKey: Buffer; name: Buffer } | null;
  };
};

type ContactRow = {
  contactId: ContactId;
  kind: AddressKind;
  optedOut: boolean;
  unreachable: boolean;
  lastHeardAt: string | null;
  windowOpen: boolean;
  hasTemplate: boolean;
  channelId: ChannelId | null;
  language: Language;
  amid: boolean;
  shared: boolean;
  dataKey: string;
};

type SituationRow = {
  organization_id: OrganizationId;
  id: NoticeId;
  appointment_id: AppointmentId;
  correlation_id: CorrelationId;
  kind: NoticeKind;
  visit_start: Temporal.Instant;
  due_at: Temporal.Instant;
  too_late_at: Temporal.Instant;
  is_last: boolean;
  answered_at: Temporal.Instant | null;
  status: AppointmentStatus;
  start: Temporal.Instant;
  confirmed: boolean;
  patient_id: string;
  zone: string;
  waking_from: Temporal.PlainTime;
  waking_until: Temporal.PlainTime;
  fallback_minutes: number;
  last_fallback_minutes: number;
  most_notices: number;
  sent_in_a_day: number;
  preferred_kind: AddressKind | null;
  fell_back_at: Temporal.Instant | null;
  service: Named;
  branch: string;
  practitioner: string;
  clinic: string;
  phone: string;
  patient_key: Buffer | null;
  patient_name: Buffer | null;
  attempts:
    | {
        contactId: ContactId;
        kind: AddressKind;
        state: DeliveryState;
        startedAt: string;
        errorCode: string | null;
        inDoubt: boolean;
      }[]
    | null;
  contacts: ContactRow[] | null;
};

/** Of the notices among these that are still open; their rows are to be locked by the caller, so that what is read stays true. */
export async function readSituations(
  core: Pick<Core, 'db' | 'clock'>,
  notices: readonly { organizationId: OrganizationId; id: NoticeId }[],
): Promise<Situation[]> {
  const now = core.clock.now();
  // "limit 1" keeps the inner query whole: by what the statistics said at the moment, Postgres went through whole tables for 32 notices.
  const { rows } = await sql<SituationRow>`
    select situation.* from ${rowsOf('asked', notices, {
      organization_id: ['uuid', ({ organizationId }) => organizationId],
      id: ['uuid', ({ id }) => id],
    })} cross join lateral (
    select n.organization_id, n.id, n.appointment_id, n.correlation_id, n.kind, n.visit_start, n.due_at, n.too_late_at,
      n.is_last, n.answered_at, a.status, lower(a.visit) as start, a.confirmed_at is not null as confirmed, a.patient_id,
      b.zone, o.waking_from, o.waking_until, o.fallback_minutes, o.last_fallback_minutes, o.most_notices,
      p.preferred_kind, p.fell_back_at, json_build_object('en', s.name_en, 'sw', s.name_sw) as service, b.name as branch,
      d.name as practitioner, o.name as clinic, coalesce(b.phone, o.phone) as phone,
      vp.data_key as patient_key, vp.name as patient_name,
      (select count(distinct x.notice_id) filter (where x.notice_id <> n.id)::int from contact_patient cp
        join outbox x on x.organization_id = cp.organization_id and x.contact_id = cp.contact_id
          and x.created_at > ${now}::timestamptz - interval '24 hours' and x.state <> 'cancelled'
        where cp.organization_id = n.organization_id and cp.patient_id = a.patient_id) as sent_in_a_day,
      (select json_agg(json_build_object('contactId', x.contact_id, 'kind', c.kind, 'state', x.state,
          'startedAt', x.created_at, 'errorCode', x.error_code, 'inDoubt', x.in_doubt) order by x.seq)
        from outbox x join contact c on c.organization_id = x.organization_id and c.id = x.contact_id
        where x.notice_id = n.id and x.retry_of is null) as attempts,
      (select json_agg(address.*) from (${contactsOf(now)}) address) as contacts
    from notice n
    join appointment a on a.organization_id = n.organization_id and a.id = n.appointment_id
    join organization o on o.id = n.organization_id
    join branch b on b.organization_id = a.organization_id and b.id = a.branch_id
    join service s on s.organization_id = a.organization_id and s.id = a.service_id
    join practitioner d on d.organization_id = a.organization_id and d.id = a.practitioner_id
    join patient p on p.organization_id = a.organization_id and p.id = a.patient_id
    left join vault.patient vp on vp.organization_id = a.organization_id and vp.patient_id = a.patient_id
    where n.organization_id = asked.organization_id and n.id = asked.id and n.state = 'open' limit 1
    ) situation
  `.execute(core.db);
  return mapInRounds(rows, toSituation);
}

/** Of the patient of `a`: whoever may be written to about their visits, by which number of ours, and in what state that is. */
function contactsOf(now: Temporal.Instant) {
  return sql`
    select c.id as "contactId", c.kind, c.opted_out_at is not null as "optedOut", c.unreachable_at is not null as unreachable,
      heard.at as "lastHeardAt", coalesce(heard.at > ${now}::timestamptz - interval '24 hours', false) as "windowOpen",
      h.id as "channelId", coalesce(v.language, other.language, o.default_language) as language,
      jsonb_array_length(v.frames) > 1 and v.last_turn_at > ${now}::timestamptz - make_interval(mins => o.idle_minutes) as amid,
      (select count(*) from contact_patient own
        where own.organization_id = c.organization_id and own.contact_id = c.id) > 1 as shared,
      exists (select from message_template t where t.organization_id = h.organization_id and t.channel_id = h.id
        and t.key = n.kind and t.language = coalesce(v.language, other.language, o.default_language)) as "hasTemplate",
      encode(vc.data_key, 'base64') as "dataKey"
    from contact_patient cp
    join contact c on c.organization_id = cp.organization_id and c.id = cp.contact_id and c.detached_at is null
    join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
    join conversation v on v.organization_id = c.organization_id and v.contact_id = c.id
    left join lateral (select m.received_at as at from inbound_message m
      where m.organization_id = v.organization_id and m.conversation_id = v.id order by m.seq desc limit 1) heard on true
    left join lateral (select h.organization_id, h.id from channel h
      where h.organization_id = c.organization_id and h.kind = c.kind and h.active
      order by h.id = v.channel_id desc, h.can_receive desc, h.id limit 1) h on true
    left join lateral (select w.language from contact_patient of_patient
      join conversation w on w.organization_id = of_patient.organization_id and w.contact_id = of_patient.contact_id
      where of_patient.organization_id = cp.organization_id and of_patient.patient_id = cp.patient_id
        and w.language is not null
      order by w.last_turn_at desc nulls last limit 1) other on true
    where cp.organization_id = a.organization_id and cp.patient_id = a.patient_id
  `;
}

function toSituation(row: SituationRow): Situation {
  const known = { preferred: row.preferred_kind, fellBackAt: row.fell_back_at };
  const contacts = (row.contacts ?? []).map((contact) => ({
    ...contact,
    lastSeenAt: contact.lastHeardAt === null ? null : Temporal.Instant.from(contact.lastHeardAt),
  }));
  return {
    organizationId: row.organization_id,
    noticeId: row.id,
    appointmentId: row.appointment_id,
    patientId: row.patient_id,
    correlationId: row.correlation_id,
    notice: {
      kind: row.kind,
      visitStart: row.visit_start,
      dueAt: row.due_at,
      tooLateAt: row.too_late_at,
      isLast: row.is_last,
      answeredAt: row.answered_at,
    },
    attempts: (row.attempts ?? []).map(({ startedAt, ...attempt }) => ({
      ...attempt,
      startedAt: Temporal.Instant.from(startedAt),
    })),
    visit: { status: row.status, start: row.start },
    reach: inOrder(contacts, known).map(toReachable),
    rules: {
      zone: row.zone,
      wakingFrom: row.waking_from,
      wakingUntil: row.waking_until,
      fallbackMinutes: row.fallback_minutes,
      lastFallbackMinutes: row.last_fallback_minutes,
    },
    mostNotices: row.most_notices,
    sentInADay: row.sent_in_a_day,
    told: {
      clinic: { name: row.clinic, phone: row.phone },
      zone: row.zone,
      service: row.service,
      branch: row.branch,
      practitioner: row.practitioner,
      confirmed: row.confirmed,
      patient:
        row.patient_key && row.patient_name ? { dataKey: row.patient_key, name: row.patient_name } : null,
    },
  };
}

function toReachable(contact: ContactRow): Reachable {
  const { contactId, kind, optedOut, unreachable, channelId, language, amid, shared } = contact;
  // Outside of the window WhatsApp lets nothing through but a template that it has approved.
  const sendable = channelId !== null && (kind !== 'whatsapp' || contact.windowOpen || contact.hasTemplate);
  const dataKey = Buffer.from(contact.dataKey, 'base64');
  return {
    contactId,
    kind,
    optedOut,
    unreachable,
    sendable,
    channelId,
    language,
    amid: amid ?? false,
    shared,
    dataKey,
  };
}
