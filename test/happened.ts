import { sql } from 'kysely';
import { cancelAppointment } from '../core/booking/cancel.ts';
import { type AppointmentId, type CorrelationId, type PatientId, uuidIds } from '../core/ids.ts';
import { endHandover } from '../core/messaging/handover.ts';
import { queueMessage } from '../core/messaging/outbox.ts';
import { ensureContact } from '../core/people/contacts.ts';
import { registerPatient } from '../core/people/patients.ts';
import { planVisitNotices } from '../core/reminders/plan.ts';
import type { Core, Scope } from '../core/scope.ts';
import { openPhone, type Phone } from '../rehearsal/phone.ts';
import type { Stage } from './play.ts';

/** What the lines of test/happenings.ts do to the records, the clinic and the other phones. */

export function tools(stage: Stage): { core: Core; scope: Scope } {
  const { database, clock, vault, log, organizationId } = stage;
  const scope: Scope = {
    organizationId,
    actor: { kind: 'system' },
    correlationId: uuidIds.next<CorrelationId>(),
  };
  return { core: { db: database.db, clock, ids: uuidIds, vault, log: log.log }, scope };
}

async function contactOf(stage: Stage, address: string) {
  const { core, scope } = tools(stage);
  const { id: channelId } = await core.db
    .selectFrom('channel')
    .select('id')
    .where('kind', '=', stage.kind)
    .where('active', '=', true)
    .executeTakeFirstOrThrow();
  return ensureContact(core, scope, { kind: stage.kind, address, channelId });
}

export async function register(
  stage: Stage,
  address: string,
  name: string,
  relation: 'self' | 'child',
): Promise<PatientId> {
  const { core, scope } = tools(stage);
  const { contactId } = await contactOf(stage, address);
  const input = { key: `test/${name}`, contactId, name, relation };
  const { patientId } = await core.db
    .transaction()
    .execute((db) => registerPatient({ ...core, db }, scope, input));
  return patientId;
}

export async function insertPastVisit(stage: Stage, patientId: PatientId, branchName: string): Promise<void> {
  const { contactId } = await contactOf(stage, stage.patient);
  const end = stage.clock.now().subtract({ hours: 24 * 30 });
  await sql`
    insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id,
      visit, busy, created_at, updated_at)
    select b.organization_id, ${uuidIds.next<AppointmentId>()}, 'fulfilled', b.id, ps.service_id, ps.practitioner_id, ${contactId},
      ${patientId}, span, span, ${end}, ${end}
    from branch b
    join practitioner_branch pb on pb.organization_id = b.organization_id and pb.branch_id = b.id
    join practitioner_service ps on ps.organization_id = b.organization_id and ps.practitioner_id = pb.practitioner_id
    cross join tstzrange(${end.subtract({ minutes: 20 })}, ${end}, '[)') as span
    where b.name = ${branchName} limit 1
  `.execute(stage.database.db);
}

/** The slot behind a choice: its id is the instant. */
export async function offeredStart(stage: Stage, number: number): Promise<Temporal.Instant> {
  const ids = await offeredIds(stage, stage.patient);
  return Temporal.Instant.from(ids[number - 1] ?? '');
}

/** The ids of the choices that a phone was last shown. */
export async function offeredIds(stage: Stage, address: string): Promise<string[]> {
  const { core, scope } = tools(stage);
  const { contactId } = await contactOf(stage, address);
  const row = await core.db
    .selectFrom('conversation as v')
    .innerJoin('vault.contact as vc', 'vc.contact_id', 'v.contact_id')
    .select(['v.offered', 'vc.data_key'])
    .where('v.contact_id', '=', contactId)
    .executeTakeFirstOrThrow();
  if (!row.offered) throw new Error('nothing is offered');
  const key = core.vault.unwrap(row.data_key, { organizationId: scope.organizationId, recordId: contactId });
  const { choices } = JSON.parse(core.vault.decrypt(key, 'conversation.offered', row.offered)) as {
    choices: { id: string }[];
  };
  return choices.map(({ id }) => id);
}

/** The slot that the booking under way has picked. */
export async function pickedStart(stage: Stage): Promise<Temporal.Instant> {
  const { contactId } = await contactOf(stage, stage.patient);
  const { rows } = await sql<{ start: string }>`
    select frames -> -1 -> 'context' ->> 'start' as start from conversation where contact_id = ${contactId}
  `.execute(stage.database.db);
  return Temporal.Instant.from(rows[0]?.start ?? '');
}

/** Other patients take that time with every practitioner, so that it is gone whoever was offered. */
export async function takeEverywhere(stage: Stage, start: Temporal.Instant): Promise<void> {
  const { db } = stage.database;
  const other = '+254799000111';
  const { contactId } = await contactOf(stage, other);
  const practitioners = await db.selectFrom('practitioner').select(['id']).execute();
  for (const [place, practitioner] of practitioners.entries()) {
    const patientId = await register(stage, other, `Other Patient ${place}`, 'self');
    await sql`
      insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id,
        visit, busy, created_at, updated_at)
      select p.organization_id, ${uuidIds.next<AppointmentId>()}, 'booked', pb.branch_id, ps.service_id, p.id, ${contactId},
        ${patientId}, span, span, ${stage.clock.now()}, ${stage.clock.now()}
      from practitioner p
      join practitioner_branch pb on pb.organization_id = p.organization_id and pb.practitioner_id = p.id
      join practitioner_service ps on ps.organization_id = p.organization_id and ps.practitioner_id = p.id
      cross join tstzrange(${start}, ${start.add({ minutes: 10 })}, '[)') as span
      where p.id = ${practitioner.id} limit 1
      on conflict do nothing
    `.execute(db);
  }
}

