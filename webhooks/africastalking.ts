import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import {
  parseAfricasTalkingDelivery,
  parseAfricasTalkingMessage,
} from '../bot/channels/africastalking/parse.ts';
import { type Fields, formOf, readForm, readText } from './form.ts';
import {
  type Handed,
  handOverMessage,
  handOverReceipt,
  type WebhookEnv,
  type WebhookSettings,
} from './handed-over.ts';
import { mediaType, refuse } from './refuse.ts';

type AfricasTalkingContext = Context<WebhookEnv>;

/** What Africa's Talking calls. It signs nothing: a secret stands in the path, set in its dashboard together with the URL. */
export function africasTalkingWebhooks(settings: WebhookSettings): Hono<WebhookEnv> {
  const app = new Hono<WebhookEnv>();
  const { africastalking } = settings;
  if (africastalking === null) return app;

  app.use('/:kind/:secret', async (c, next) => {
    if (!isSame(c.req.param('secret'), africastalking.webhookSecret)) {
      return refuse(c, settings.log, 'africastalking', 'secret_wrong');
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
  if (mediaType(c) !== 'application/x-www-form-urlencoded') return c.text('not a form', 400);
  const text = readText(await c.req.arrayBuffer());
  const fields = text === null ? null : readForm(text);
  return fields ?? c.text('unreadable body', 400);
}

/** In constant time, whatever the lengths: the digests are compared. */
function isSame(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(words: string): Buffer {
  return createHash('sha256').update(words).digest();
}

function answer(c: AfricasTalkingContext, handed: Handed): Response {
  return handed.status === 200 ? c.text('ok') : c.text(handed.word, handed.status);
}
