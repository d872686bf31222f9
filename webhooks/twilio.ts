import { type Context, Hono } from 'hono';
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import { parseTwilioMessage, parseTwilioStatus } from '../bot/channels/twilio/parse.ts';
import type { ChannelKind } from '../core/db/tables.ts';
import { type Fields, formOf, readForm, readJsonFields, readText, signedParams } from './form.ts';
import { type Handed, handOverMessage, handOverReceipt, type WebhookSettings } from './handed-over.ts';
import { mediaType, refuse, type WebhookEnv } from './refuse.ts';

type TwilioContext = Context<WebhookEnv>;

/**
 * What Twilio calls (twilio.com/docs/usage/webhooks/webhooks-security). An answer that is no 2xx makes it call the number's
 * fallback URL, and again where the URL asks for it (#rc=5&rp=all); a message it tells twice has the same MessageSid.
 */
export function twilioWebhooks(settings: WebhookSettings): Hono<WebhookEnv> {
  const app = new Hono<WebhookEnv>();
  const { twilio } = settings;
  if (twilio === null) return app.post('/:kind', (c) => refuse(c, 'twilio', 'provider_not_configured'));

  const onMessage = (channel: ChannelKind) => async (c: TwilioContext) => {
    const fields = await signedFields(c, settings, twilio.authToken);
    if (fields instanceof Response) return fields;
    const parsed = parseTwilioMessage(formOf(fields), channel);
    return answer(c, await handOverMessage(settings, parsed, c.var.correlationId));
  };

  app.post('/sms', onMessage('sms'));
  app.post('/whatsapp', onMessage('whatsapp'));
  app.post('/status', async (c) => {
    const fields = await signedFields(c, settings, twilio.authToken);
    if (fields instanceof Response) return fields;
    const parsed = parseTwilioStatus(formOf(fields), c.req.query('outbox') ?? null);
    return answer(c, await handOverReceipt(settings, parsed, c.var.correlationId));
  });
  return app;
}

/** The fields of a request that surely is Twilio's, or the answer that it is not. */
async function signedFields(
  c: TwilioContext,
  settings: WebhookSettings,
  authToken: string,
): Promise<Fields | Response> {
  const signature = c.req.header('x-twilio-signature');
  if (!signature) return refuse(c, 'twilio', 'signature_missing');
  const type = mediaType(c);
  const isJson = type === 'application/json';
  if (!isJson && type !== 'application/x-www-form-urlencoded') return refuse(c, 'twilio', 'not_a_form');
  const text = readText(await c.req.arrayBuffer());
  const fields = text === null ? null : isJson ? readJsonFields(text) : readForm(text);
  if (text === null || fields === null) return refuse(c, 'twilio', 'body_unreadable');
  const url = publicUrlOf(c, settings.publicUrl);
  const valid = isJson
    ? validateRequestWithBody(authToken, signature, url, text)
    : validateRequest(authToken, signature, url, signedParams(fields));
  return valid ? fields : refuse(c, 'twilio', 'signature_wrong');
}

/** The path and query as they came, character by character, behind the address that Twilio knows us by. */
function publicUrlOf(c: TwilioContext, publicUrl: string): string {
  const pathStart = c.req.url.indexOf('/', c.req.url.indexOf('://') + 3);
  return publicUrl.replace(/\/+$/, '') + c.req.url.slice(pathStart);
}

/** Empty TwiML: the reply goes out by the outbox, not in this answer. */
function answer(c: TwilioContext, handed: Handed): Response {
  if (!handed.ok) return refuse(c, 'twilio', handed.reason, handed.field && `malformed: ${handed.field}`);
  return c.body('<Response></Response>', 200, { 'content-type': 'text/xml; charset=utf-8' });
}
