import { z } from 'zod';
import type { Log } from '../../../core/log.ts';
import { callFailure } from '../call-failure.ts';
import { call, type Fetch } from '../fetch.ts';
import type { Handler, Sending, SendOutcome } from '../handler.ts';
import type { SendError } from '../send-error.ts';
import { httpError, isTaken, recipientError, refusalReason } from './errors.ts';

/**
 * Africa's Talking by plain fetch: its package has no types and cannot be aimed at another server.
 * One form, one answer (developers.africastalking.com/docs/sms/sending/bulk).
 */
export type AfricasTalkingSettings = {
  username: string;
  apiKey: string;
  /** Another server in place of theirs (an emulator); null for theirs. */
  apiUrl: string | null;
  fetch: Fetch;
  timeoutMs: number;
  log: Pick<Log, 'warn'>;
};

const answer = z.object({
  SMSMessageData: z.object({
    Message: z.string().default(''),
    Recipients: z.array(z.object({ statusCode: z.number().int(), messageId: z.string().default('') })),
  }),
});

export function createAfricasTalkingHandler(settings: AfricasTalkingSettings): Handler {
  const url = `${(settings.apiUrl ?? ownUrl(settings.username)).replace(/\/+$/, '')}/version1/messaging`;

  async function send(sending: Sending): Promise<SendOutcome> {
    const outcome = await post(sending);
    // Nothing goes out any more until somebody pays: this one must be seen.
    if (!outcome.ok && outcome.error.code === 'out_of_credit') {
      settings.log.warn('channel_out_of_credit', { provider: 'africastalking' });
    }
    return outcome;
  }

  async function post({ from, to, message }: Sending): Promise<SendOutcome> {
    const text = message.kind === 'text' ? message.text : 'plain' in message ? message.plain : null;
    if (text === null) return refused({ code: 'refused', providerCode: null }); // it carries SMS alone
    try {
      const request = {
        method: 'POST',
        headers: {
          apikey: settings.apiKey,
          Accept: 'application/json',
          'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8',
        },
        body: new URLSearchParams({ username: settings.username, to, message: text, from }).toString(),
      } as const;
      const { ok, status, text: said } = await call(settings.fetch, url, request, settings.timeoutMs);
      return ok ? readAnswer(said) : refused(httpError(status));
    } catch (error) {
      return refused(callFailure(error));
    }
  }

  return { provider: 'africastalking', send };
}

/** The sandbox has a host of its own, and one name for everybody. */
function ownUrl(username: string): string {
  return username === 'sandbox' ? 'https://api.sandbox.africastalking.com' : 'https://api.africastalking.com';
}

function readAnswer(body: string): SendOutcome {
  const parsed = answer.safeParse(readJson(body));
  if (!parsed.success) return refused({ code: 'answer_unreadable', providerCode: null });
  const { Message, Recipients } = parsed.data.SMSMessageData;
  const [recipient] = Recipients;
  if (recipient === undefined) return refused(refusalReason(Message));
  if (!isTaken(recipient.statusCode)) return refused(recipientError(recipient.statusCode));
  // "None" is what they write where there is no id; without one no receipt can be told to be this message's.
  if (recipient.messageId === '' || recipient.messageId === 'None') {
    return refused({ code: 'answer_unreadable', providerCode: String(recipient.statusCode) });
  }
  return { ok: true, providerMessageId: recipient.messageId };
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function refused(error: SendError): SendOutcome {
  return { ok: false, error };
}
