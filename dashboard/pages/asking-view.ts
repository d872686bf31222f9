import { html } from 'hono/html';
import { askingWords } from '../../bot/render/notice.ts';
import type { Composer } from '../../core/desk/composer.ts';
import type { Html, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';
import { languageNames } from '../words/words.ts';
import type { ConversationModel } from './conversation-view.ts';

/** WhatsApp's window is closed: whether they can be asked to write, and what they would read; and the way by SMS. */
export function askingView(view: StaffView, model: ConversationModel, composer: Composer): Html | '' {
  const { say } = view;
  const { asking, smsId, facts, language } = composer;
  if (asking === null) return '';
  return html`<div id="asking">${
    asking.ok
      ? html`<p>${say('askMay')}</p><blockquote class="words" lang="${language}">${askingWords(facts.clinic, language)}</blockquote>`
      : html`<p>${whyNot(view, model, composer, asking)}</p>`
  }${smsId === null ? '' : html`<p><a href="/inbox/${smsId}">${say('smsInstead')}</a></p>`}</div>`;
}

function whyNot(
  { say, language, member }: StaffView,
  { now }: ConversationModel,
  composer: Composer,
  { reason, askedAt }: Extract<Composer['asking'], { ok: false }>,
): string {
  const time = askedAt === null ? '' : whenIn(language, member.zone, now)(Temporal.Instant.from(askedAt));
  if (reason === 'asked_already') return say('askAlready', { time });
  if (reason === 'no_template') return say('askNoText', { language: languageNames[composer.language] });
  return say('askNot');
}

/** For a text that is held already. */
export function askButton({ say }: StaffView, conversationId: string, { asking }: Composer): Html | '' {
  if (!asking?.ok) return '';
  return html`<form method="post" action="/inbox/${conversationId}/ask"><button class="small">${say('askHeld')}</button></form>`;
}
