import { html } from 'hono/html';
import type { VisitRow } from '../../core/booking/list.ts';
import { relations } from '../../core/db/tables.ts';
import { may } from '../../core/staff/permissions.ts';
import type { Html, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';
import type { ConversationModel } from './conversation-view.ts';
import { visitTones } from './patient-visits-view.ts';

/** Beside the messages: whose phone it is, their visits, and what colleagues should know. */
export function asideView(view: StaffView, model: ConversationModel): Html {
  const { say, scope } = view;
  const { open } = model;
  const { people, visits, conversationId } = open;
  const mayChange = may(scope, 'visit.change');
  return html`<aside class="beside" aria-label="${say('patients')}">
    ${patientsView(view, model)}
    <section id="coming"><h2>${say('talkVisitsComing')}</h2>
      ${visits.coming.length === 0 ? html`<p class="quiet">${say('talkVisitsNone')}</p>` : visitsView(view, model, visits.coming, mayChange)}
      ${mayChange && people.length > 0 ? html`<p><a class="button second" href="/inbox/${conversationId}/book">${say('book')}</a></p>` : ''}
    </section>
    ${visits.past.length === 0 ? '' : html`<section id="past"><h2>${say('talkVisitsPast')}</h2>${visitsView(view, model, visits.past, false)}</section>`}
    ${notesView(view, model)}
  </aside>`;
}

function patientsView(view: StaffView, { open, keys }: ConversationModel): Html {
  const { say, scope, pages } = view;
  const { people, conversationId } = open;
  const leads = may(scope, 'patient.read') && pages.some(({ path }) => path === '/patients');
  const named = (name: string | null) => name ?? say('unknownPerson');
  return html`<section id="people"><h2>${say('patients')}</h2>
    ${
      people.length === 0
        ? html`<p class="quiet">${say('patientsNone')}</p>`
        : html`<ul class="plainly">${people.map(
            ({ patientId, name }) =>
              html`<li>${leads ? html`<a href="/patients/${patientId}">${named(name)}</a>` : named(name)}</li>`,
          )}</ul>`
    }
    ${
      may(scope, 'patient.edit')
        ? html`<details id="patient-form" class="adding" hx-morph-skip><summary>${say('patientAdd')}</summary>
          <form method="post" action="/inbox/${conversationId}/patients" class="stack">
            <input type="hidden" name="key" value="${keys.patient}" />
            <label>${say('patientName')} <input name="name" required maxlength="200" autocomplete="off" /></label>
            <label>${say('patientIs')} <select name="relation">${relations.map(
              (one) => html`<option value="${one}">${say(`relation_${one}`)}</option>`,
            )}</select></label>
            <p><button class="second">${say('patientAdd')}</button></p></form></details>`
        : ''
    }</section>`;
}

function visitsView(
  view: StaffView,
  model: ConversationModel,
  visits: readonly VisitRow[],
  mayChange: boolean,
): Html {
  return html`<ul class="visits">${visits.map((visit) => visitView(view, model, visit, mayChange))}</ul>`;
}

function visitView(view: StaffView, { open }: ConversationModel, visit: VisitRow, mayChange: boolean): Html {
  const { say } = view;
  const { appointmentId, status, start, patientId } = visit;
  const path = `/inbox/${open.conversationId}/visits/${appointmentId}`;
  const owner = open.people.length > 1 ? open.people.find((one) => one.patientId === patientId)?.name : null;
  const settle = (action: string, label: string, second: boolean) =>
    html`<form method="post" action="${path}/${action}"><input type="hidden" name="start" value="${start.toString()}" />
      <button class="small ${second ? 'second' : ''}">${label}</button></form>`;
  const isOpen = mayChange && (status === 'pending' || status === 'booked');
  return html`<li>
    <b>${visitTime(view, visit)}</b> <span class="state ${visitTones[status]}">${say(`visit_${status}`)}</span>
    <small>${owner ? html`${owner} · ` : ''}${visitPlace(view, visit)}</small>
    ${
      isOpen
        ? html`<div class="actions">
          ${status === 'pending' ? html`${settle('accept', say('mark_accept'), false)} ${settle('decline', say('mark_decline'), true)}` : ''}
          <a class="button second small" href="${path}">${say('visitChange')}</a></div>`
        : ''
    }
  </li>`;
}

/** "Thu 8 Oct 14:30", by the branch's clock. */
export function visitTime(
  { language }: StaffView,
  { start, branch }: Pick<VisitRow, 'start' | 'branch'>,
): string {
  const local = start.toZonedDateTimeISO(branch.zone);
  return `${dayName(language, local.toPlainDate())} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

export function dayName(language: StaffView['language'], day: Temporal.PlainDate): string {
  const locale = language === 'sw' ? 'sw-KE' : 'en-GB';
  return day.toLocaleString(locale, { weekday: 'short', day: 'numeric', month: 'short' });
}

export function visitPlace({ say, language }: StaffView, visit: VisitRow): string {
  const { service, practitioner, branch } = visit;
  return say('visitWith', {
    service: service.name[language],
    practitioner: practitioner.name,
    branch: branch.name,
  });
}

function notesView(view: StaffView, { open, colleagues, keys, draft, now }: ConversationModel): Html {
  const { say, language, member, scope } = view;
  const when = whenIn(language, member.zone, now);
  return html`<section id="notes"><h2>${say('notes')}</h2><p class="quiet">${say('notesLead')}</p>
    <ul class="notes">${open.notes.map(
      ({ staffId, text, at }) => html`<li><p class="words">${text ?? say('heard_unreadable')}</p>
        <small>${colleagues.get(staffId) ?? say('by_staff')}, ${when(Temporal.Instant.from(at))}</small></li>`,
    )}</ul>
    ${
      may(scope, 'conversation.reply')
        ? html`<form method="post" action="/inbox/${open.conversationId}/note" id="note-form" hx-morph-skip>
          <input type="hidden" name="key" value="${keys.note}" />
          <label>${say('noteNew')} <textarea name="text" rows="2" required maxlength="2000">
${draft.note}</textarea></label>
          <p><button class="second">${say('noteAdd')}</button></p></form>`
        : ''
    }
  </section>`;
}
