import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { refuse, type WebhookEnv } from './refuse.ts';

/** Many times the largest form that a provider sends. */
export const LARGEST_BODY = 64 * 1024;

/** Refuses what is larger before it is read to its end. */
export function limitBody(): MiddlewareHandler<WebhookEnv> {
  return bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => refuse(c, null, 'body_too_large') });
}
