import { html, raw } from 'hono/html';
import { type WorklistKind, worklistKinds } from '../../core/db/tables.ts';
import type { Item } from '../../core/desk/items.ts';
import type { Request } from '../../core/desk/requests.ts';
import { may } from '../../core/staff/permissions.ts';
import { notice, staffPageView, stayOnError } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { agoIn, visitTime } from '../times.ts';
import { whenIn } from '../when.ts';
import type { Say } from '../words/words.ts';
import type { DoneWay } from './need-done.ts';

export type NeedsOptions = {
  kind: WorklistKind | null;
  after: string | null;
  items: readonly Item[];
  next: string | null;
  counts: Readonly<Record<WorklistKind, number>>;
  requests: readonly Request[];
  /** Of those who have taken something. */
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
  /** What was done, and whose a conversation is now. */
  told: DoneWay | null;
};

export function needsView(view: StaffView, options: NeedsOptions): Html {
  const { say } = view;
  return staffPageView(view, {
    title: say('needs'),
    body: html`<h1>${say('needs')}</h1>
      ${options.told === null ? '' : notice('done', doneWords(say, options.told))}
      <p data-notify data-on="${say('notifyOn')}" data-denied="${say('notifyDenied')}" class="quiet" hidden>
        <button type="button" class="second">${say('notifyAsk')}</button><span role="status"></span></p>
      <div hx-get="${addressOf('/needs/list', options)}" hx-swap="innerMorph" ${stayOnError}
        hx-trigger="live:worklist_item from:body delay:200ms, live:appointment from:body delay:200ms, live:reload from:body">
        ${needsListView(view, options)}
      </div>`,
  });
}

function doneWords(say: Say, way: DoneWay): string {
  const more = { back: 'told_back', backQuiet: 'told_backQuiet', colleague: 'needDoneTheirs' } as const;
  return way === 'yes' || way === 'quiet' ? say('done') : `${say('done')} ${say(more[way])}`;
}

