import { sql } from 'kysely';
import { expect } from 'vitest';
import { bookAppointment } from '../core/booking/book.ts';
import { cancelAppointment } from '../core/booking/cancel.ts';
import { moveAppointment } from '../core/booking/move.ts';
import type { ClinicSettings } from '../core/clinic/settings.ts';
import type { AddressKind, ChannelKind } from '../core/db/tables.ts';
import { type AppointmentId, type ContactId, type PatientId, uuidIds } from '../core/ids.ts';
import { readBacklog } from '../core/messaging/backlog.ts';
import { ensureContact } from '../core/people/contacts.ts';
import { planVisitNotices } from '../core/reminders/plan.ts';
import type { Core, Scope } from '../core/scope.ts';
import type { Receipt } from '../emulators/receipts.ts';
import type { PhoneMessage } from '../rehearsal/phone.ts';
import { stateOf } from '../rehearsal/records.ts';
import { amani } from './amani.ts';
import { phoneAt, register, tools } from './happened.ts';
import { openStage, type Stage } from './play.ts';

/**
 * Notices on the whole program: a patient of the demo clinic, whose WhatsApp goes by Twilio and whose SMS by Africa's Talking, so
 * that either can be in trouble alone. The clock is moved by hand, and the sweeper finds what is due.
 */
export type Scene = Awaited<ReturnType<typeof openScene>>;

export type SceneOptions = {
  clinic?: ClinicSettings;
  /** What the patient has; the first is what they write on. */
  kind?: ChannelKind;
  /** The clinic's time when it begins: a Monday morning. */
  begins?: string;
  /** Whether they write at the beginning, so that WhatsApp's window is open. */
  writes?: boolean;
};

/** Whose scene it is. */
type Cast = { stage: Stage; patientId: PatientId };

type Wanted = {
  by?: 'patient' | 'staff';
  service?: string;
  practitioner?: string;
  branch?: string;
  patient?: PatientId;
};

/** Longest step of the clock: what lies in between is found in time. */
const STEP = Temporal.Duration.from({ hours: 2 });

/** Its SMS goes by Africa's Talking alone. */
export const twoProviders: ClinicSettings = {
  ...amani,
  channels: amani.channels.filter(({ provider, kind }) => provider !== 'twilio' || kind === 'whatsapp'),
};

const open: { close(): Promise<void> }[] = [];

/** For afterEach: what was opened is closed; what must hold after every scene is looked at. */
export async function closeScenes(): Promise<void> {
  for (const scene of open.splice(0)) await scene.close();
}

