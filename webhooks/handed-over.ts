import type { Parsed } from '../bot/channels/form.ts';
import type { InboundMessage, Receipt } from '../bot/channels/handler.ts';
import type { CorrelationId, Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';

/** Whom the webhooks hand what they have read over to. Settled means committed: only then does the provider hear 200. */
export type Receivers = {
  receive(message: InboundMessage, correlationId: CorrelationId): Promise<ReceiveOutcome>;
  receipt(receipt: Receipt, correlationId: CorrelationId): Promise<void>;
};

/** kept: committed, its turn comes later · bad_address: whoever sent it cannot be answered. */
export type ReceiveOutcome = 'handled' | 'kept' | 'duplicate' | 'unknown_channel' | 'bad_address';

export type WebhookSettings = Receivers & {
  /** null: the provider is not configured, its paths answer 404. */
  twilio: { authToken: string } | null;
  africastalking: { webhookSecret: string } | null;
  /** What the providers call us by; signatures are made over it, whatever a proxy makes of it. */
  publicUrl: string;
  ids: Ids;
  log: Pick<Log, 'warn' | 'error'>;
};

export type WebhookEnv = { Variables: { correlationId: CorrelationId } };

/** What the provider is told: done, or why not. 4xx: sending it again would not help. */
export type Handed = { status: 200 } | { status: 400 | 404; word: string };

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
      return { status: 200 };
    case 'unknown_channel':
      return { status: 404, word: 'not a number of ours' };
    case 'bad_address':
      return { status: 400, word: 'no address to answer to' };
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
  return { status: 200 };
}

function malformed(field: string): Handed {
  return { status: 400, word: `malformed: ${field}` };
}
