import { sql } from 'kysely';
import type { AppointmentId, CorrelationId, NoticeId, OutboxId, PatientId } from '../core/ids.ts';
import type { Line } from '../core/messaging/outbox.ts';
import type { NoticeEnd } from '../core/reminders/notice.ts';
import { saying } from './lines.ts';
import type { Reception } from './reception.ts';

/** Attempts at notices as rows, for tests of what becomes of one when something goes wrong. */

export type Attempted = { noticeId: NoticeId; appointmentId: AppointmentId; outboxId: OutboxId };

/** A reminder of a visit in a day, due now, with an attempt at it queued to the contact. */
export async function attemptTo(reception: Reception, line: Line, text = 'Reminder'): Promise<Attempted> {
  const { core, clinic } = reception;
  const { organizationId: organization_id } = clinic;
  const now = core.clock.now();
  const start = now.add({ hours: 24 });
  const made = {
    appointmentId: core.ids.next<AppointmentId>(),
    noticeId: core.ids.next<NoticeId>(),
    outboxId: core.ids.next<OutboxId>(),
  };
  const correlation_id = core.ids.next<CorrelationId>();
  const patientId = core.ids.next<PatientId>();
  await core.db.insertInto('patient').values({ organization_id, id: patientId, created_at: now }).execute();
  await sql`
    insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id, visit,
      busy, created_at, updated_at)
    select ${organization_id}, ${made.appointmentId}, 'booked', ${clinic.branchIds[0]}, ${clinic.serviceIds[0]},
      ${clinic.practitionerIds[0]}, ${line.contactId}, ${patientId}, r, r, ${now}, ${now}
    from (select tstzrange(start, start + interval '1 minute') as r
      from (select coalesce(max(upper(visit)), ${start}) as start from appointment
        where organization_id = ${organization_id}) last) one
  `.execute(core.db);
  await sql`
    insert into notice (organization_id, id, appointment_id, kind, step, visit_start, due_at, too_late_at, is_last, state, look_at,
      correlation_id, created_at)
    select ${organization_id}, ${made.noticeId}, id, 'reminder', 1440, lower(visit), ${now}, lower(visit) - interval '2 hours',
      false, 'open', ${now.add({ minutes: 15 })}, ${correlation_id}, ${now}
    from appointment where organization_id = ${organization_id} and id = ${made.appointmentId}
  `.execute(core.db);
  const owner = await core.db
    .selectFrom('vault.contact')
    .select('data_key')
    .where('contact_id', '=', line.contactId)
    .executeTakeFirstOrThrow();
  const key = core.vault.unwrap(owner.data_key, {
    organizationId: organization_id,
    recordId: line.contactId,
  });
  await core.db
    .insertInto('outbox')
    .values({
      ...{ organization_id, id: made.outboxId, contact_id: line.contactId, channel_id: reception.channelId },
      ...{ notice_id: made.noticeId, correlation_id, language: 'en', state: 'queued' },
      prompt: core.vault.encrypt(key, 'outbox.prompt', saying(text)),
      next_attempt_at: now,
      created_at: now,
    })
    .execute();
  return made;
}

/** The notice is over. */
export async function endNotice(
  { core }: Reception,
  { noticeId }: Attempted,
  state: NoticeEnd,
): Promise<void> {
  const now = core.clock.now();
  await core.db
    .updateTable('notice')
    .set({
      ...{ state, reason: 'all_failed', look_at: null, ended_at: now },
      ...(state === 'answered' ? { answered_at: now, answer: 'confirmed' } : {}),
    })
    .where('id', '=', noticeId)
    .execute();
}
