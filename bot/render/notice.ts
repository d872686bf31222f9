import type { AddressKind } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import type { NoticeKind } from '../../core/reminders/notice.ts';
import { noticeChoices } from '../../flows/notice/prompts.ts';
import {
  isNoticePrompt,
  type NoticePrompt,
  templateOf,
  templateVariables,
} from '../../flows/notice/templates.ts';
import type { Prompt } from '../../flows/vocabulary.ts';
import { wordsOf } from '../../flows/words.ts';
import type { Clinic } from './email.ts';
import { render } from './render.ts';
import type { Rendered } from './rendered.ts';

/** What WhatsApp lets through to this patient just now. */
export type WhatsappWindow = {
  /** They have written within 24 hours: anything. */
  windowOpen: boolean;
  /** Content sids of the clinic's approved texts in the message's language, by what they say; null or {}: it has none. */
  templates: Readonly<Partial<Record<NoticeKind, string>>> | null;
};

export type RenderedNotice = { ok: true; rendered: Rendered } | { ok: false; reason: 'outside_window' };

/**
 * What we start ourselves, as its channel shows it. Outside WhatsApp's window only an approved text goes through; without one
 * there is no need to ask the provider: the notice goes another way at once.
 */
export function renderNotice(
  prompt: Prompt,
  language: Language,
  kind: AddressKind,
  waitId: string | null,
  { windowOpen, templates }: WhatsappWindow,
  clinic: Clinic,
): RenderedNotice {
  if (kind !== 'whatsapp' || windowOpen) {
    return { ok: true, rendered: render(prompt, language, kind, waitId, clinic) };
  }
  const rendered =
    waitId !== null && isNoticePrompt(prompt) ? inTemplate(prompt, language, waitId, templates ?? {}) : null;
  return rendered === null ? { ok: false, reason: 'outside_window' } : { ok: true, rendered };
}

/** Null: there is none for what it says. */
function inTemplate(
  prompt: NoticePrompt,
  language: Language,
  waitId: string,
  templates: NonNullable<WhatsappWindow['templates']>,
): Rendered | null {
  // A clinic without the text for who is expected asks them once more whether they will come.
  const texts: NoticeKind[] =
    prompt.key === 'notice.expected' ? [templateOf(prompt), 'reminder'] : [templateOf(prompt)];
  const text = texts.find((one) => templates[one] !== undefined);
  const contentSid = text && templates[text];
  if (text === undefined || contentSid === undefined) return null;
  const variables = templateVariables({ ...prompt, choices: noticeChoices(text) }, waitId, language);
  const fitting = Object.entries(variables).map(([name, value]) => [name, asVariable(value)]);
  return { kind: 'template', contentSid, variables: Object.fromEntries(fitting) };
}

/** Staff ask who has not written to write: by the clinic's approved text, whose one variable is its name. */
export function renderAsking(
  { params }: Extract<Prompt, { key: 'staff.please_write' }>,
  contentSid: string,
): Rendered {
  return { kind: 'template', contentSid, variables: { 1: asVariable(params.clinic) } };
}

/** What they read. */
export function askingWords(clinic: string, language: Language): string {
  return wordsOf({ key: 'staff.please_write', params: { clinic } }, language, 'whatsapp');
}

/** WhatsApp refuses a variable that is empty, or has a line break or a run of spaces (twilio.com/docs/api/errors/21656). */
function asVariable(value: string): string {
  return value.replace(/\s+/g, ' ').trim() || '–';
}