export async function openScene(options: SceneOptions = {}) {
  const { clinic = twoProviders, kind = 'whatsapp', begins = '2026-10-05 09:00' } = options;
  const stage = await openStage(kind, clinic, Temporal.PlainDateTime.from(begins.replace(' ', 'T')));
  const patientId = await register(stage, stage.patient, 'Asha Wanjiru', 'self');
  stage.written.push('Asha Wanjiru');
  if (options.writes !== false) await stage.write({ text: 'Hi' });
  const { core } = tools(stage);
  const cast: Cast = { stage, patientId };
  const minutes = (count: number) => goTo(stage, stage.clock.now().add({ minutes: count }));

  const scene = {
    ...cast,
    twilio: stage.emulators.twilio,
    africastalking: stage.emulators.africastalking,
    /** The clock goes on to that local time, and whatever is due in between happens when it is due. */
    until: (local: string) => goTo(stage, momentOf(stage, local)),
    minutes,
    /** Receipts that were held come, in that order. */
    async release(
      provider: 'twilio' | 'africastalking',
      order: (receipts: Receipt[]) => Receipt[] = (all) => all,
    ) {
      stage.emulators[provider].releaseReceipts(order);
      await stage.settle();
      await minutes(0);
    },
    book: (local: string, wanted: Wanted = {}) => book(cast, local, wanted),
    move: (id: AppointmentId, local: string) => move(cast, id, local),
    cancel: (id: AppointmentId) => cancel(cast, id),
    miss: (id: AppointmentId) => miss(cast, id),
    /** The notices that lie on the patient's phone, oldest first: "10-06 11:00 whatsapp reminder". */
    phone: (address = stage.patient) => noticesOn(stage, address),
    texts: (kind: ChannelKind) => inbox(stage, kind).map(({ text }) => text),
    /** How each has ended: "2880 10-06 11:00 delivered: delivered". */
    notices: () => noticesOf(stage),
    /** Each try on an address: "whatsapp delivered". */
    attempts: () => attemptsOf(stage),
    items: () => itemsOf(stage),
    /** The times of the visits that stand; of those that the patient has said they will come to. */
    visits: () => visitsOf(stage, false),
    confirmed: () => visitsOf(stage, true),
    moment: (local: string) => momentOf(stage, local),
    /** "[booking: choose_slot]" */
    state: () => stateOf(stage),
    /** How often it was told that a message is in doubt. */
    doubted: async () => {
      const told = await core.db
        .selectFrom('event')
        .select('seq')
        .where('type', '=', 'outbox.in_doubt')
        .execute();
      return told.length;
    },
    /** Others, each with a phone of their own, on which they have written. */
    patients: (count: number) => others(stage, count),
    /** An address of the patient's that has never written; that of e-mail, say. */
    bind: (kind: AddressKind, address: string) => bind(cast, kind, address),
    contact: (kind: AddressKind) => contactFacts(stage, kind),
    /** How often a provider was called for a notice or an answer. */
    calls: (provider: 'twilio' | 'africastalking') => callsOf(stage, provider),
    core,
    async close() {
      await minutes(2);
      const { overdue } = await readBacklog(core);
      await stage.close();
      expect(Object.entries(overdue).filter(([, count]) => count > 0)).toEqual([]);
    },
  };
  open.push(scene);
  return scene;
}

export function withoutTemplates(clinic: ClinicSettings): ClinicSettings {
  return { ...clinic, channels: clinic.channels.map((channel) => ({ ...channel, templates: [] })) };
}

export function withRules(clinic: ClinicSettings, rules: Partial<ClinicSettings['rules']>): ClinicSettings {
  return { ...clinic, rules: { ...clinic.rules, ...rules } };
}

function momentOf(stage: Stage, local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local.replace(' ', 'T')).toZonedDateTime(stage.clinic.zone).toInstant();
}

async function goTo(stage: Stage, target: Temporal.Instant): Promise<void> {
  await stage.wait(Temporal.Duration.from({ seconds: 0 })); // what is due by now
  for (;;) {
    const now = stage.clock.now();
    const next = (await nextDue(stage, now)) ?? target;
    const step = [next, target, now.add(STEP)].toSorted(Temporal.Instant.compare)[0] ?? target;
    await stage.wait(
      Temporal.Duration.from({ milliseconds: Math.ceil(now.until(step).total('milliseconds')) }),
    );
    if (Temporal.Instant.compare(step, target) >= 0) return;
  }
}

/** The sweeper leaves alone for two seconds what has become due to be sent again. */
async function nextDue(stage: Stage, now: Temporal.Instant): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ at: Temporal.Instant | null }>`
    select min(at) as at from (
      select look_at as at from notice where state = 'open'
      union all select next_attempt_at + interval '2 seconds' from outbox where next_attempt_at is not null
      union all select wired_at + interval '60 seconds' from outbox where state = 'wired'
    ) due where at > ${now}
  `.execute(stage.database.db);
  return rows[0]?.at ?? null;
}

function staffScope({ stage }: Cast): Scope {
  return { ...tools(stage).scope, actor: { kind: 'staff', id: uuidIds.next<string>() } };
}

