import { sql } from 'kysely';
import { bookAppointment } from '../core/booking/book.ts';
import type { Db } from '../core/db/connect.ts';
import type { AddressKind, DeliveryState } from '../core/db/tables.ts';
import { type AppointmentId, type ChannelId, type ContactId, type PatientId, uuidIds } from '../core/ids.ts';
import { claimNext } from '../core/messaging/claim.ts';
import { recordFailed, recordSent, type Wired } from '../core/messaging/outbox.ts';
import { recordReceipts } from '../core/messaging/receipts.ts';
import { ensureContact } from '../core/people/contacts.ts';
import { registerPatient } from '../core/people/patients.ts';
import { type Looked, lookAtNotices } from '../core/reminders/look.ts';
import { nudgeNotices } from '../core/reminders/nudge.ts';
import type { Scope } from '../core/scope.ts';
import type { ClinicOverrides } from './clinic-fixture.ts';
import { openReception, type Reception } from './reception.ts';

export type Reminded = {
  reception: Reception & { core: Reception['core'] & { db: Db } };
  patientId: PatientId;
  contacts: Partial<Record<AddressKind, ContactId>>;
  /** In whose name the patient acts. */
  scope: Scope;
  /** The patient books; local time in Nairobi. */
  book(local: string): Promise<AppointmentId>;
  /** The clock goes to that local time, and whoever looks looks. */
  until(local: string): Promise<Looked>;
  look(): Promise<Looked>;
  /** What has been planned, as "reminder 2026-10-07T09:00 open". */
  notices(): Promise<string[]>;
  /** The attempts there are, in order: "whatsapp queued". */
  attempts(): Promise<string[]>;
  /** The contact's next message goes on the wire; null: none may. */
  wire(kind: AddressKind): Promise<Wired | null>;
  /** It was taken by the provider, whose word comes back. */
  sent(wired: Wired | null, receipt?: 'delivered' | 'read' | 'failed'): Promise<void>;
  /** The provider refuses it. */
  refused(wired: Wired | null, code: string): Promise<void>;
  items(): Promise<string[]>;
};

const zone = 'Africa/Nairobi';
export const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();

