import { z } from 'zod';
import type { Interactive, MessageKind } from '../network.ts';
import type { Content, ContentTypes } from './content-types.ts';
import { refused, type TwilioRefusal } from './errors.ts';

/** What arrives on the phone when a template is sent. */
export type Message = { text: string; interactive?: Interactive };

/**
 * WhatsApp's limits on interactive messages in the 24 hours after the patient wrote. (A template that WhatsApp has approved may
 * have more buttons.) https://www.twilio.com/docs/content/twilio-quick-reply and …/twiliolist-picker
 */
const limits = {
  body: 1024,
  textBody: 1600,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  rowTitle: 24,
  rowDescription: 72,
  rowId: 200,
};

/** The richest of the template's types that the channel can show; undefined when there is none. */
export function messageOf(
  types: ContentTypes,
  kind: MessageKind,
  fill: (text: string) => string,
): Message | undefined {
  const list = types['twilio/list-picker'];
  const quick = types['twilio/quick-reply'];
  const plain = types['twilio/text'];
  if (kind === 'whatsapp' && list) {
    const rows = list.items.map((row) => ({
      id: fill(row.id),
      title: fill(row.item),
      ...(row.description === undefined ? {} : { description: fill(row.description) }),
    }));
    return { text: fill(list.body), interactive: { type: 'list', button: fill(list.button), rows } };
  }
  if (kind === 'whatsapp' && quick) {
    // Without an id of its own, a button's payload is its title.
    const buttons = quick.actions.map(({ id, title }) => ({ id: fill(id ?? title), title: fill(title) }));
    return { text: fill(quick.body), interactive: { type: 'buttons', buttons } };
  }
  return plain && { text: fill(plain.body) };
}

/** Fills the template's variables in, and refuses what WhatsApp would not show. */
export function renderContent(
  content: Content,
  kind: MessageKind,
  variables: string | undefined,
): { ok: true; message: Message } | TwilioRefusal {
  const given = readVariables(variables);
  if (!given) return refused(21656, 'ContentVariables must be a JSON object of strings');
  // What is not given takes the template's own sample: https://www.twilio.com/docs/messaging/api/message-resource
  const values = new Map(Object.entries({ ...content.variables, ...given }));
  const empty = new Set<string>();
  const message = messageOf(content.types, kind, (text) =>
    text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
      const value = values.get(name) ?? '';
      if (value.trim() === '') empty.add(name);
      return value;
    }),
  );
  if (!message) return refused(21655, `none of its types can be sent by ${kind}`);
  if (empty.size > 0) return refused(21656, `empty: ${[...empty].join(', ')}`);
  const unfit = content.approved && Object.values(given).some((value) => /[\n\t]| {5}/.test(value));
  if (unfit) return refused(21656, 'a variable of an approved template is one line, without runs of spaces');
  const isBound = kind === 'whatsapp' && !content.approved;
  const broken = brokenLimit(message) ?? (isBound ? broken24HourLimit(message) : undefined);
  return broken ? refused(63013, broken) : { ok: true, message };
}

/** The first limit the message breaks. `counts` leaves out texts whose length is not known yet. */
export function brokenLimit(
  message: Message,
  counts: (text: string) => boolean = () => true,
): string | undefined {
  const over = partsOf(message).find((part) => counts(part.text) && [...part.text].length > part.max);
  if (over) return `${over.name} is longer than ${over.max} characters`;
  const { interactive } = message;
  if (interactive?.type === 'list' && repeats(interactive.rows.map((row) => row.id)))
    return 'row ids must be unique';
  if (interactive?.type === 'buttons') {
    if (repeats(interactive.buttons.map((button) => button.id))) return 'button ids must be unique';
    if (repeats(interactive.buttons.map((button) => button.title))) return 'button titles must be unique';
  }
  return undefined;
}

function broken24HourLimit({ interactive }: Message): string | undefined {
  return interactive?.type === 'buttons' && interactive.buttons.length > limits.buttons
    ? `more than ${limits.buttons} buttons`
    : undefined;
}

function partsOf({ text, interactive }: Message): { name: string; text: string; max: number }[] {
  if (!interactive) return [{ name: 'body', text, max: limits.textBody }];
  const body = { name: 'body', text, max: limits.body };
  if (interactive.type === 'buttons') {
    return [
      body,
      ...interactive.buttons.flatMap((button) => [
        { name: 'button title', text: button.title, max: limits.buttonTitle },
        { name: 'button id', text: button.id, max: limits.buttonId },
      ]),
    ];
  }
  return [
    body,
    { name: 'list button', text: interactive.button, max: limits.listButton },
    ...interactive.rows.flatMap((row) => [
      { name: 'row title', text: row.title, max: limits.rowTitle },
      { name: 'row description', text: row.description ?? '', max: limits.rowDescription },
      { name: 'row id', text: row.id, max: limits.rowId },
    ]),
  ];
}

const repeats = (all: readonly string[]) => new Set(all).size < all.length;

function readVariables(variables: string | undefined): Record<string, string> | undefined {
  if (variables === undefined || variables === '') return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(variables));
  } catch {
    return undefined;
  }
}
