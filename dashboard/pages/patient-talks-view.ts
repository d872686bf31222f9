import { html } from 'hono/html';
import type { PatientTalk } from '../../core/desk/patient-talks.ts';
import type { Html, StaffView } from '../page.ts';
import { messageView } from './message-view.ts';
import type { PatientOptions } from './patient-address-view.ts';

/** What was last said with each contact, and the way to all of it; nothing for who may not read conversations. */
export function talksView(view: StaffView, options: PatientOptions): Html | '' {
  const { say } = view;
  const { talks } = options.page;
  if (talks === null) return '';
  return html`<section><h2>${say('talks')}</h2>
    ${talks.length === 0 ? html`<p class="quiet">${say('messagesNone')}</p>` : talks.map((talk) => talkView(view, talk, options))}
  </section>`;
}

function talkView(view: StaffView, talk: PatientTalk, { page, names, clinic, now }: PatientOptions): Html {
  const { say } = view;
  const { contactId, conversationId, kind, others, messages, more } = talk;
  const masked = page.contacts.find((contact) => contact.contactId === contactId)?.masked;
  const whose = `${say(`kind_${kind}`)} ${masked ?? say('contactGone')}`;
  const retried = new Set(messages.flatMap((one) => (one.from !== 'patient' && one.retryOf) || []));
  const model = { conversationId, colleagues: names, clinic, now, retried };
  const shared = others.map(({ name }) => name ?? say('nameGone')).join(', ');
  return html`<h3>${whose}</h3>
    ${others.length === 0 ? '' : html`<p class="notice caution">${say('talkShared', { names: shared })}</p>`}
    ${
      messages.length === 0
        ? html`<p class="quiet">${say('messagesNone')}</p>`
        : html`<div class="thread latest"><ol>${messages.map((message) => messageView(view, model, message))}</ol></div>`
    }
    <p class="under-thread"><a class="button second" href="/inbox/${conversationId}" aria-label="${say(more ? 'talkOpenAll' : 'talkOpen')}: ${whose}">${say(more ? 'talkOpenAll' : 'talkOpen')}</a></p>`;
}
