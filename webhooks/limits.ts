import { bodyLimit } from 'hono/body-limit';

/** Many times the largest form that a provider sends. */
export const LARGEST_BODY = 64 * 1024;

/** Refuses what is larger before it is read to its end. */
export function limitBody() {
  return bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => c.text('body too large', 413) });
}
