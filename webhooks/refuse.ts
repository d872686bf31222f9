import type { Context } from 'hono';
import type { Provider } from '../core/db/tables.ts';
import type { WebhookEnv, WebhookSettings } from './handed-over.ts';

type Reason = 'signature_missing' | 'signature_wrong' | 'secret_wrong';

/** Somebody else's request, or wrong settings: one line in the log, and nothing of what it held. */
export function refuse(
  c: Context<WebhookEnv>,
  log: WebhookSettings['log'],
  provider: Provider,
  reason: Reason,
): Response {
  log.warn('webhook_refused', { provider, reason, correlationId: c.var.correlationId });
  return c.text('forbidden', 403);
}

/** "application/json" of "application/json; charset=utf-8". */
export function mediaType(c: Context): string {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';');
  return type.trim().toLowerCase();
}