function inTransaction<Result>({ stage }: Cast, work: (core: Core) => Promise<Result>): Promise<Result> {
  const { core } = tools(stage);
  return stage.database.db.transaction().execute((db) => work({ ...core, db }));
}

async function book(scene: Cast, local: string, wanted: Wanted): Promise<AppointmentId> {
  const {
    service = 'General consultation',
    practitioner = 'Dr. Wanjiku Kamau',
    branch = 'Westlands',
  } = wanted;
  const { db } = scene.stage.database;
  const contactId = await firstContact(scene.stage, wanted.patient ?? scene.patientId);
  const of = async (table: 'service' | 'practitioner' | 'branch', name: string) => {
    const column = table === 'service' ? 'name_en' : 'name';
    const { rows } = await sql<{ id: never }>`
      select id from ${sql.table(table)} where ${sql.ref(column)} = ${name}
    `.execute(db);
    if (!rows[0]) throw new Error(`the clinic has no ${table} ${name}`);
    return rows[0].id;
  };
  const scope =
    wanted.by === 'staff'
      ? staffScope(scene)
      : { ...tools(scene.stage).scope, actor: { kind: 'contact' as const, id: contactId } };
  const input = {
    key: uuidIds.next<string>(),
    ...{ contactId, patientId: wanted.patient ?? scene.patientId, start: momentOf(scene.stage, local) },
    serviceId: await of('service', service),
    practitionerId: await of('practitioner', practitioner),
    branchId: await of('branch', branch),
  };
  const booked = await inTransaction(scene, (core) => bookAppointment(core, scope, input));
  if (!booked.ok) throw new Error(`not booked: ${booked.reason}`);
  return booked.appointmentId;
}

async function firstContact(stage: Stage, patientId: PatientId): Promise<ContactId> {
  const { rows } = await sql<{ id: ContactId }>`
    select contact_id as id from contact_patient where patient_id = ${patientId} order by created_at limit 1
  `.execute(stage.database.db);
  if (rows[0]) return rows[0].id;
  throw new Error('the patient has no contact');
}

async function move(scene: Cast, appointmentId: AppointmentId, local: string): Promise<void> {
  const input = { key: uuidIds.next<string>(), appointmentId, start: momentOf(scene.stage, local) };
  const moved = await inTransaction(scene, (core) => moveAppointment(core, staffScope(scene), input));
  if (!moved.ok) throw new Error(`not moved: ${moved.reason}`);
}

async function cancel(scene: Cast, appointmentId: AppointmentId): Promise<void> {
  const input = { key: uuidIds.next<string>(), appointmentId, by: 'staff' as const };
  const cancelled = await inTransaction(scene, (core) => cancelAppointment(core, staffScope(scene), input));
  if (!cancelled.ok) throw new Error(`not cancelled: ${cancelled.reason}`);
}

async function miss(scene: Cast, appointmentId: AppointmentId): Promise<void> {
  await inTransaction(scene, async (core) => {
    await core.db
      .updateTable('appointment')
      .set({ status: 'noshow' })
      .where('id', '=', appointmentId)
      .execute();
    await planVisitNotices(core, staffScope(scene), appointmentId, 'missed');
  });
}

async function bind({ stage, patientId }: Cast, kind: AddressKind, address: string): Promise<ContactId> {
  const { core, scope } = tools(stage);
  const { id: channelId } = await core.db
    .selectFrom('channel')
    .select('id')
    .where('kind', '=', kind)
    .where('active', '=', true)
    .executeTakeFirstOrThrow();
  const { contactId } = await ensureContact(core, scope, { kind, address, channelId });
  const link = { organization_id: stage.organizationId, contact_id: contactId, patient_id: patientId };
  await core.db
    .insertInto('contact_patient')
    .values({ ...link, relation: 'self', created_at: stage.clock.now() })
    .execute();
  return contactId;
}

