import { Hono } from 'hono';
import type { CorrelationId } from '../core/ids.ts';
import { africasTalkingWebhooks } from './africastalking.ts';
import type { WebhookEnv, WebhookSettings } from './handed-over.ts';
import { limitBody } from './limits.ts';
import { twilioWebhooks } from './twilio.ts';

/** What providers call: is it really them, what does it say, hand it over, answer. */
export function createWebhooks(settings: WebhookSettings): Hono<WebhookEnv> {
  const { ids, log } = settings;
  const app = new Hono<WebhookEnv>().basePath('/webhooks');
  app.use(async (c, next) => {
    c.set('correlationId', ids.next<CorrelationId>());
    await next();
    c.res.headers.set('x-correlation-id', c.var.correlationId);
  });
  app.use(limitBody());
  app.route('/twilio', twilioWebhooks(settings));
  app.route('/africastalking', africasTalkingWebhooks(settings));
  // Ours to mend: the provider is to send it again.
  app.onError((error, c) => {
    log.error('webhook_failed', { code: codeOf(error), correlationId: c.var.correlationId });
    return c.text('try again', 503);
  });
  return app;
}

/** A database's code or the error's kind; never its message, which may quote what a patient wrote. */
function codeOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return /^\w{2,40}$/.test(code) ? code : error.name;
}
