import { z } from 'zod';
import {
  addressField,
  codeField,
  type Form,
  idField,
  optional,
  type Parsed,
  parseForm,
  textField,
} from '../form.ts';
import type { InboundMessage, Receipt } from '../handler.ts';
import { africasTalkingStatuses } from './statuses.ts';

/** An inbound SMS. Its `date` comes in two forms and is not needed: our clock says when it came in. */
const messageForm = z.object({
  from: addressField,
  to: addressField,
  id: idField,
  text: textField.default(''),
});

/** A status that is no code is recorded as this: the message's fate is unknown, and to hear of it again would not help. */
const noCode = 'other';

const deliveryForm = z.object({
  id: idField,
  status: codeField.catch(noCode),
  failureReason: optional(codeField),
});

export function parseAfricasTalkingMessage(form: Form): Parsed<InboundMessage> {
  const parsed = parseForm(messageForm, form);
  if (!parsed.ok) return parsed;
  const { from, to, id, text } = parsed.value;
  return {
    ok: true,
    value: {
      provider: 'africastalking',
      channel: 'sms',
      to,
      from,
      providerMessageId: id,
      content: text.trim() === '' ? { kind: 'empty' } : { kind: 'text', text },
    },
  };
}

/** A delivery report. It is unsigned: whoever records it checks that the id is one of ours. */
export function parseAfricasTalkingDelivery(form: Form): Parsed<Receipt> {
  const parsed = parseForm(deliveryForm, form);
  if (!parsed.ok) return parsed;
  const { id, status, failureReason } = parsed.value;
  const state = Object.hasOwn(africasTalkingStatuses, status)
    ? (africasTalkingStatuses[status] ?? null)
    : null;
  return {
    ok: true,
    value: {
      provider: 'africastalking',
      channel: 'sms',
      providerMessageId: id,
      outboxId: null,
      providerStatus: status,
      state,
      errorCode: failureReason,
    },
  };
}