/** A patient who has written on WhatsApp on Monday 5 October 2026 at 09:00, and is reminded by the default ladder. */
export async function openReminded(
  db: Db,
  { kinds = ['whatsapp'], ...clinic }: ClinicOverrides & { kinds?: readonly AddressKind[] } = {},
): Promise<Reminded> {
  const opened = await openReception(db, {
    ...clinic,
    organization: { reminders: [2880, 1440, 120], ...clinic.organization },
  });
  const reception = { ...opened, core: { ...opened.core, db } };
  const { core } = reception;
  const { organizationId, scope: systemScope } = reception.clinic;
  const channels = {
    sms: reception.channelId,
    whatsapp: await channel('whatsapp'),
    email: await channel('email'),
  };
  const contacts: Reminded['contacts'] = {};
  const phone = `+2547${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
  let patientId: PatientId | undefined;
  for (const kind of kinds) {
    const address = kind === 'email' ? `p${phone.slice(1)}@example.org` : phone;
    const { contactId, conversationId } = await ensureContact(core, systemScope, {
      ...{ kind, address, channelId: channels[kind] },
    });
    contacts[kind] = contactId;
    if (kind !== 'email') await heard(conversationId, channels[kind]);
    if (patientId === undefined) {
      const registering = {
        key: uuidIds.next<string>(),
        contactId,
        name: 'Wanjiku',
        relation: 'self' as const,
      };
      patientId = (await reception.turn((own) => registerPatient(own, systemScope, registering))).patientId;
    } else {
      const link = { organization_id: organizationId, contact_id: contactId, patient_id: patientId };
      await db
        .insertInto('contact_patient')
        .values({ ...link, relation: 'self', created_at: core.clock.now() })
        .execute();
    }
  }
  if (patientId === undefined) throw new Error('a patient without any address books with nobody');
  const [first] = kinds;
  const scope: Scope = {
    ...systemScope,
    actor: { kind: 'contact', id: contacts[first ?? 'whatsapp'] ?? '' },
  };
  const patient = patientId;

  async function channel(kind: 'whatsapp' | 'email'): Promise<ChannelId> {
    const id = uuidIds.next<ChannelId>();
    const provider = kind === 'email' ? ('smtp' as const) : ('twilio' as const);
    const row = {
      organization_id: organizationId,
      id,
      provider,
      kind,
      address: `${kind}-${id}`,
      keyword: null,
    };
    await db
      .insertInto('channel')
      .values({ ...row, can_receive: kind !== 'email', active: true })
      .execute();
    return id;
  }

  async function heard(conversationId: string, channelId: ChannelId): Promise<void> {
    await sql`
      insert into inbound_message (organization_id, id, conversation_id, channel_id, provider_message_id, body, state,
        correlation_id, received_at, handled_at)
      values (${organizationId}, ${uuidIds.next()}, ${conversationId}, ${channelId}, ${uuidIds.next()}, '', 'handled',
        ${uuidIds.next()}, ${core.clock.now()}, ${core.clock.now()})
    `.execute(db);
    await sql`update conversation set turns = 1, last_turn_at = ${core.clock.now()} where id = ${conversationId}`.execute(
      db,
    );
  }

  const look = () => lookAtNotices(core, (told) => JSON.stringify({ told }), { limit: 100 });
  return {
    reception,
    patientId: patient,
    contacts,
    scope,
    look,
    async book(local) {
      const [branchId] = reception.clinic.branchIds;
      const [serviceId] = reception.clinic.serviceIds;
      const contactId = contacts[first ?? 'whatsapp'] as ContactId;
      const wanted = { branchId, serviceId, practitionerId: null, start: at(local) };
      const booked = await reception.turn((own) =>
        bookAppointment(own, scope, {
          key: uuidIds.next<string>(),
          contactId,
          patientId: patient,
          ...wanted,
        }),
      );
      if (!booked.ok) throw new Error(`not booked: ${booked.reason}`);
      return booked.appointmentId;
    },
    async until(local) {
      core.clock.advance(core.clock.now().until(at(local)));
      return look();
    },
    async notices() {
      const { rows } = await sql<{
        kind: string;
        due: Temporal.Instant;
        state: string;
        reason: string | null;
      }>`
        select n.kind, n.due_at as due, n.state, n.reason from notice n
        join appointment a on a.organization_id = n.organization_id and a.id = n.appointment_id
        where a.patient_id = ${patient} order by n.created_at, n.due_at
      `.execute(db);
      return rows.map(({ kind, due, state, reason }) => {
        const local = due.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
        return [kind, local, state, ...(reason ? [reason] : [])].join(' ');
      });
    },
    async attempts() {
      const { rows } = await sql<{ kind: string; state: DeliveryState }>`
        select c.kind, o.state from outbox o
        join contact c on c.organization_id = o.organization_id and c.id = o.contact_id
        join notice n on n.organization_id = o.organization_id and n.id = o.notice_id
        join appointment a on a.organization_id = n.organization_id and a.id = n.appointment_id
        where a.patient_id = ${patient} order by o.seq
      `.execute(db);
      return rows.map(({ kind, state }) => `${kind} ${state}`);
    },
    async wire(kind) {
      const { rows } = await sql<{ id: ContactId }>`
        select c.id from contact c join contact_patient cp on cp.organization_id = c.organization_id and cp.contact_id = c.id
        where cp.patient_id = ${patient} and c.kind = ${kind}
      `.execute(db);
      const [contact] = rows;
      return contact ? claimNext(core, { organizationId, contactId: contact.id }) : null;
    },
    async sent(wired, receipt) {
      if (!wired) throw new Error('nothing is on the wire');
      const providerMessageId = `SM${wired.id}`;
      await recordSent(core, wired, providerMessageId, 1);
      if (!receipt) return;
      const errorCode = receipt === 'failed' ? 'undelivered:30003' : null;
      const said = {
        provider: 'twilio' as const,
        providerMessageId,
        outboxId: wired.id,
        providerStatus: receipt,
      };
      await reception.turn((own) => recordReceipts(own, [{ ...said, state: receipt, errorCode }]));
      await nudgeNotices(core, [{ organizationId, outboxId: wired.id }]);
    },
    async refused(wired, code) {
      if (!wired) throw new Error('nothing is on the wire');
      await reception.turn((own) => recordFailed(own, wired, code));
      await nudgeNotices(core, [{ organizationId, outboxId: wired.id }]);
    },
    async items() {
      const { rows } = await sql<{ kind: string; open: boolean }>`
        select kind, closed_at is null as open from worklist_item where organization_id = ${organizationId} order by opened_at, id
      `.execute(db);
      return rows.map(({ kind, open }) => (open ? kind : `${kind} done`));
    },
  };
}
