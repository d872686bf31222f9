import { html, raw } from 'hono/html';
import type { Audit, AuditFilter, AuditLine } from '../../core/desk/audit.ts';
import { auditKinds } from '../../core/desk/audit-kinds.ts';
import { staffPageView } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { clockTime, longDay, visitTime } from '../times.ts';
import { sayRole, type WordKey } from '../words/words.ts';
import { keyFor } from './desk-words.ts';

export type AuditOptions = {
  audit: Audit;
  filter: AuditFilter;
  isFirst: boolean;
  /** Of all colleagues. */
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
};

export function auditView(view: StaffView, options: AuditOptions): Html {
  const { say } = view;
  const { audit, filter, isFirst } = options;
  const { lines, next } = audit;
  return staffPageView(view, {
    ...{ title: say('audit'), styles: ['desk.css'] },
    body: html`<h1>${say('audit')}</h1>
      <p class="quiet">${say('auditLead')}</p>
      ${patientView(view, options)}
      ${filterView(view, options)}
      ${
        lines.length === 0
          ? html`<p>${say(next === null && isFirst ? 'auditNone' : 'auditNoneHere')}</p>`
          : daysView(view, options)
      }
      <p class="together">${
        isFirst ? '' : html`<a class="button second" href="${addressOf(filter)}">${say('auditNewest')}</a>`
      }${next === null ? '' : html`<a class="button second" href="${addressOf(filter, next)}">${say('auditEarlier')}</a>`}</p>`,
  });
}

/** Ids alone stand in it. */
function addressOf({ kind, memberId, day, patientId }: AuditFilter, after: string | null = null): string {
  const wished = { kind, by: memberId, day: day?.toString(), patient: patientId, after };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wished)) if (value) query.set(name, value);
  return query.size === 0 ? '/audit' : `/audit?${query}`;
}

function patientView({ say, pages }: StaffView, { audit: { patient }, filter }: AuditOptions): Html | '' {
  if (patient === null) return '';
  const leads = patient.name !== null && pages.some(({ path }) => path === '/patients');
  const name = patient.name ?? say('auditOfSomebody');
  const [before = '', after = ''] = say('auditOf', { name: '\0' }).split('\0');
  return html`<p class="notice done">${before}${leads ? html`<a href="/patients/${patient.patientId}">${name}</a>` : name}${after}
    <a href="${addressOf({ ...filter, patientId: null })}">${say('auditOfAll')}</a></p>`;
}

function filterView({ say, member }: StaffView, { filter, names, now }: AuditOptions): Html {
  const { kind, memberId, day, patientId } = filter;
  const option = (value: string, words: string, chosen: string | null) =>
    html`<option value="${value}" ${value === (chosen ?? '') ? raw('selected') : ''}>${words}</option>`;
  const colleagues = [...names].toSorted(([, a], [, b]) => a.localeCompare(b));
  const today = now.toZonedDateTimeISO(member.zone).toPlainDate().toString();
  return html`<form method="get" action="/audit" class="wish">
    ${patientId === null ? '' : html`<input type="hidden" name="patient" value="${patientId}" />`}
    <label>${say('auditKind')} <select name="kind">${option('', say('auditAll'), kind)}
      ${auditKinds.map((one) => option(one, say(`log_${one}`), kind))}</select></label>
    <label>${say('auditWho')} <select name="by">${option('', say('auditAnybody'), memberId)}
      ${colleagues.map(([id, name]) => option(id, name, memberId))}</select></label>
    <label>${say('auditDay')} <input type="date" name="day" value="${day?.toString() ?? ''}" max="${today}" /></label>
    <p><button class="second">${say('auditShow')}</button></p>
  </form>`;
}

function daysView(view: StaffView, options: AuditOptions): Html {
  const { language, member } = view;
  const dayOf = ({ at }: AuditLine) =>
    Temporal.Instant.from(at).toZonedDateTimeISO(member.zone).toPlainDate().toString();
  const days = Map.groupBy(options.audit.lines, dayOf);
  return html`${[...days].map(
    ([day, lines]) => html`<h2 class="day">${longDay(language, Temporal.PlainDate.from(day))}</h2>
      <ul class="rows needs">${lines.map((line) => lineView(view, line, options))}</ul>`,
  )}`;
}

function lineView(view: StaffView, line: AuditLine, options: AuditOptions): Html {
  const { member } = view;
  const about = aboutView(view, line, options);
  return html`<li><div>
      <time class="span" datetime="${line.at}">${clockTime(line.at, member.zone)}</time> <b>${whatOf(view, line)}</b>
      <small>${whoOf(view, line, options)}${about.map((one) => html` · ${one}`)}</small>
    </div></li>`;
}

/** With the role that was given, or what it was that needed a person. */
function whatOf({ say }: StaffView, { type, role, itemKind }: AuditLine): string {
  const words = keyFor('event', type);
  const what = words === null ? type : say(words);
  if (role !== null) return `${what} ${say('auditAs', { role: sayRole(say, role) })}`;
  return itemKind === null ? what : `${what}: ${say(`need_${itemKind}`)}`;
}

const others = { contact: 'by_patient', system: 'by_bot' } as const satisfies Record<string, WordKey>;

function whoOf({ say, scope }: StaffView, { by }: AuditLine, { names }: AuditOptions): string {
  if (by.kind !== 'staff') return say(others[by.kind]);
  if (by.id === scope.actor.id) return say('by_you');
  return (by.id !== null && names.get(by.id)) || say('needColleague');
}

/** Whom and what it is about, with the way there where the reader may go it. */
function aboutView(view: StaffView, line: AuditLine, { names }: AuditOptions): (Html | string)[] {
  const { say, language, pages } = view;
  const { people, address, aboutSomebody, conversationId, visit, itemId, memberId } = line;
  const opens = (path: string) => pages.some((page) => page.path === path);
  const named = people.map(({ patientId, name }) =>
    opens('/patients')
      ? html`<a href="/patients/${patientId}">${name ?? say('nameGone')}</a>`
      : (name ?? say('nameGone')),
  );
  const somebody = aboutSomebody ? [address ?? say('auditOfSomebody')] : [];
  const colleague =
    memberId !== null && memberId !== line.by.id ? [names.get(memberId) ?? say('needColleague')] : [];
  return [
    ...(named.length > 0 ? named : somebody),
    ...colleague,
    ...(visit === null ? [] : [say('auditVisit', { time: visitTime(language, visit.start, visit.zone) })]),
    ...(conversationId !== null && opens('/inbox')
      ? [html`<a href="/inbox/${conversationId}">${say('conversation')}</a>`]
      : []),
    ...(itemId !== null && opens('/needs') ? [html`<a href="/needs/${itemId}">${say('needs')}</a>`] : []),
  ];
}
