import type { Language } from '../../core/language.ts';
import type { TemplateKey } from '../../core/messaging/template.ts';
import type { NoticeKind } from '../../core/reminders/notice.ts';
import type { Prompt } from '../vocabulary.ts';
import { wordsOf } from '../words.ts';
import { type NoticeParams, type NoticeParts, partsOf } from './parts.ts';
import { noticeChoices } from './prompts.ts';
import { type NoticeWords, onWhatsappEn } from './texts.en.ts';
import { onWhatsappSw } from './texts.sw.ts';

/**
 * Outside WhatsApp's 24-hour window only a template that WhatsApp has approved goes through: these are the texts for a clinic
 * to submit, in the category "utility" (docs/reminders.md). What differs from one notice to the next are its variables, and so
 * are the ids of its buttons: the rest says, word for word, what the notice's prompt says inside the window. One is no notice's:
 * by it staff ask who has not written to write; its only variable is the clinic.
 */
export type ApprovedTemplate = { body: string; buttons: readonly { title: string; id: string }[] };

const bodies: Record<Language, NoticeWords> = { en: onWhatsappEn, sw: onWhatsappSw };

/** {{1}} the clinic, {{2}} the day and hour, {{3}} with whom, where and for whom; from {{4}} on what each button sends back. */
const placeholders: NoticeParts = { clinic: '{{1}}', moment: '{{2}}', details: '{{3}}' };
const FIRST_BUTTON = 4;

export function approvedTemplate(kind: TemplateKey, language: Language): ApprovedTemplate {
  if (kind === 'staff_message') {
    const text = { key: 'staff.please_write', params: { clinic: placeholders.clinic } } as const;
    return { body: wordsOf(text, language, 'whatsapp'), buttons: [] };
  }
  const buttons = noticeChoices(kind).map(({ label }, at) => ({
    title: wordsOf(label, language, 'whatsapp'),
    id: `{{${FIRST_BUTTON + at}}}`,
  }));
  return { body: bodies[language][kind](placeholders), buttons };
}

/** A prompt of a notice, and which of the templates says it. */
export type NoticePrompt = Prompt & { key: `notice.${NoticeKind | 'expected'}`; params: NoticeParams };

const templates: Readonly<Record<NoticePrompt['key'], NoticeKind>> = {
  'notice.reminder': 'reminder',
  // Who has said already that they will come is not asked again: their visit is confirmed.
  'notice.expected': 'confirmed',
  'notice.confirmed': 'confirmed',
  'notice.changed': 'changed',
  'notice.cancelled': 'cancelled',
  'notice.follow_up': 'follow_up',
};

export function isNoticePrompt(prompt: Prompt): prompt is NoticePrompt {
  return Object.hasOwn(templates, prompt.key);
}

export function templateOf({ key }: NoticePrompt): NoticeKind {
  return templates[key];
}

/** @param waitId what the buttons answer (noticeWaitId): a tap carries `<waitId>.<choice id>` back */
export function templateVariables(
  { params, choices }: NoticePrompt,
  waitId: string,
  language: Language,
): Record<string, string> {
  const { clinic, moment, details } = partsOf(params, language, 'whatsapp');
  const values = [clinic, moment, details, ...choices.map(({ id }) => `${waitId}.${id}`)];
  return Object.fromEntries(values.map((value, at) => [String(at + 1), value]));
}
