import { Hono } from 'hono';
import type { CorrelationId } from '../core/ids.ts';
import { africasTalkingWebhooks } from './africastalking.ts';
import { tellAnswers } from './answers.ts';
import type { WebhookSettings } from './handed-over.ts';
import { limitBody } from './limits.ts';
import { tellRefusals, type WebhookEnv } from './refuse.ts';
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
  if (settings.answered) app.use(tellAnswers(settings.answered));
  app.use(tellRefusals(log));
  app.use(limitBody());
  app.route('/twilio', twilioWebhooks(settings));
  app.route('/africastalking', africasTalkingWebhooks(settings));
  // Ours to mend: the provider is to send it again.
  app.onError((error, c) => {
    log.error('webhook_failed', { correlationId: c.var.correlationId }, error);
    return c.text('try again', 503);
  });
  return app;
}
