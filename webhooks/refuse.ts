import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Provider } from '../core/db/tables.ts';
import type { CorrelationId } from '../core/ids.ts';
import type { Log } from '../core/log.ts';

export type WebhookEnv = {
  Variables: { correlationId: CorrelationId; refused: { provider: Provider | null; reason: Refusal } };
};

/** Why an answer is no 2xx, and what it says. 4xx: sending the same again would not help. */
const refusals = {
  signature_missing: { status: 403, word: 'forbidden' },
  signature_wrong: { status: 403, word: 'forbidden' },
  secret_wrong: { status: 403, word: 'forbidden' },
  not_a_form: { status: 400, word: 'not a form' },
  body_unreadable: { status: 400, word: 'unreadable body' },
  body_too_large: { status: 413, word: 'body too large' },
  malformed: { status: 400, word: 'malformed' },
  bad_address: { status: 400, word: 'no address to answer to' },
  unknown_number: { status: 404, word: 'not a number of ours' },
  provider_not_configured: { status: 404, word: 'not configured' },
  too_many: { status: 503, word: 'try again' }, // later, when there are fewer
  stopping: { status: 503, word: 'try again' }, // to a process that goes on, or to this one when it is back
} as const;

export type Refusal = keyof typeof refusals;

/** @param word in place of the refusal's own; it reaches the provider, not the log */
export function refuse(
  c: Context<WebhookEnv>,
  provider: Provider | null,
  reason: Refusal,
  word: string = refusals[reason].word,
): Response {
  c.set('refused', { provider, reason });
  return c.text(word, refusals[reason].status);
}

/**
 * One line in the log for each answer that is no 2xx, whoever gave it, and nothing of what the request held: the path by its
 * route, as the path itself may hold a secret. Our own failures are told where they are caught.
 */
export function tellRefusals(log: Pick<Log, 'warn'>): MiddlewareHandler<WebhookEnv> {
  return async (c, next) => {
    await next();
    if (c.res.ok || c.error) return;
    const { provider, reason } = c.get('refused') ?? { provider: null, reason: 'no_such_path' };
    const route = routePath(c, -1);
    log.warn('webhook_refused', {
      ...(provider === null ? {} : { provider }),
      reason,
      ...(route.includes('*') ? {} : { route }), // no handler is there, only what goes before all of them
      status: c.res.status,
      correlationId: c.var.correlationId,
    });
  };
}

/** "application/json" of "application/json; charset=utf-8". */
export function mediaType(c: Context): string {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';');
  return type.trim().toLowerCase();
}
