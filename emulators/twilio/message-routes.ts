import { Hono } from 'hono';
import { arrives, type Fault } from '../faults.ts';
import type { MessageStatus } from '../network.ts';
import { countSegments } from '../segments.ts';
import { type Account, postSigned } from './account.ts';
import { errorResponse, refusalResponse, refused } from './errors.ts';
import { type CheckedSend, checkSend, sendForm } from './send.ts';

/** The Messages resource: https://www.twilio.com/docs/messaging/api/message-resource */
export function messageRoutes(account: Account): Hono {
  const routes = new Hono();

  routes.post('/2010-04-01/Accounts/:account/Messages.json', async (c) => {
    if (c.req.param('account') !== account.sid) return refusalResponse(refused(20404));
    const form = sendForm.parse(await c.req.parseBody());
    const fault = account.faults.next();
    const take = () => {
      const checked = checkSend(account, form);
      return checked.ok ? acceptSend(account, checked, form, fault) : refusalResponse(checked);
    };
    return account.faults.answer(fault, c.req.raw.signal, take, ({ status, code, message }) =>
      errorResponse(status, code, message),
    );
  });

  return routes;
}

type Callback = Pick<CheckedSend, 'from' | 'to' | 'thread'> & { sid: string };

function acceptSend(
  account: Account,
  send: CheckedSend,
  { StatusCallback, ContentSid }: { StatusCallback?: string; ContentSid?: string },
  fault: Fault | undefined,
): Response {
  const { from, to, thread, message } = send;
  const sid = `${ContentSid ? 'MM' : 'SM'}${account.nextId()}`;
  const failure = fault?.kind === 'undelivered' ? fault.code : send.failure;
  if (StatusCallback && fault?.kind !== 'no-receipts' && fault?.kind !== 'lost')
    account.statusCallbacks.set(sid, StatusCallback);
  account.accepted.push({
    sid,
    from,
    to,
    text: message.text,
    ...(ContentSid ? { contentSid: ContentSid } : {}),
  });
  const segments = thread.kind === 'sms' ? { segments: countSegments(message.text).segments } : {};
  // What never arrives is not on the phone.
  if (failure === undefined && arrives(fault)) {
    account.network.put({ id: sid, ...thread, direction: 'in', status: 'sent', ...message, ...segments });
  }
  const callback = { from, to, thread, sid };
  const receipts =
    failure === undefined
      ? (['sent', 'delivered'] as const).map((status) => () => postStatus(account, callback, status))
      : [() => postStatus(account, callback, 'undelivered', failure)];
  account.receipts.give(fault, receipts, () => {
    if (failure === undefined) account.network.setStatus(sid, 'delivered');
  });
  return Response.json(resourceOf(account, sid, send, segments.segments ?? 1), { status: 201 });
}

/** Twilio tells of a reading only where the patient's settings allow it, so only WhatsApp knows one. */
export async function postStatus(
  account: Account,
  { from, to, thread, sid }: Callback,
  status: Exclude<MessageStatus, 'failed'> | 'undelivered',
  errorCode?: string,
): Promise<void> {
  const url = account.statusCallbacks.get(sid);
  if (url === undefined) return;
  const whatsapp = {
    ChannelPrefix: 'whatsapp',
    ChannelInstallSid: `XE${'0'.repeat(32)}`,
    StructuredMessage: 'false',
  };
  await postSigned(account, url, {
    MessageSid: sid,
    SmsSid: sid,
    AccountSid: account.sid,
    From: from,
    To: to,
    MessageStatus: status,
    SmsStatus: status,
    ApiVersion: '2010-04-01',
    ...(errorCode === undefined ? {} : { ErrorCode: errorCode }),
    ...(thread.kind === 'whatsapp' ? { ...whatsapp, EventType: status.toUpperCase() } : {}),
  });
}

function resourceOf(account: Account, sid: string, send: CheckedSend, segments: number): object {
  const uri = `/2010-04-01/Accounts/${account.sid}/Messages/${sid}`;
  const at = rfc2822(account.network.now());
  return {
    sid,
    account_sid: account.sid,
    messaging_service_sid: null,
    from: send.from,
    to: send.to,
    body: send.message.text,
    status: 'queued',
    direction: 'outbound-api',
    num_segments: String(segments),
    num_media: '0',
    date_created: at,
    date_updated: at,
    date_sent: null,
    price: null,
    price_unit: null,
    error_code: null,
    error_message: null,
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

function rfc2822(at: Temporal.Instant): string {
  return new Date(at.epochMilliseconds).toUTCString().replace('GMT', '+0000');
}
