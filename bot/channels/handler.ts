import type {
  AddressKind,
  ChannelKind,
  ChatProvider,
  DeliveryState,
  Provider,
} from '../../core/db/tables.ts';
import type { OutboxId } from '../../core/ids.ts';
import type { Rendered } from '../render/rendered.ts';
import type { SendError } from './send-error.ts';

/**
 * The contract of a channel. One provider = one small folder: parse.ts (webhook payload → InboundMessage | Receipt), a status
 * table, send.ts (Rendered → the provider's API), and its cases as rows.
 */

/** What a provider has done of its own accord on reading a message's word: it blocks what we send to the number, or does no longer. */
export type ProviderDid = 'opted_out' | 'opted_in';

/** What a patient's message holds once the provider's form is read. Nothing of media but its kind is kept or fetched. */
export type InboundContent =
  | { kind: 'text'; text: string; providerDid?: ProviderDid }
  | { kind: 'tap'; payload: string; title: string }
  | { kind: 'media' }
  | { kind: 'location'; latitude: number; longitude: number }
  | { kind: 'empty' };

export type InboundMessage = {
  provider: ChatProvider;
  channel: ChannelKind;
  /** The clinic's number as the provider writes it, without a scheme: "+254711000001" or "22141". */
  to: string;
  /** The patient's address as the provider writes it, without a scheme. */
  from: string;
  /** The provider's id: the same message handed over twice has the same one. */
  providerMessageId: string;
  content: InboundContent;
};

/**
 * What a provider says became of a message. `state` is null where its status is unknown to us or tells of no step of ours: it
 * counts as `sent`, since whatever a provider says of a message it says because it has taken it.
 */
export type Receipt = {
  provider: ChatProvider;
  channel: ChannelKind;
  providerMessageId: string;
  /** Our own id, where the provider hands it back (Twilio: in the callback's query). */
  outboxId: OutboxId | null;
  providerStatus: string;
  state: Extract<DeliveryState, 'sent' | 'delivered' | 'read' | 'failed'> | null;
  errorCode: string | null;
};

export type Sending = {
  outboxId: OutboxId;
  channel: AddressKind;
  /** The clinic's number or e-mail address. */
  from: string;
  /** The patient's address: E.164, a WhatsApp id, or an e-mail address. */
  to: string;
  message: Rendered;
};

export type SendOutcome = { ok: true; providerMessageId: string } | { ok: false; error: SendError };

/** A provider we can send through. Never throws for what a provider may do: everything becomes a SendError. */
export type Handler = { provider: Provider; send(sending: Sending): Promise<SendOutcome> };
