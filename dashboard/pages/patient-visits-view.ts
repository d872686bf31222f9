import { html } from 'hono/html';
import { type Mark, marks } from '../../core/booking/mark.ts';
import type { PatientVisit } from '../../core/desk/patient.ts';
import { may } from '../../core/staff/permissions.ts';
import type { Html, StaffView } from '../page.ts';
import { visitTime } from '../times.ts';
import { whenIn } from '../when.ts';
import type { PatientOptions } from './patient-address-view.ts';

export function visitsView(view: StaffView, options: PatientOptions): Html {
  const { say } = view;
  const { page, now } = options;
  const isComing = ({ end, status }: PatientVisit) =>
    status === 'arrived' ||
    (['pending', 'booked'].includes(status) && Temporal.Instant.compare(Temporal.Instant.from(end), now) > 0);
  const coming = page.visits.filter(isComing).toReversed();
  const past = page.visits.filter((visit) => !isComing(visit));
  const rows = (visits: readonly PatientVisit[]) =>
    html`<ul class="rows needs">${visits.map((visit) => visitView(view, visit, options))}</ul>`;
  return html`<section><h2>${say('visits')}</h2>
    <h3>${say('visitsComing')}</h3>
    ${coming.length === 0 ? html`<p class="quiet">${say('visitsNoneComing')}</p>` : rows(coming)}
    ${past.length === 0 ? '' : html`<h3>${say('visitsPast')}</h3>${rows(past)}`}
  </section>`;
}

export const visitTones: Readonly<Record<PatientVisit['status'], string>> = {
  pending: 'wait',
  booked: 'good',
  arrived: 'good',
  fulfilled: '',
  noshow: 'bad',
  cancelled: '',
};

function visitView(view: StaffView, visit: PatientVisit, { page, now }: PatientOptions): Html {
  const { say, language, member, scope } = view;
  const { status, start, zone, service, branch, practitioner, confirmedAt, cancelledBy, reason } = visit;
  const time = visitTime(language, start, zone);
  const when = whenIn(language, member.zone, now);
  const by = cancelledBy === null ? '' : ` ${say(`visitCancelledBy_${cancelledBy}`)}`;
  const act = (mark: Mark, at: number) => {
    const words = say(`mark_${mark}`);
    return html`<form method="post" action="/patients/${page.patientId}/visits/${visit.appointmentId}/${mark}">
      <input type="hidden" name="start" value="${start}" /><input type="hidden" name="branch" value="${branch.id}" />
      <button class="${at === 0 ? '' : 'second'}" aria-label="${say('markOf', { mark: words, visit: time })}">${words}</button></form>`;
  };
  const open = may(scope, 'visit.change') ? marksOf(visit, now) : [];
  return html`<li><div>
      <b>${time}</b> <span class="state ${visitTones[status]}">${say(`visit_${status}`)}${by}</span>
      <small>${service.name[language]} · ${practitioner.name} · ${branch.name}</small>
      ${confirmedAt === null ? '' : html`<small>${say('visitConfirmed', { time: when(Temporal.Instant.from(confirmedAt)) })}</small>`}
      ${reason === null ? '' : html`<small class="said">${say('visitReason', { reason })}</small>`}
    </div>
    ${open.length === 0 ? '' : html`<div class="together">${open.map(act)}</div>`}</li>`;
}

/** What makes sense by the clock; core has the last word. */
export function marksOf({ status, start, zone }: PatientVisit, now: Temporal.Instant): Mark[] {
  const at = Temporal.Instant.from(start);
  const begun = Temporal.Instant.compare(at, now) <= 0;
  const day = (one: Temporal.Instant) => one.toZonedDateTimeISO(zone).toPlainDate();
  const timely: Readonly<Record<Mark, boolean>> = {
    accept: !begun,
    decline: true,
    arrived: begun || day(at).equals(day(now)),
    out: true,
    missed: begun,
  };
  return (Object.keys(marks) as Mark[]).filter(
    (mark) => timely[mark] && (marks[mark].from as readonly string[]).includes(status),
  );
}
