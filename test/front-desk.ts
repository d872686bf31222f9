import { receive } from '../bot/conversation/receive.ts';
import { bookAppointment } from '../core/booking/book.ts';
import type { Db } from '../core/db/connect.ts';
import type {
  AppointmentId,
  ChannelId,
  ContactId,
  ConversationId,
  CorrelationId,
  PatientId,
} from '../core/ids.ts';
import { ensureContact } from '../core/people/contacts.ts';
import { registerPatient } from '../core/people/patients.ts';
import type { StaffScope } from '../core/staff/permissions.ts';
import { type Front, openFront } from './front.ts';
import { clinicNumber } from './reception.ts';
import { staffOf } from './staff.ts';

/** Somebody who has written, and whom the phone cares for. */
export type Caller = {
  phone: string;
  contactId: ContactId;
  conversationId: ConversationId;
  patientId: PatientId;
};

/** A clinic with its bot, somebody of staff at the desk, and people who write by SMS and WhatsApp. */
export type FrontDesk = Front & {
  staff: StaffScope;
  whatsappId: ChannelId;
  /** Registers a patient of that name, whose phone has written "Hi" (and was answered). */
  call(phone: string, name: string, kind?: 'sms' | 'whatsapp'): Promise<Caller>;
  say(caller: Pick<Caller, 'phone'>, text: string, kind?: 'sms' | 'whatsapp'): Promise<void>;
  /** A visit of theirs on that day of October 2026, at the first branch. */
  book(caller: Caller, local: string): Promise<AppointmentId>;
};

export async function openFrontDesk(db: Db): Promise<FrontDesk> {
  const front = await openFront(db);
  const { core, clinic, bot, turn } = front;
  const { organizationId } = clinic;
  const whatsappId = core.ids.next<ChannelId>();
  const channel = {
    organization_id: organizationId,
    provider: 'twilio',
    address: clinicNumber(clinic),
  } as const;
  await db
    .insertInto('channel')
    .values({ ...channel, id: whatsappId, kind: 'whatsapp', keyword: null, can_receive: true, active: true })
    .execute();
  const say: FrontDesk['say'] = async ({ phone }, text, kind = 'sms') => {
    const message = { provider: 'twilio', channel: kind, to: clinicNumber(clinic), from: phone } as const;
    const content = { kind: 'text', text } as const;
    const inbound = { ...message, content, providerMessageId: core.ids.next<string>() };
    const received = await receive(bot, inbound, core.ids.next<CorrelationId>());
    if (received !== 'handled') throw new Error(`the test's own message was ${received}`);
  };
  return {
    ...front,
    staff: staffOf(clinic),
    whatsappId,
    say,
    async call(phone, name, kind = 'sms') {
      const channelId = kind === 'sms' ? front.channelId : whatsappId;
      const { contactId, conversationId } = await ensureContact(core, clinic.scope, {
        kind,
        address: phone,
        channelId,
      });
      const input = { key: phone, contactId, name, relation: 'self' } as const;
      const { patientId } = await turn((own) => registerPatient(own, clinic.scope, input));
      await say({ phone }, 'Hi', kind);
      return { phone, contactId, conversationId, patientId };
    },
    async book({ contactId, patientId }, local) {
      const start = Temporal.PlainDateTime.from(`2026-10-${local}`)
        .toZonedDateTime('Africa/Nairobi')
        .toInstant();
      const wish = { key: `${patientId}/${local}`, contactId, patientId, start, practitionerId: null };
      const place = { serviceId: clinic.serviceIds[0], branchId: clinic.branchIds[0] };
      const booked = await turn((own) => bookAppointment(own, clinic.scope, { ...wish, ...place }));
      if (!booked.ok) throw new Error(`the test's own visit was refused: ${booked.reason}`);
      return booked.appointmentId;
    },
  };
}
