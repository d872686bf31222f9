import { z } from 'zod';
import type { ChannelKind } from '../../../core/db/tables.ts';
import type { OutboxId } from '../../../core/ids.ts';
import {
  addressField,
  codeField,
  type Form,
  idField,
  optional,
  type Parsed,
  parseForm,
  textField,
} from '../form.ts';
import type { InboundContent, InboundMessage, ProviderDid, Receipt } from '../handler.ts';
import { twilioStatuses } from './statuses.ts';

/** Twilio's inbound form (twilio.com/docs/messaging/guides/webhook-request). New fields appear unannounced. */
const messageForm = z.object({
  MessageSid: idField,
  From: addressField,
  To: addressField,
  Body: textField.default(''),
  NumMedia: z.coerce.number().int().nonnegative().catch(0),
  ButtonPayload: textField.default(''),
  ButtonText: textField.default(''),
  ListId: textField.default(''),
  ListTitle: textField.default(''),
  Latitude: optional(coordinate(90)),
  Longitude: optional(coordinate(180)),
  OptOutType: optional(codeField),
});

const statusForm = z.object({
  MessageSid: idField,
  MessageStatus: codeField,
  To: addressField,
  ErrorCode: optional(codeField),
});

const whatsappScheme = 'whatsapp:';

/** An address of the other channel is malformed here: the webhooks at Twilio are then set to each other's address. */
export function parseTwilioMessage(form: Form, channel: ChannelKind): Parsed<InboundMessage> {
  const parsed = parseForm(messageForm, form);
  if (!parsed.ok) return parsed;
  const { MessageSid, From, To } = parsed.value;
  const from = addressOn(channel, From);
  const to = addressOn(channel, To);
  if (from === null) return { ok: false, field: 'From' };
  if (to === null) return { ok: false, field: 'To' };
  const content = contentOf(parsed.value);
  return {
    ok: true,
    value: { provider: 'twilio', channel, to, from, providerMessageId: MessageSid, content },
  };
}

/** @param outboxId our own id as our status callback's query hands it back; anything but a UUID counts as none */
export function parseTwilioStatus(form: Form, outboxId: string | null): Parsed<Receipt> {
  const parsed = parseForm(statusForm, form);
  if (!parsed.ok) return parsed;
  const { MessageSid, MessageStatus, To, ErrorCode } = parsed.value;
  const channel = To.startsWith(whatsappScheme) ? 'whatsapp' : 'sms';
  const state = Object.hasOwn(twilioStatuses, MessageStatus) ? (twilioStatuses[MessageStatus] ?? null) : null;
  return {
    ok: true,
    value: {
      provider: 'twilio',
      channel,
      providerMessageId: MessageSid,
      outboxId: z.uuid().safeParse(outboxId).success ? (outboxId as OutboxId) : null,
      providerStatus: MessageStatus,
      state,
      errorCode: ErrorCode,
    },
  };
}

/** A number as Twilio writes it on a channel: "whatsapp:+254…" on WhatsApp. */
export function twilioAddress(channel: ChannelKind, address: string): string {
  return channel === 'whatsapp' ? whatsappScheme + address : address;
}

function addressOn(channel: ChannelKind, written: string): string | null {
  const isWhatsapp = written.startsWith(whatsappScheme);
  if (isWhatsapp !== (channel === 'whatsapp')) return null;
  const address = isWhatsapp ? written.slice(whatsappScheme.length).trim() : written;
  return address === '' ? null : address;
}

/** The words under a picture are read as words: what the patient asks is in them. */
function contentOf(message: z.infer<typeof messageForm>): InboundContent {
  const { Body, ButtonPayload, ButtonText, ListId, ListTitle, Latitude, Longitude } = message;
  if (ButtonPayload !== '') return { kind: 'tap', payload: ButtonPayload, title: ButtonText || Body };
  if (ListId !== '') return { kind: 'tap', payload: ListId, title: ListTitle || Body };
  if (Latitude !== null && Longitude !== null) {
    return { kind: 'location', latitude: Latitude, longitude: Longitude };
  }
  if (Body.trim() !== '') return { kind: 'text', text: Body, ...providerDid(message.OptOutType) };
  return message.NumMedia > 0 ? { kind: 'media' } : { kind: 'empty' };
}

/** Twilio's own opt-out words, "CANCEL" among them (twilio.com/docs/messaging/tutorials/advanced-opt-out). HELP changes nothing. */
const optOutTypes: Readonly<Record<string, ProviderDid>> = { STOP: 'opted_out', START: 'opted_in' };

function providerDid(type: string | null): { providerDid?: ProviderDid } {
  const did = type !== null && Object.hasOwn(optOutTypes, type) ? optOutTypes[type] : undefined;
  return did ? { providerDid: did } : {};
}

function coordinate(most: number) {
  return z
    .string()
    .regex(/^-?\d{1,3}(\.\d+)?$/)
    .transform(Number)
    .refine((degrees) => Math.abs(degrees) <= most);
}
