import { html } from 'hono/html';
import type { OwnVisit, OwnVisits } from '../../core/desk/own-visits.ts';
import { may } from '../../core/staff/permissions.ts';
import { staffPageView } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { clockTime, longDay } from '../times.ts';
import { whenIn } from '../when.ts';
import type { WordKey } from '../words/words.ts';
import { visitTones } from './patient-visits-view.ts';

export type OwnVisitsOptions = { own: OwnVisits; now: Temporal.Instant };

/** The week is loaded anew when a visit of theirs has changed. */
export function ownVisitsView(view: StaffView, options: OwnVisitsOptions): Html {
  const { say } = view;
  return staffPageView(view, {
    title: say('ownVisits'),
    body: html`<h1>${say('ownVisits')}</h1>
      <div hx-get="/my-visits/list?from=${options.own.from.toString()}" hx-swap="innerMorph" hx-status:4xx="swap:none" hx-status:5xx="swap:none"
        hx-trigger="live:appointment from:body delay:200ms, live:reload from:body">
        ${ownWeekView(view, options)}
      </div>
      ${weeksView(view, options)}`,
  });
}

/** For who is no practitioner of the clinic's yet, on either page. */
export function nobodyView(view: StaffView, title: WordKey): Html {
  const { say } = view;
  return staffPageView(view, {
    title: say(title),
    body: html`<h1>${say(title)}</h1><p>${say('ownNobody')}</p>`,
  });
}

function weeksView({ say }: StaffView, { own }: OwnVisitsOptions): Html {
  const link = (from: Temporal.PlainDate, words: string) =>
    html`<a class="button second" href="/my-visits?from=${from.toString()}">${words}</a>`;
  return html`<nav class="together" aria-label="${say('ownWeeks')}">
    ${own.earlier === null ? '' : link(own.earlier, say('ownEarlier'))}
    ${own.from.equals(own.today) ? '' : html`<a class="button second" href="/my-visits">${say('ownNow')}</a>`}
    ${link(own.later, say('ownLater'))}</nav>`;
}

export function ownWeekView(view: StaffView, options: OwnVisitsOptions): Html {
  const { from, days, visits } = options.own;
  const dayOf = ({ start, zone }: OwnVisit) =>
    Temporal.Instant.from(start).toZonedDateTimeISO(zone).toPlainDate().toString();
  const byDay = Map.groupBy(visits, dayOf);
  return html`${Array.from({ length: days }, (_, at) => from.add({ days: at })).map((day) =>
    dayView(view, options, day, byDay.get(day.toString()) ?? []),
  )}`;
}

function dayView(
  view: StaffView,
  options: OwnVisitsOptions,
  day: Temporal.PlainDate,
  visits: readonly OwnVisit[],
): Html {
  const { say, language } = view;
  const name = longDay(language, day);
  const isToday = day.equals(options.own.today);
  return html`<h2 class="day">${isToday ? say('ownToday', { day: name }) : name}</h2>
    ${
      visits.length === 0
        ? html`<p class="quiet">${say('ownNone')}</p>`
        : html`<ul class="rows needs">${visits.map((visit) => visitView(view, visit, options))}</ul>`
    }`;
}

function visitView(view: StaffView, visit: OwnVisit, { now }: OwnVisitsOptions): Html {
  const { say, language, member, scope } = view;
  const { appointmentId, patientId, status, start, end, zone, service, branch, confirmedAt, reason } = visit;
  const name = visit.name ?? say('nameGone');
  const when = whenIn(language, member.zone, now);
  return html`<li id="visit-${appointmentId}"><div>
      <span class="span">${clockTime(start, zone)}–${clockTime(end, zone)}</span>
      ${may(scope, 'patient.read') ? html`<a class="who" href="/patients/${patientId}">${name}</a>` : html`<b>${name}</b>`}
      <span class="state ${visitTones[status]}">${say(`visit_${status}`)}</span>
      <small>${service[language]} · ${branch}</small>
      ${confirmedAt === null ? '' : html`<small>${say('visitConfirmed', { time: when(Temporal.Instant.from(confirmedAt)) })}</small>`}
      ${reason === null ? '' : html`<small class="said">${say('visitReason', { reason })}</small>`}
    </div></li>`;
}
