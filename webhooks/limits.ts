import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { refuse, type WebhookEnv } from './refuse.ts';

/** Many times the largest form that a provider sends. */
export const LARGEST_BODY = 64 * 1024;

/**
 * Refuses what is larger before it is read to its end. Where the length is told, Node holds the body to it, and nothing of it is
 * touched here: that would make a stream of it, at a twentieth of a turn. Where it is not told it is counted.
 */
export function limitBody(): MiddlewareHandler<WebhookEnv> {
  const count = bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => refuse(c, null, 'body_too_large') });
  return async (c, next) => {
    const told = c.req.header('content-length');
    if (told === undefined || c.req.header('transfer-encoding') !== undefined) return count(c, next);
    return Number(told) <= LARGEST_BODY ? next() : refuse(c, null, 'body_too_large');
  };
}
