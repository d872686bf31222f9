import { sql } from 'kysely';
import type { Bot } from '../bot/bot.ts';
import { receive } from '../bot/conversation/receive.ts';
import { createProfileCache } from '../core/clinic/load-profile.ts';
import type { Db } from '../core/db/connect.ts';
import type { WorklistKind } from '../core/db/tables.ts';
import { bookForPatient, freeSlots } from '../core/desk/visits.ts';
import type {
  AppointmentId,
  ChannelId,
  ContactId,
  ConversationId,
  CorrelationId,
  OrganizationId,
  OutboxId,
  PatientId,
} from '../core/ids.ts';
import { createThrottle } from '../core/limits/bucket.ts';
import { createDirectory } from '../core/messaging/directory.ts';
import { type Line, queueMessage } from '../core/messaging/outbox.ts';
import { createTurnstile } from '../core/messaging/turnstile.ts';
import { ensureContact } from '../core/people/contacts.ts';
import { registerPatient } from '../core/people/patients.ts';
import type { Core } from '../core/scope.ts';
import type { StaffScope } from '../core/staff/permissions.ts';
import { openItem } from '../core/worklist.ts';
import { staffOf } from '../test/staff.ts';
import { systemScope } from './test-dashboard.ts';

/** People who have written to a clinic of `makeClinic`, for tests of the pages that show them. */

export type Person = {
  contactId: ContactId;
  conversationId: ConversationId;
  patientId: PatientId;
  phone: string;
};

export type TestDesk = Awaited<ReturnType<typeof openTestDesk>>;

export async function openTestDesk(core: Core, organizationId: OrganizationId) {
  const scope = systemScope(organizationId);
  const staff = staffOf({ organizationId });
  const channel = await core.db
    .selectFrom('channel')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('kind', '=', 'whatsapp')
    .where('provider', '=', 'twilio')
    .executeTakeFirstOrThrow();
  const woken: Line[] = [];
  const bot: Bot = {
    ...{ ...core, db: core.db as Db, profileOf: createProfileCache(core.db as Db).profileOf },
    ...{ channelsAt: createDirectory(core), admits: createThrottle(), turnstile: createTurnstile(core) },
    steady: core.db as Db,
    wake: (line) => void woken.push(line),
    keepPlace: () => null,
  };
  const inTransaction = <T>(work: (core: Core) => Promise<T>) =>
    (core.db as Db).transaction().execute((db) => work({ ...core, db }));
  return {
    ...{ core, scope, staff, inTransaction },
    say: async (phone: string, text: string) => {
      const received = await receive(
        bot,
        {
          ...{ provider: 'twilio', channel: 'whatsapp', to: channel.address, from: phone },
          ...{ providerMessageId: core.ids.next<string>(), content: { kind: 'text', text } },
        },
        core.ids.next<CorrelationId>(),
      );
      if (received !== 'handled') throw new Error(`the test's own message was ${received}`);
    },
    person: (phone: string, name: string) =>
      makePerson(core, inTransaction, scope, channel.id, { phone, name }),
    open: (kind: WorklistKind, contactId: ContactId) =>
      inTransaction((own) => openItem(own, scope, { kind, recordKind: 'contact', recordId: contactId })),
    visit: (person: Person, key: string) => makeVisit(core, staff, person, key),
    /** It has begun ten minutes ago. */
    begin: async (visitId: AppointmentId | string) => {
      const time = sql`tstzrange(now() - interval '10 minutes', now() + interval '10 minutes')`;
      await sql`update appointment set visit = ${time}, busy = ${time} where id = ${visitId}`.execute(
        core.db,
      );
    },
    fail: (contactId: ContactId, errorCode: string, says = 'booking.booked') =>
      inTransaction((own) => failMessage(own, scope, { contactId, channelId: channel.id }, errorCode, says)),
  };
}

async function makePerson(
  core: Core,
  inTransaction: <T>(work: (core: Core) => Promise<T>) => Promise<T>,
  scope: ReturnType<typeof systemScope>,
  channelId: ChannelId,
  { phone, name }: { phone: string; name: string },
): Promise<Person> {
  const made = await ensureContact(core, scope, { kind: 'whatsapp', address: phone, channelId });
  const { contactId, conversationId } = made;
  const input = { key: phone, contactId, name, relation: 'self' } as const;
  const { patientId } = await inTransaction((own) => registerPatient(own, scope, input));
  return { contactId, conversationId, patientId, phone };
}

/** On the first day from tomorrow on that has one free. */
async function makeVisit(core: Core, staff: StaffScope, person: Person, key: string): Promise<AppointmentId> {
  const { rows } = await sql<{ serviceId: string; branchId: string; practitionerId: string }>`
    select s.service_id as "serviceId", b.branch_id as "branchId", s.practitioner_id as "practitionerId"
    from practitioner_service s
    join practitioner_branch b on b.organization_id = s.organization_id and b.practitioner_id = s.practitioner_id
    where s.organization_id = ${staff.organizationId} order by 1, 2, 3
  `.execute(core.db);
  const today = core.clock.now().toZonedDateTimeISO('Africa/Nairobi').toPlainDate();
  for (const where of rows) {
    for (let days = 1; days < 8; days++) {
      const free = await freeSlots(core, staff, { ...where, day: today.add({ days }) });
      const [slot] = free.ok ? free.slots : [];
      if (slot === undefined) continue;
      const booked = await bookForPatient(core, staff, { key, ...person, ...where, start: slot.start });
      if (booked.ok) return booked.appointmentId;
    }
  }
  throw new Error('the clinic has no free slot for the test');
}

async function failMessage(
  core: Core,
  scope: ReturnType<typeof systemScope>,
  to: { contactId: ContactId; channelId: ChannelId },
  errorCode: string,
  says: string,
): Promise<OutboxId> {
  const content = JSON.stringify({ prompt: { key: says, params: {}, choices: [] }, waitId: null });
  await queueMessage(core, scope, { ...to, language: 'en', content });
  const { id } = await core.db
    .selectFrom('outbox')
    .select('id')
    .where('organization_id', '=', scope.organizationId)
    .where('contact_id', '=', to.contactId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  await sql`
    update outbox set state = 'failed', error_code = ${errorCode}, tries = 3, next_attempt_at = null, ended_at = now()
    where organization_id = ${scope.organizationId} and id = ${id}
  `.execute(core.db);
  return id;
}