async function others(stage: Stage, count: number): Promise<{ phone: string; patientId: PatientId }[]> {
  const made: { phone: string; patientId: PatientId }[] = [];
  for (let place = 0; place < count; place++) {
    const phone = `+2547330000${String(place).padStart(2, '0')}`;
    const name = `Other ${'abcdefghijklmnopqrstuvwxyz'.charAt(place)}`;
    const patientId = await register(stage, phone, name, 'self');
    stage.written.push(name);
    await phoneAt(stage, phone).write({ text: 'Hi' });
    made.push({ phone, patientId });
  }
  return made;
}

function inbox(stage: Stage, kind: ChannelKind, address = stage.patient): PhoneMessage[] {
  return phoneAt(stage, address, kind).inbox();
}

const sayings: readonly [RegExp, string][] = [
  [/reminder of your visit[\s\S]*See you then/, 'expected'],
  [/reminder of your visit/, 'reminder'],
  [/your visit is confirmed/i, 'confirmed'],
  [/your visit has been changed/i, 'changed'],
  [/we are sorry, your visit[\s\S]*has been cancelled/i, 'cancelled'],
  [/we missed you/i, 'follow_up'],
];

function noticesOn(stage: Stage, address: string): string[] {
  const all = (['whatsapp', 'sms'] as const).flatMap((kind) =>
    inbox(stage, kind, address).flatMap(({ text, at }) => {
      const [, what] = sayings.find(([saying]) => saying.test(text)) ?? [];
      return what === undefined ? [] : [`${localTime(stage, at)} ${kind} ${what}`];
    }),
  );
  return all.toSorted();
}

function localTime(stage: Stage, at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO(stage.clinic.zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).slice(5).replace('T', ' ');
}

async function noticesOf(stage: Stage): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
    due: Temporal.Instant;
    state: string;
    reason: string | null;
  }>`
    select coalesce(step::text, kind) as name, due_at as due, state, reason from notice order by due_at, created_at, id
  `.execute(stage.database.db);
  return rows.map(({ name, due, state, reason }) =>
    [`${name} ${localTime(stage, due)} ${state}`, ...(reason ? [reason] : [])].join(': '),
  );
}

async function attemptsOf(stage: Stage): Promise<string[]> {
  const { rows } = await sql<{ kind: string; state: string }>`
    select c.kind, o.state from outbox o join contact c on c.organization_id = o.organization_id and c.id = o.contact_id
    where o.notice_id is not null order by o.seq
  `.execute(stage.database.db);
  return rows.map(({ kind, state }) => `${kind} ${state}`);
}

async function itemsOf(stage: Stage): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select kind from worklist_item where closed_at is null order by opened_at, id
  `.execute(stage.database.db);
  return rows.map(({ kind }) => kind);
}

async function visitsOf(stage: Stage, confirmed: boolean): Promise<string[]> {
  const { rows } = await sql<{ start: Temporal.Instant }>`
    select lower(visit) as start from appointment
    where status in ('pending', 'booked') and (confirmed_at is not null or not ${confirmed}::boolean) order by lower(visit)
  `.execute(stage.database.db);
  return rows.map(({ start }) => localTime(stage, start));
}

async function contactFacts(stage: Stage, kind: AddressKind) {
  const { rows } = await sql<{
    id: ContactId;
    unreachableAt: Temporal.Instant | null;
    optedOutAt: Temporal.Instant | null;
  }>`
    select c.id, c.unreachable_at as "unreachableAt", c.opted_out_at as "optedOutAt" from contact c
    where c.kind = ${kind} and exists (select from contact_patient cp where cp.contact_id = c.id) order by c.created_at limit 1
  `.execute(stage.database.db);
  return rows[0];
}

function callsOf(stage: Stage, provider: string): number {
  const lines = stage.log.lines.map((line) => JSON.parse(line) as { event: string; provider?: string });
  return lines.filter((line) => /^message_(not_)?sent$/.test(line.event) && line.provider === provider)
    .length;
}
