import { html } from 'hono/html';
import type { FoundContact, FoundMessage, FoundPatient } from '../../core/desk/search.ts';
import type { Person } from '../../core/people/read-people.ts';
import { may } from '../../core/staff/permissions.ts';
import { staffPageView } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';

export type SearchOptions = {
  query: string;
  patients: readonly FoundPatient[];
  contacts: readonly (FoundContact & { people: Person[] })[];
  messages: readonly FoundMessage[];
  now: Temporal.Instant;
};

/** The title says nothing of what was looked for: it stays in the history. */
export function searchView(view: StaffView, options: SearchOptions): Html {
  const { say } = view;
  const { query, patients, contacts, messages } = options;
  const nothing = patients.length + contacts.length + messages.length === 0;
  return staffPageView(view, {
    ...{ title: say('search'), script: 'search.js' },
    body: html`<h1>${say('search')}</h1>
      ${bigSearchForm(view, query)}
      ${
        query !== '' && nothing
          ? html`<p role="status"><b>${say('searchNone')}</b> ${say('searchNoneHint')}</p>`
          : ''
      }
      ${
        patients.length === 0
          ? ''
          : section(
              say('searchPatients'),
              patients.map((one) => patientRow(view, one)),
            )
      }
      ${
        contacts.length === 0
          ? ''
          : section(
              say('searchNumbers'),
              contacts.map((one) => contactRow(view, one)),
            )
      }
      ${
        messages.length === 0
          ? ''
          : section(
              say('searchMessages'),
              messages.map((one) => messageRow(view, one, options)),
            )
      }`,
  });
}

/** Before anything is looked for: at `/search` and at `/patients`. */
export function bigSearchView(view: StaffView, name: 'search' | 'patients'): Html {
  const title = view.say(name);
  return staffPageView(view, {
    ...{ title, script: 'search.js' },
    body: html`<h1>${title}</h1>${bigSearchForm(view, '')}`,
  });
}

/** With the lead that says what can be found. The script comes back to what was found, by the words that it keeps in the tab. */
function bigSearchForm({ say, scope }: StaffView, query: string): Html {
  return html`<p id="search-lead">${say('searchLead')}</p>
    <form method="post" action="/search" class="inline" id="search" data-staff="${scope.actor.id}">
      <label>${say('searchLabel')}
        <input type="search" name="q" value="${query}" maxlength="100" autocomplete="off" aria-describedby="search-lead" /></label>
      <button>${say('search')}</button>
    </form>`;
}

function section(title: string, rows: readonly Html[]): Html {
  return html`<section><h2>${title}</h2><ul class="rows needs">${rows}</ul></section>`;
}

function patientRow(view: StaffView, { patientId, name, contacts }: FoundPatient): Html {
  const { say } = view;
  return html`<li><div><a class="who" href="/patients/${patientId}">${name ?? say('nameGone')}</a>
    ${contacts.map((contact) => html`<small>${addressView(view, contact)}</small>`)}</div></li>`;
}

function addressView({ say, scope }: StaffView, { kind, address, conversationId }: FoundContact): Html {
  const words = `${say(`kind_${kind}`)} ${address ?? say('contactGone')}`;
  return may(scope, 'conversation.read')
    ? html`<a href="/inbox/${conversationId}">${words}</a>`
    : html`${words}`;
}

function contactRow(view: StaffView, contact: FoundContact & { people: Person[] }): Html {
  return html`<li><div><b>${addressView(view, contact)}</b><small>${peopleView(view, contact.people)}</small></div></li>`;
}

function peopleView({ say, scope }: StaffView, people: readonly Person[]): Html {
  if (people.length === 0) return html`${say('needSomebody')}`;
  return html`${people.map(({ patientId, name }, at) => {
    const words = name ?? say('nameGone');
    return html`${at === 0 ? '' : ', '}${may(scope, 'patient.read') ? html`<a href="/patients/${patientId}">${words}</a>` : words}`;
  })}`;
}

function messageRow(view: StaffView, message: FoundMessage, { now }: SearchOptions): Html {
  const { say } = view;
  const when = whenIn(view.language, view.member.zone, now);
  return html`<li><div>
    <a class="who said" href="/inbox/${message.conversationId}">${message.text ?? say('searchGone')}</a>
    <small>${when(Temporal.Instant.from(message.at))} · ${peopleView(view, message.people)}</small></div></li>`;
}
