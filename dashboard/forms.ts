import type { Context } from 'hono';
import type { Core } from '../core/scope.ts';
import { errorView, viewOf } from './answers.ts';

/**
 * The one place where forms are read before anybody's page does: what cannot be read as a form, or holds a NUL, which Postgres does not
 * keep, is answered here. Other control characters come with what is pasted: a text loses them (cleanText), and is sent.
 */
export function readableForms(core: Core) {
  return async (c: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const reason = ['GET', 'HEAD'].includes(c.req.method) ? null : await problemOf(c);
    if (reason !== null) {
      core.log.warn('form_refused', { correlationId: c.get('view').correlationId, reason });
      return c.html(errorView(viewOf(c), 'unreadable', 'unreadableLead'), 400);
    }
    await next();
    return undefined;
  };
}

async function problemOf(c: Context): Promise<'malformed' | 'nul' | null> {
  // what was read is kept with the request: pages read it from there
  const form = await c.req.parseBody({ all: true }).catch(() => null);
  if (form === null) return 'malformed';
  const texts = Object.values(form).flat();
  return texts.some((text) => typeof text === 'string' && text.includes('\0')) ? 'nul' : null;
}
