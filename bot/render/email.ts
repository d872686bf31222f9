import type { Language } from '../../core/language.ts';
import type { Prompt } from '../../flows/vocabulary.ts';
import { wordsOf } from '../../flows/words.ts';
import { withoutBold } from './cut.ts';
import type { Rendered } from './rendered.ts';
import { sayPrompt } from './said.ts';

/** Whose e-mail it is. phone: as people read it. */
export type Clinic = { name: string; phone: string };

type Email = Extract<Rendered, { kind: 'email' }>;

/**
 * Text alone, as on WhatsApp, where words need not be short. Nobody reads the mailbox, so nothing is asked that could be answered
 * by replying: choices are left out, and the end says how to answer. The subject is seen by whoever sees the screen.
 */
export function renderEmail(prompt: Prompt, language: Language, { name, phone }: Clinic): Email {
  const { lead, body } = sayPrompt(prompt, language, 'whatsapp');
  const howToReply = wordsOf({ key: 'common.email_how_to_reply', params: { phone } }, language, 'whatsapp');
  const parts = lead === null ? [body, howToReply] : [lead, body, howToReply];
  return {
    kind: 'email',
    sender: name,
    subject: wordsOf({ key: 'common.email_subject', params: { clinic: name } }, language, 'whatsapp'),
    text: `${parts.map(withoutBold).join('\n\n')}\n`,
  };
}
