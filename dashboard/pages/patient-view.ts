import { html } from 'hono/html';
import type { PatientPage } from '../../core/desk/patient.ts';
import { maskAddress } from '../../core/people/read-people.ts';
import { may } from '../../core/staff/permissions.ts';
import { notice, staffPageView } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { dayOf } from '../times.ts';
import { whenIn } from '../when.ts';
import { maskedView, type PatientOptions } from './patient-address-view.ts';
import { contactsView } from './patient-contacts-view.ts';
import { talksView } from './patient-talks-view.ts';
import { visitsView } from './patient-visits-view.ts';

/** The title names nobody: it stays in the browser's history. */
export function patientView(view: StaffView, options: PatientOptions): Html {
  const { say, language, member, scope } = view;
  const { page, problem, told } = options;
  const mayEdit = may(scope, 'patient.edit');
  return staffPageView(view, {
    ...{ title: say('patient'), styles: ['inbox.css'] },
    body: html`<h1>${page.name ?? say('nameGone')}</h1>
      ${told ? notice('done', say('done')) : ''}
      ${problem === null ? '' : notice('problem', problem.text)}
      <p class="quiet">${say('patientSince', { date: dayOf(language, page.since, member.zone) })}</p>
      ${proposedView(view, page, mayEdit)}
      ${visitsView(view, options)}
      ${talksView(view, options)}
      ${contactsView(view, options)}
      <p>${page.preferredKind === null ? say('preferredNone') : say('preferred', { kind: say(`kind_${page.preferredKind}`) })}</p>
      ${phoneView(view, options)}
      ${mayEdit ? correctView(view, options) : ''}
      ${historyView(view, options)}
      ${may(scope, 'audit.read') ? html`<p><a href="/audit?patient=${page.patientId}&kind=looked">${say('auditPatient')}</a></p>` : ''}`,
  });
}

function proposedView({ say }: StaffView, { patientId, proposed }: PatientPage, mayEdit: boolean): Html | '' {
  if (proposed === null) return '';
  const act = (action: string, words: string, look: string) =>
    html`<form method="post" action="/patients/${patientId}/${action}"><button class="${look}">${words}</button></form>`;
  return html`<div class="proposed">
    <p><span class="state wait">${say('visit_pending')}</span> ${say('proposed', { name: proposed.name ?? say('nameGone') })}
      ${say('proposedLead')}</p>
    ${mayEdit ? html`<div class="together">${act('confirm-name', say('proposedConfirm'), '')}${act('reject-name', say('proposedReject'), 'second')}</div>` : ''}
  </div>`;
}

function phoneView(view: StaffView, { page, shown }: PatientOptions): Html | '' {
  const { patientId, phone } = page;
  if (phone === null) return '';
  const masked = maskedView(view, {
    ...{ of: 'phone', masked: maskAddress(phone), shown },
    path: `/patients/${patientId}/phone/show`,
  });
  const [before = '', after = ''] = view.say('phoneGiven', { phone: '\0' }).split('\0');
  return html`<div class="line">${before}${masked}${after}</div>`;
}

function correctView({ say }: StaffView, { page, problem }: PatientOptions): Html {
  const { patientId, name } = page;
  const typed = (field: 'name' | 'email') => (problem?.field === field ? (problem.typed ?? '') : null);
  return html`<section><h2>${say('correct')}</h2>
    <form method="post" action="/patients/${patientId}/name" class="inline">
      <label>${say('correctName')} <input name="name" value="${typed('name') ?? name ?? ''}" maxlength="200" autocomplete="off" required /></label>
      <button class="second">${say('correctNameSave')}</button></form>
    <form method="post" action="/patients/${patientId}/email" class="inline">
      <label>${say('addEmail')} <input type="email" name="email" value="${typed('email') ?? ''}" maxlength="254" autocomplete="off" required /></label>
      <button class="second">${say('addEmailSave')}</button></form>
  </section>`;
}

const told = {
  'patient.registered': 'history_registered',
  'patient.rename_proposed': 'history_rename_proposed',
  'patient.renamed': 'history_renamed',
  'patient.rename_dropped': 'history_rename_dropped',
} as const;

function historyView(view: StaffView, { page, names, now }: PatientOptions): Html | '' {
  const { say, language, member } = view;
  if (page.nameHistory.length === 0) return '';
  const when = whenIn(language, member.zone, now);
  const whose = (by: 'contact' | 'staff' | 'system', id: string | null) =>
    by === 'staff'
      ? (names.get(id ?? '') ?? say('needColleague'))
      : say(by === 'contact' ? 'byContact' : 'bySystem');
  return html`<section><h2>${say('history')}</h2><ul class="rows">${page.nameHistory.map(
    ({ type, at, by, actorId }) => html`<li><span>${say(told[type as keyof typeof told])}</span>
      <small>${when(Temporal.Instant.from(at))} · ${whose(by, actorId)}</small></li>`,
  )}</ul></section>`;
}
