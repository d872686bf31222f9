import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import {
  parseAfricasTalkingDelivery,
  parseAfricasTalkingMessage,
} from '../bot/channels/africastalking/parse.ts';
import { type Fields, formOf, readForm, readText } from './form.ts';
import { type Handed, handOverMessage, handOverReceipt, type WebhookSettings } from './handed-over.ts';
import { mediaType, refuse, type WebhookEnv } from './refuse.ts';

type AfricasTalkingContext = Context<WebhookEnv>;

/** What Africa's Talking calls. It signs nothing: a secret stands in the path, set in its dashboard together with the URL. */
export function africasTalkingWebhooks(settings: WebhookSettings): Hono<WebhookEnv> {
  const app = new Hono<WebhookEnv>();
  const { africastalking } = settings;
  if (africastalking === null) {
    return app.post('/:kind/:secret', (c) => refuse(c, 'africastalking', 'provider_not_configured'));
  }

  app.use('/:kind/:secret', async (c, next) => {
    if (!isSame(c.req.param('secret'), africastalking.webhookSecret)) {
      return refuse(c, 'africastalking', 'secret_wrong');
    }
    return next();
  });
  app.post('/sms/:secret', async (c) => {
    const fields = await fieldsOf(c);
    if (fields instanceof Response) return fields;
    const parsed = parseAfricasTalkingMessage(formOf(fields));
    return answer(c, await handOverMessage(settings, parsed, c.var.correlationId));
  });
  app.post('/delivery/:secret', async (c) => {
    const fields = await fieldsOf(c);
    if (fields instanceof Response) return fields;
    const parsed = parseAfricasTalkingDelivery(formOf(fields));
    return answer(c, await handOverReceipt(settings, parsed, c.var.correlationId));
  });
  return app;
}

async function fieldsOf(c: AfricasTalkingContext): Promise<Fields | Response> {
  if (mediaType(c) !== 'application/x-www-form-urlencoded') return refuse(c, 'africastalking', 'not_a_form');
  const text = readText(await c.req.arrayBuffer());
  const fields = text === null ? null : readForm(text);
  return fields ?? refuse(c, 'africastalking', 'body_unreadable');
}

/** In constant time, whatever the lengths: the digests are compared. */
function isSame(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(words: string): Buffer {
  return createHash('sha256').update(words).digest();
}

function answer(c: AfricasTalkingContext, handed: Handed): Response {
  if (handed.ok) return c.text('ok');
  return refuse(c, 'africastalking', handed.reason, handed.field && `malformed: ${handed.field}`);
}
