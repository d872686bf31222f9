import type { AddressKind } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import type { Prompt } from '../../flows/vocabulary.ts';
import type { Clinic } from './email.ts';
import { render } from './render.ts';
import type { Rendered } from './rendered.ts';

/** What WhatsApp lets through to this patient just now. */
export type Window = {
  /** They have written within 24 hours: anything. */
  windowOpen: boolean;
  /** The clinic's copy of the text that WhatsApp has approved for this notice, filled in (flows/notice); null where it has none. */
  template: { contentSid: string; variables: Readonly<Record<string, string>> } | null;
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
  { windowOpen, template }: Window,
  clinic: Clinic,
): RenderedNotice {
  if (kind !== 'whatsapp' || windowOpen) {
    return { ok: true, rendered: render(prompt, language, kind, waitId, clinic) };
  }
  if (template === null) return { ok: false, reason: 'outside_window' };
  const { contentSid } = template;
  const variables = Object.entries(template.variables).map(([name, value]) => [name, asVariable(value)]);
  return { ok: true, rendered: { kind: 'template', contentSid, variables: Object.fromEntries(variables) } };
}

/** WhatsApp refuses a variable that is empty, or has a line break or a run of spaces (twilio.com/docs/api/errors/21656). */
function asVariable(value: string): string {
  return value.replace(/\s+/g, ' ').trim() || '–';
}
