import { html } from 'hono/html';
import type { VisitRow } from '../../core/booking/list.ts';
import { may } from '../../core/staff/permissions.ts';
import type { Html, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';
import type { ConversationModel } from './conversation-view.ts';

/** Beside the messages: whose phone it is, their visits, and what colleagues should know. */
export function asideView(view: StaffView, model: ConversationModel): Html {
  const { say, scope } = view;
  const { open } = model;
  const { people, visits, conversationId } = open;
  const mayChange = may(scope, 'visit.change');
  return html`<aside class="beside" aria-label="${say('patients')}">
    <section><h2>${say('patients')}</h2>
      ${
        people.length === 0
          ? html`<p class="quiet">${say('patientsNone')}</p>`
          : html`<ul class="plainly">${people.map(({ name }) => html`<li>${name ?? say('unknownPerson')}</li>`)}</ul>`
      }</section>
    <section><h2>${say('visitsComing')}</h2>
      ${visits.coming.length === 0 ? html`<p class="quiet">${say('visitsNone')}</p>` : visitsView(view, model, visits.coming, mayChange)}
      ${mayChange && people.length > 0 ? html`<p><a class="button second" href="/inbox/${conversationId}/book">${say('book')}</a></p>` : ''}
    </section>
    ${visits.past.length === 0 ? '' : html`<section><h2>${say('visitsPast')}</h2>${visitsView(view, model, visits.past, false)}</section>`}
    ${notesView(view, model)}
  </aside>`;
}

const looks: Readonly<Record<VisitRow['status'], string>> = {
  ...{ pending: 'wait', booked: 'good', arrived: 'good' },
  ...{ fulfilled: '', noshow: 'bad', cancelled: '' },
};

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
    <b>${visitTime(view, visit)}</b> <span class="state ${looks[status]}">${say(`status_${status}`)}</span>
    <small>${owner ? html`${owner} · ` : ''}${visitPlace(view, visit)}</small>
    ${
      isOpen
        ? html`<div class="actions">
          ${status === 'pending' ? html`${settle('accept', say('visitAccept'), false)} ${settle('decline', say('visitDecline'), true)}` : ''}
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
  return html`<section><h2>${say('notes')}</h2><p class="quiet">${say('notesLead')}</p>
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
