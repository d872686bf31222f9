import type { MiddlewareHandler } from 'hono';
import { type Provider, providers } from '../core/db/tables.ts';
import type { WebhookSettings } from './handed-over.ts';
import type { WebhookEnv } from './refuse.ts';

/** Tells of each answer whom it went to, by the path, and why it is no 2xx. Nothing that the request said. */
export function tellAnswers(
  answered: NonNullable<WebhookSettings['answered']>,
): MiddlewareHandler<WebhookEnv> {
  return async (c, next) => {
    await next();
    answered({ provider: providerOf(c.req.path), status: c.res.status, reason: reasonOf(c) });
  };
}

function providerOf(path: string): Provider | null {
  const [, , name] = path.split('/');
  return providers.find((provider) => provider === name) ?? null;
}

function reasonOf(c: Parameters<MiddlewareHandler<WebhookEnv>>[0]): string | null {
  if (c.res.ok) return null;
  return c.error ? 'our_mistake' : (c.get('refused')?.reason ?? 'no_such_path');
}
