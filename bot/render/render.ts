import type { AddressKind } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import type { Prompt } from '../../flows/vocabulary.ts';
import { type Clinic, renderEmail } from './email.ts';
import type { Rendered } from './rendered.ts';
import { sayPrompt } from './said.ts';
import { renderSms } from './sms.ts';
import { renderWhatsapp } from './whatsapp.ts';

/**
 * A prompt as its channel shows it.
 *
 * @param waitId the wait that the choices answer; without one a tap could not be told from a stale one, so choices are numbered
 */
export function render(
  prompt: Prompt,
  language: Language,
  kind: AddressKind,
  waitId: string | null,
  clinic: Clinic,
): Rendered {
  if (kind === 'email') return renderEmail(prompt, language, clinic);
  const said = sayPrompt(prompt, language, kind);
  switch (kind) {
    case 'whatsapp':
      return renderWhatsapp(said, waitId);
    case 'sms':
      return renderSms(said);
    default:
      return kind satisfies never;
  }
}
