import { html } from 'hono/html';
import type { PatientsContact } from '../../core/desk/patient.ts';
import { may } from '../../core/staff/permissions.ts';
import type { Html, StaffView } from '../page.ts';
import { dayOf } from '../times.ts';
import { languageNames } from '../words/words.ts';
import { keyFor } from './desk-words.ts';
import { maskedView, type PatientOptions } from './patient-address-view.ts';

/** How the patient is reached: by which address, whether it works, what was agreed to there. */
export function contactsView(view: StaffView, options: PatientOptions): Html {
  const { say } = view;
  const { contacts } = options.page;
  return html`<section><h2>${say('contacts')}</h2>
    ${
      contacts.length === 0
        ? html`<p class="quiet">${say('contactsNone')}</p>`
        : html`<ul class="rows needs">${contacts.map((contact) => contactView(view, contact, options))}</ul>`
    }
  </section>`;
}

function contactView(view: StaffView, contact: PatientsContact, options: PatientOptions): Html {
  const { say, scope } = view;
  const { contactId, conversationId, kind, relation, masked, language } = contact;
  const { patientId } = options.page;
  const path = `/patients/${patientId}/contacts/${contactId}/show`;
  const chosen =
    language === null
      ? say('contactLanguageNone')
      : say('contactLanguage', { language: languageNames[language] });
  return html`<li><div>
      <b>${say(`kind_${kind}`)}</b> ${maskedView(view, { of: contactId, masked, path, shown: options.shown })}
      <small>${say(`relation_${relation}`)} · ${chosen}</small>
      ${reachView(view, contact)}
      ${consentsView(view, contact)}
      ${kind !== 'email' && may(scope, 'patient.edit') ? numberForm(view, contact, options) : ''}
    </div>
    ${
      may(scope, 'conversation.read')
        ? html`<a class="button second" href="/inbox/${conversationId}" aria-label="${say('needOpen')}: ${say(`kind_${kind}`)} ${masked ?? ''}">${say('needOpen')}</a>`
        : ''
    }
  </li>`;
}

/** With the reason and the day, in words; that they want none of what we start is another thing. */
function reachView({ say, language, member }: StaffView, { unreachable, optedOut }: PatientsContact): Html {
  const day = (at: string) => dayOf(language, at, member.zone);
  const reach =
    unreachable === null
      ? optedOut?.by === 'provider'
        ? ''
        : html`<small><span class="state good">${say('reachGood')}</span></small>`
      : html`<small><span class="state bad">${say(`reachBad_${unreachable.reason}`, { date: day(unreachable.at) })}</span>
          ${say(`reachWhy_${unreachable.reason}`)}</small>`;
  const out =
    optedOut === null
      ? ''
      : html`<small><span class="state ${optedOut.by === 'provider' ? 'bad' : 'wait'}">${say(`optedOut_${optedOut.by}`, { date: day(optedOut.at) })}</span>
          ${say(`optedOutWhy_${optedOut.by}`)}</small>`;
  return html`${reach}${out}`;
}

function consentsView({ say, language, member }: StaffView, { consents }: PatientsContact): Html {
  if (consents.length === 0) return html`<small>${say('consentsNone')}</small>`;
  return html`<small>${say('consents')}: ${consents
    .map((consent) =>
      say('consent', {
        purpose: say(`purpose_${consent.purpose as 'chat'}`),
        language: languageNames[consent.language],
        wording: say(keyFor('wording', consent.wording) ?? 'wording_other'),
        date: dayOf(language, consent.givenAt, member.zone),
      }),
    )
    .join('; ')}</small>`;
}

function numberForm(
  { say }: StaffView,
  { conversationId, masked }: PatientsContact,
  { page, problem }: PatientOptions,
): Html {
  const typed =
    problem?.field === 'number' && problem.contactId === conversationId ? problem.typed : undefined;
  const label = say('correctNumber', { masked: masked ?? '…' });
  return html`<details class="number" ${typed === undefined ? '' : 'open'}>
    <summary>${say('correctNumberOpen')}</summary>
    <form method="post" action="/patients/${page.patientId}/conversations/${conversationId}/number" class="inline">
      <label>${label} <input type="tel" name="number" value="${typed ?? ''}" maxlength="40" autocomplete="off" required /></label>
      <button class="second">${say('correctNumberSave')}</button></form>
    <small>${say('correctNumberHint')}</small>
  </details>`;
}