export async function closeClinic(stage: Stage, days: number): Promise<void> {
  const { scope } = tools(stage);
  const today = stage.clock.now().toZonedDateTimeISO('Africa/Nairobi').toPlainDate();
  await stage.database.db
    .insertInto('hours_exception')
    .values({
      organization_id: scope.organizationId,
      id: uuidIds.next(),
      kind: 'holiday',
      branch_id: null,
      practitioner_id: null,
      first_day: today,
      last_day: today.add({ days }),
      opens: null,
      closes: null,
      label: 'closed',
    })
    .execute();
}

type VisitLine = {
  patient: string;
  service: string;
  /** The clinic's time: "2026-10-07 09:00". */
  local: string;
  practitioner: string;
  branch: string;
  status: 'booked' | 'fulfilled';
};

/** A visit that was booked some other day. The patient becomes one of the phone's where they are not yet. */
export async function insertVisit(
  stage: Stage,
  visit: VisitLine,
  address: string = stage.patient,
): Promise<AppointmentId> {
  stage.written.push(visit.patient);
  const patientId = await register(stage, address, visit.patient, 'self');
  const { contactId } = await contactOf(stage, address);
  const start = Temporal.PlainDateTime.from(visit.local.replace(' ', 'T'))
    .toZonedDateTime(stage.clinic.zone)
    .toInstant();
  const yesterday = stage.clock.now().subtract({ hours: 24 });
  const { rows } = await sql<{ id: AppointmentId }>`
    insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id,
      visit, busy, created_at, updated_at)
    select b.organization_id, ${uuidIds.next<AppointmentId>()}, ${visit.status}, b.id, s.id, p.id, ${contactId}, ${patientId},
      tstzrange(${start}, ${start}::timestamptz + make_interval(mins => s.duration_minutes), '[)'),
      tstzrange(${start}, ${start}::timestamptz + make_interval(mins => s.duration_minutes + s.buffer_minutes), '[)'),
      ${yesterday}, ${yesterday}
    from branch b, service s, practitioner p
    where b.name = ${visit.branch} and s.name_en = ${visit.service} and p.name = ${visit.practitioner}
    returning id
  `.execute(stage.database.db);
  const [made] = rows;
  if (!made)
    throw new Error(`there is no such service, practitioner or branch: ${visit.service}, ${visit.branch}`);
  if (visit.status === 'booked') {
    const { core, scope } = tools(stage);
    const booker = { ...scope, actor: { kind: 'contact' as const, id: contactId } };
    await planVisitNotices(core, booker, made.id, 'booked');
  }
  return made.id;
}

export async function cancelByStaff(stage: Stage): Promise<void> {
  const { core, scope } = tools(stage);
  const visits = await core.db
    .selectFrom('appointment')
    .select('id')
    .where('status', '=', 'booked')
    .execute();
  for (const { id: appointmentId } of visits) {
    await stage.database.db.transaction().execute((db) =>
      cancelAppointment({ ...core, db }, scope, {
        key: `test/${appointmentId}`,
        appointmentId,
        by: 'staff',
      }),
    );
  }
}

export async function writeAsStaff(stage: Stage, text: string): Promise<void> {
  const { core, scope } = tools(stage);
  const { contactId } = await contactOf(stage, stage.patient);
  const conversation = await core.db
    .selectFrom('conversation')
    .select(['channel_id as channelId', 'language'])
    .where('contact_id', '=', contactId)
    .executeTakeFirstOrThrow();
  const content = JSON.stringify({
    prompt: { key: 'staff.text', params: { text }, choices: [] },
    waitId: null,
  });
  const { channelId, language } = conversation;
  await queueMessage(core, scope, { contactId, channelId, language: language ?? 'en', content });
  stage.miadi.sender.wake({ organizationId: stage.organizationId, contactId });
  await stage.settle();
}

export async function handBack(stage: Stage): Promise<void> {
  const { core, scope } = tools(stage);
  const { conversationId } = await contactOf(stage, stage.patient);
  await stage.database.db
    .transaction()
    .execute((db) => endHandover({ ...core, db }, scope, { conversationId, by: 'staff' }));
}

/** What has come to the clinic's phone on call. */
export async function onCallMessages(stage: Stage) {
  const { phone } = await stage.database.db
    .selectFrom('organization')
    .select('on_call_phone as phone')
    .executeTakeFirstOrThrow();
  if (phone === null) throw new Error('the clinic has no phone on call');
  return stage.emulators.network.inbox('sms', phone).filter((message) => message.direction === 'in');
}

const familyAddress = '+254722000777';

/** A second phone that cares for the patient of that name. */
export async function shareWithFamily(
  stage: Stage,
  [name = '']: string[],
  phones: { first: string; second: string } = { first: stage.patient, second: familyAddress },
): Promise<void> {
  const patientId = await register(stage, phones.first, name, 'self');
  const { contactId } = await contactOf(stage, phones.second);
  await stage.database.db
    .insertInto('contact_patient')
    .values({
      organization_id: stage.organizationId,
      contact_id: contactId,
      patient_id: patientId,
      relation: 'other',
      created_at: stage.clock.now(),
    })
    .execute();
}

const familyPhones = new WeakMap<object, Phone>();

/** Any other phone, of the stage's kind unless it is said. */
export function phoneAt(stage: Stage, address: string, kind = stage.kind): Phone {
  const { clock, vault, database, clinic, log } = stage;
  return openPhone({ rehearsal: stage, database, clinic, clock, vault, log: log.log }, kind, address);
}

export function familyPhone(stage: Stage): Phone {
  const known = familyPhones.get(stage.database);
  if (known) return known;
  const phone = phoneAt(stage, familyAddress);
  familyPhones.set(stage.database, phone);
  return phone;
}
