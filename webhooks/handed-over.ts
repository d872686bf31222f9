import type { Parsed } from '../bot/channels/form.ts';
import type { InboundMessage, Receipt } from '../bot/channels/handler.ts';
import type { Provider } from '../core/db/tables.ts';
import type { CorrelationId, Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Refusal } from './refuse.ts';

/** Whom the webhooks hand what they have read over to. Settled means committed: only then does the provider hear 200. */
export type Receivers = {
  receive(message: InboundMessage, correlationId: CorrelationId): Promise<ReceiveOutcome>;
  receipt(receipt: Receipt, correlationId: CorrelationId): Promise<void>;
};

/**
 * kept: committed, its turn comes later · bad_address: whoever sent it cannot be answered · stopping: nothing was done, it is to
 * come again · too_many: nothing was done either, as the clinic gets more than it answers in a minute.
 */
export type ReceiveOutcome =
  | 'handled'
  | 'kept'
  | 'duplicate'
  | 'unknown_channel'
  | 'bad_address'
  | 'stopping'
  | 'too_many';

export type WebhookSettings = Receivers & {
  /** null: the provider is not configured, its paths answer 404. */
  twilio: { authToken: string } | null;
  africastalking: { webhookSecret: string } | null;
  /** What the providers call us by; signatures are made over it, whatever a proxy makes of it. */
  publicUrl: string;
  ids: Ids;
  log: Pick<Log, 'warn' | 'error'>;
  /** Hears of every answer. `reason`: why it is no 2xx, where it is none. */
  answered?: (told: { provider: Provider | null; status: number; reason: string | null }) => void;
};

/** Done, or why not. `field` is the one that was missing or malformed. */
export type Handed = { ok: true } | { ok: false; reason: Refusal; field?: string };

export async function handOverMessage(
  to: Receivers,
  parsed: Parsed<InboundMessage>,
  correlationId: CorrelationId,
): Promise<Handed> {
  if (!parsed.ok) return malformed(parsed.field);
  const outcome = await to.receive(parsed.value, correlationId);
  switch (outcome) {
    case 'handled':
    case 'kept':
    case 'duplicate':
      return { ok: true };
    case 'unknown_channel':
      return { ok: false, reason: 'unknown_number' };
    case 'bad_address':
      return { ok: false, reason: 'bad_address' };
    case 'stopping':
    case 'too_many':
      return { ok: false, reason: outcome };
    default:
      return outcome satisfies never;
  }
}

export async function handOverReceipt(
  to: Receivers,
  parsed: Parsed<Receipt>,
  correlationId: CorrelationId,
): Promise<Handed> {
  if (!parsed.ok) return malformed(parsed.field);
  await to.receipt(parsed.value, correlationId);
  return { ok: true };
}

function malformed(field: string): Handed {
  return { ok: false, reason: 'malformed', field };
}