function addressOf(path: string, { kind, after }: Pick<NeedsOptions, 'kind' | 'after'>): string {
  const query = new URLSearchParams();
  if (kind !== null) query.set('kind', kind);
  if (after !== null) query.set('after', after);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** What is loaded anew when something has changed. */
export function needsListView(view: StaffView, options: NeedsOptions): Html {
  const { say } = view;
  const { kind, items, next, requests } = options;
  const nothing = html`<p>${say(kind === null ? 'needsNone' : 'needsNoneOf')}</p>`;
  const more = html`<p><a class="button second" href="${addressOf('/needs', { kind, after: next })}">${say('needsMore')}</a></p>`;
  return html`${kindsView(view, options)}
    ${
      items.length === 0
        ? requests.length > 0
          ? ''
          : nothing
        : html`<ul class="rows needs">${items.map((item) => rowView(view, item, options))}</ul>`
    }
    ${next === null ? '' : more}
    ${requests.length === 0 ? '' : requestsView(view, options)}`;
}

/** In which order kinds are offered: the urgent first. */
const ranks: Readonly<Record<WorklistKind, number>> = {
  ...{ danger: 0, on_call_stopped: 1, person: 2, call: 3, unanswered: 4, failed_delivery: 5, dead_turn: 6 },
  ...{ late: 7, not_me: 8, number_given: 9, flood: 10, out_of_credit: 11, budget: 12 },
};
const kinds = worklistKinds.toSorted((a, b) => ranks[a] - ranks[b]);

function kindsView({ say }: StaffView, { kind, counts }: NeedsOptions): Html | '' {
  const open = kinds.filter((one) => counts[one] > 0 || one === kind);
  if (open.length < 2 && kind === null) return '';
  const link = (one: WorklistKind | null, words: string) =>
    html`<li><a href="${addressOf('/needs', { kind: one, after: null })}" ${one === kind ? raw('aria-current="true"') : ''}>${words}</a></li>`;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return html`<nav class="kinds" aria-label="${say('needsKinds')}"><ul>${link(null, `${say('needsAll')} ${all}`)}
    ${open.map((one) => link(one, `${say(`need_${one}`)} ${counts[one]}`))}</ul></nav>`;
}

/** Whom an item is about, as lists say it. */
export function whoOf({ say }: StaffView, { people, address, recordKind }: Item): string {
  const names = people.flatMap(({ name }) => (name === null ? [] : [name]));
  if (names.length > 0) return names.join(', ');
  if (address !== null) return address;
  return ['budget_notice', 'channel'].includes(recordKind) ? say('needClinic') : say('needSomebody');
}

/** A status is a word on a colour: red is danger, amber waits for somebody's own words or hands. */
export function kindView({ say }: StaffView, { kind, urgent }: Item): Html {
  const soon: readonly WorklistKind[] = [
    ...(['person', 'call', 'dead_turn', 'out_of_credit', 'budget', 'on_call_stopped'] as const),
  ];
  const tone = urgent ? 'bad' : soon.includes(kind) ? 'wait' : '';
  return html`<span class="state ${tone}">${say(`need_${kind}`)}</span>`;
}

/** What to do about it, where the kind alone does not say. */
export function howView({ say }: StaffView, { kind, closedAt }: Item): Html | '' {
  if (kind !== 'on_call_stopped' || closedAt !== null) return '';
  return html`<small>${say('needHow_on_call_stopped')}</small>`;
}

/** How long, by when, whose. */
export function factsView(
  view: StaffView,
  item: Item,
  { names, now }: Pick<NeedsOptions, 'names' | 'now'>,
): Html {
  const { say, scope } = view;
  if (item.closedAt !== null) return html`<span class="state good">${say('needDone')}</span>`;
  const when = whenIn(view.language, view.member.zone, now);
  const due = item.dueAt === null ? null : Temporal.Instant.from(item.dueAt);
  const late = due !== null && Temporal.Instant.compare(due, now) < 0;
  const by = item.takenBy;
  const whose =
    by === null
      ? say('needNobodys')
      : by === scope.actor.id
        ? say('needYours')
        : say('needOf', { name: names.get(by) ?? say('needColleague') });
  const told = say('needSince', { time: agoIn(say, now, item.openedAt) });
  return html`${told}${
    due === null
      ? ''
      : late
        ? html` · <span class="state bad">${say('needOverdue', { time: when(due) })}</span>`
        : html` · ${say('needBy', { time: when(due) })}`
  } · ${whose}${commentsCount(view, item)}`;
}

function commentsCount({ say }: StaffView, { comments }: Item): Html | '' {
  if (comments === 0) return '';
  return html` · ${comments === 1 ? say('needComment1') : say('needComments', { count: comments })}`;
}

function rowView(view: StaffView, item: Item, options: NeedsOptions): Html {
  const who = whoOf(view, item);
  return html`<li id="item-${item.itemId}" class="${item.urgent ? 'urgent' : ''}">
    <div>
      <a class="who" href="/needs/${item.itemId}">${who}</a> ${kindView(view, item)}
      <small>${factsView(view, item, options)}</small>${howView(view, item)}
    </div>
    <div class="together">${buttonsView(view, item, who)}</div>
  </li>`;
}

/** The way to whom it is about, and what one may do with it. */
export function buttonsView({ say, scope }: StaffView, item: Item, who: string): Html {
  const act = (action: string, words: string, look: string) =>
    html`<form method="post" action="/needs/${item.itemId}/${action}"><button class="${look}" aria-label="${words}: ${who}, ${say(`need_${item.kind}`)}">${words}</button></form>`;
  const isOwn = item.takenBy === scope.actor.id;
  const taking = item.takenBy === null ? act('take', say('needTake'), '') : '';
  return html`${item.closedAt === null ? taking : ''}
    ${linkView({ say, scope }, item, who)}
    ${isOwn && item.closedAt === null ? act('leave', say('needLeave'), 'second') : ''}
    ${item.closedAt === null ? act('done', say('needMarkDone'), 'second') : ''}`;
}

function linkView(
  { say, scope }: Pick<StaffView, 'say' | 'scope'>,
  { conversationId, people }: Item,
  who: string,
): Html | '' {
  const [person] = people;
  if (conversationId !== null && may(scope, 'conversation.read')) {
    return html`<a class="button second" href="/inbox/${conversationId}" aria-label="${say('needOpen')}: ${who}">${say('needOpen')}</a>`;
  }
  if (person === undefined || !may(scope, 'patient.read')) return '';
  return html`<a class="button second" href="/patients/${person.patientId}" aria-label="${say('needPatient')}: ${who}">${say('needPatient')}</a>`;
}

function requestsView(view: StaffView, { requests, now }: NeedsOptions): Html {
  const { say } = view;
  return html`<section><h2>${say('requests')} <span class="state wait">${requests.length}</span></h2>
    <ul class="rows needs">${requests.map((request) => requestView(view, request, now))}</ul></section>`;
}

function requestView(view: StaffView, request: Request, now: Temporal.Instant): Html {
  const { say, scope, language } = view;
  const { appointmentId, patientId, start, zone, service, practitioner, branch } = request;
  const name = request.name ?? say('nameGone');
  const past = Temporal.Instant.compare(Temporal.Instant.from(start), now) <= 0;
  const act = (mark: 'accept' | 'decline', look: string) => {
    const words = say(`mark_${mark}`);
    return html`<form method="post" action="/patients/${patientId}/visits/${appointmentId}/${mark}">
      <input type="hidden" name="start" value="${start}" /><input type="hidden" name="branch" value="${branch.id}" />
      <input type="hidden" name="back" value="needs" />
      <button class="${look}" aria-label="${words}: ${name}, ${visitTime(language, start, zone)}">${words}</button></form>`;
  };
  return html`<li id="request-${appointmentId}">
    <div>
      ${may(scope, 'patient.read') ? html`<a class="who" href="/patients/${patientId}">${name}</a>` : html`<b>${name}</b>`}
      <span class="state wait">${say('visit_pending')}</span>${past ? html` <span class="state bad">${say('requestPast')}</span>` : ''}
      <small>${visitTime(language, start, zone)} · ${service[language]} · ${practitioner} · ${branch.name}</small>
      <small>${say('requestAsked', { time: agoIn(say, now, request.askedAt) })}</small>
    </div>
    ${
      may(scope, 'visit.change')
        ? html`<div class="together">${past ? '' : act('accept', '')}${act('decline', 'second')}</div>`
        : ''
    }
  </li>`;
}
