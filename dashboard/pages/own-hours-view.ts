import { html } from 'hono/html';
import type { OwnBranchHours, OwnException, OwnHours } from '../../core/desk/own-hours.ts';
import { staffPageView } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { longDay, weekdayName } from '../times.ts';

export function ownHoursView(view: StaffView, { branches, exceptions }: OwnHours): Html {
  const { say } = view;
  return staffPageView(view, {
    title: say('ownHours'),
    body: html`<h1>${say('ownHours')}</h1>
      <p>${say(branches.length === 0 ? 'ownHoursNone' : 'ownHoursLead')}</p>
      ${branches.map((hours) => branchView(view, hours))}
      <section><h2>${say('ownExceptions')}</h2>
        ${
          exceptions.length === 0
            ? html`<p class="quiet">${say('ownExceptionsNone')}</p>`
            : html`<ul class="rows needs">${exceptions.map((one) => exceptionView(view, one))}</ul>`
        }</section>`,
  });
}

function branchView({ say, language }: StaffView, { branch, own, spans }: OwnBranchHours): Html {
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    name: weekdayName(language, weekday),
    spans: spans.filter((span) => span.weekday === weekday),
  }));
  return html`<h2>${branch}</h2>
    ${own ? '' : html`<p class="quiet">${say('ownHoursOpen')}</p>`}
    <table class="hours" aria-label="${say('ownTimes')}: ${branch}"><tbody>${days.map(
      (day) =>
        html`<tr><th scope="row">${day.name}</th><td>${
          day.spans.length === 0
            ? html`<span class="quiet">${say('ownOff')}</span>`
            : day.spans.map(({ opens, closes }) => html`<span class="span">${opens}–${closes}</span> `)
        }</td></tr>`,
    )}</tbody></table>`;
}

const tones: Readonly<Record<OwnException['kind'], string>> = { holiday: '', absence: 'wait', extra: 'good' };

function exceptionView({ say, language }: StaffView, exception: OwnException): Html {
  const { kind, firstDay, lastDay, hours, branch, label } = exception;
  const first = longDay(language, firstDay);
  const days = firstDay.equals(lastDay)
    ? first
    : say('exceptionDays', { first, last: longDay(language, lastDay) });
  const times = hours === null ? say('exceptionWhole') : `${hours.opens}–${hours.closes}`;
  return html`<li><div><b>${days}</b> <span class="state ${tones[kind]}">${say(`exception_${kind}`)}</span>
    <small>${label === '' ? '' : `${label} · `}${times} · ${branch ?? say('branchesAll')}</small></div></li>`;
}
