import { z } from 'zod';
import type { Network, Thread } from '../network.ts';
import type { Account } from './account.ts';
import { type Message, renderContent } from './content-message.ts';
import type { Content } from './content-types.ts';
import { refused, type TwilioRefusal } from './errors.ts';
import { isOptedOut } from './opt-out.ts';

export const sendForm = z.object({
  From: z.string().optional(),
  To: z.string().optional(),
  Body: z.string().optional(),
  ContentSid: z.string().optional(),
  ContentVariables: z.string().optional(),
  StatusCallback: z.string().optional(),
});
export type SendForm = z.infer<typeof sendForm>;

/** A send that Twilio takes. `failure` is the code it will fail with later. */
export type CheckedSend = {
  ok: true;
  from: string;
  to: string;
  thread: Thread;
  message: Message;
  failure?: string;
};

/** What Twilio looks at before it takes a message, in its order. */
export function checkSend(account: Account, form: SendForm): CheckedSend | TwilioRefusal {
  const ends = readEnds(form);
  if (!ends.ok) return ends;
  if (form.StatusCallback !== undefined && !URL.canParse(form.StatusCallback)) return refused(21609);
  const content = form.ContentSid ? account.contents.find(form.ContentSid) : undefined;
  const rendered = readMessage(form, content, ends.thread);
  if (!rendered.ok) return rendered;
  if (isOptedOut(account.network, ends.thread)) return refused(21610);

  const { message } = rendered;
  const sent = { ok: true as const, from: ends.from, to: ends.to, thread: ends.thread, message };
  const needsWindow = ends.thread.kind === 'whatsapp' && content?.approved !== true;
  if (needsWindow && !isWindowOpen(account.network, ends.thread)) {
    return account.outsideWindow === 'refuse' ? refused(63016) : { ...sent, failure: '63016' };
  }
  return sent;
}

type Ends = { ok: true; from: string; to: string; thread: Thread };

function readEnds({ From, To }: SendForm): Ends | TwilioRefusal {
  if (!To) return refused(21604);
  if (!From) return refused(21603);
  const from = readAddress(From);
  const to = readAddress(To);
  if (from.kind !== to.kind) return refused(21910);
  // Country code and subscriber: E.164 has at most 15 digits, and no country has fewer than 8.
  if (!/^\+[1-9]\d{7,14}$/.test(to.number)) return refused(21211, To);
  // The sender may also be a short code or, for one-way SMS, a name.
  if (!/^(\+[1-9]\d{7,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/.test(from.number))
    return refused(21212, From);
  const thread = { kind: to.kind, provider: 'twilio', phone: to.number, number: from.number } as const;
  return { ok: true, from: From, to: To, thread };
}

function readAddress(address: string): { kind: Thread['kind']; number: string } {
  return address.startsWith('whatsapp:')
    ? { kind: 'whatsapp', number: address.slice('whatsapp:'.length) }
    : { kind: 'sms', number: address };
}

function readMessage(
  form: SendForm,
  content: Content | undefined,
  thread: Thread,
): { ok: true; message: Message } | TwilioRefusal {
  if (form.ContentSid) {
    if (!content) return refused(20404, form.ContentSid);
    return renderContent(content, thread.kind, form.ContentVariables);
  }
  if (!form.Body) return refused(21619);
  if (form.Body.length > 1600) return refused(21617);
  return { ok: true, message: { text: form.Body } };
}

/** WhatsApp lets a business write freely for 24 hours after the patient's last message. */
function isWindowOpen(network: Network, thread: Thread): boolean {
  const opened = network.now().subtract({ hours: 24 });
  return network
    .thread(thread)
    .some(({ direction, at }) => direction === 'out' && Temporal.Instant.compare(at, opened) > 0);
}
