import type { Hono } from 'hono';
import { z } from 'zod';
import type { CorrelationId } from '../../core/ids.ts';
import { makeForgottenLink } from '../../core/staff/forgotten.ts';
import type { DashboardEnv, PageParts } from '../page.ts';
import { forgottenView } from './views.ts';

/**
 * Whoever has forgotten the password gets a link by e-mail. The answer is the same, and as fast, whether there is such an account or
 * not: all that differs happens after it. Not there without a mail server; then an administrator makes the link.
 */
export function forgottenRoutes(app: Hono<DashboardEnv>, parts: PageParts): void {
  if (parts.mailLink === null) return;
  app.get('/sign-in/forgotten', (c) => c.html(forgottenView(c.var.view, { email: '', problem: null })));

  app.post('/sign-in/forgotten', async (c) => {
    const { view } = c.var;
    const { email } = z.object({ email: z.string().catch('') }).parse(await c.req.parseBody());
    if (email.length > 254 || !/^\s*[^\s@]+@[^\s@]+\s*$/.test(email)) {
      const problem = { text: view.say('inviteEmailBad') };
      return c.html(forgottenView(view, { email: email.slice(0, 254), problem }), 422);
    }
    void sendLink(parts, email, view.correlationId);
    return c.redirect('/sign-in?why=forgotten', 303);
  });
}

async function sendLink(
  { core, publicUrl, mailLink }: PageParts,
  email: string,
  correlationId: CorrelationId,
): Promise<void> {
  try {
    const made = await makeForgottenLink(core, correlationId, email);
    core.log.info('password_forgotten', { correlationId, ...(made && { memberId: made.memberId }) });
    if (made === null) return;
    const link = `${publicUrl}/welcome/${made.token}`;
    const mailed = await mailLink?.({ ...made, correlationId, purpose: 'reset', link });
    if (mailed === 'off') core.log.warn('link_not_mailed', { correlationId, code: 'no_mailbox' });
  } catch (error) {
    core.log.error('page_failed', { correlationId }, error);
  }
}
