import { html, raw } from 'hono/html';
import { briefOf, heardOf } from '../../bot/render/shown.ts';
import type { InboxRow, LastSaid } from '../../core/desk/inbox.ts';
import { type InboxCounts, type InboxFilter, inboxFilters } from '../../core/desk/inbox-needs.ts';
import { staffPageView, stayOnError } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';
import { spanWords, whoWords } from './desk-words.ts';

export type InboxModel = {
  filter: InboxFilter;
  after: string | null;
  rows: readonly InboxRow[];
  next: string | null;
  counts: InboxCounts;
  /** Names of staff by their ids. */
  colleagues: ReadonlyMap<string, string>;
  clinic: { name: string; phone: string };
  now: Temporal.Instant;
};

const MOST_BRIEF = 120;

export function inboxView(view: StaffView, model: InboxModel): Html {
  const { say } = view;
  return staffPageView(view, {
    ...{ title: say('inbox'), styles: ['inbox.css'], script: 'inbox.js' },
    body: html`<div class="heading"><h1>${say('inbox')}</h1>
        <button type="button" class="second" id="bell" aria-pressed="false" hidden
          data-off="${say('inboxBell')}" data-on="${say('inboxBellOn')}"
          >${say('inboxBell')}</button></div>
      ${inboxListView(view, model)}`,
  });
}

/**
 * Tabs and rows: what is loaded anew when something has changed. A page further back stays as it was opened. What time alone changes the
 * script tells by the instants that stand here.
 */
export function inboxListView(view: StaffView, model: InboxModel): Html {
  const { say } = view;
  const { filter, after, rows, next, counts, now } = model;
  const anew = raw(
    `hx-get="/inbox/list?filter=${filter}" hx-trigger="live:conversation from:body delay:150ms, live:handover from:body delay:150ms, live:appointment from:body delay:150ms, live:worklist_item from:body delay:150ms, live:reload from:body, live:again from:body" hx-swap="outerMorph"`,
  );
  const spans = html`data-now="${now.toString()}" data-just="${say('sinceNow')}" data-minutes="${say('timeMinutes')}"
    data-hours="${say('timeHours')}" data-days="${say('timeDays')}"`;
  return html`<div id="inbox" data-waiting="${counts.waiting}" ${spans} ${after === null ? anew : ''} ${stayOnError}>
    <nav class="tabs" aria-label="${say('inboxTabs')}"><ul>${inboxFilters.map((one) => tabView(view, model, one))}</ul></nav>
    ${
      rows.length === 0
        ? html`<p class="empty">${say(`inboxNone_${filter}`)}</p>`
        : html`<ul class="rows talks">${rows.map((row) => rowView(view, model, row))}</ul>`
    }
    <p class="together">
      ${after === null ? '' : html`<a href="/inbox?filter=${filter}">${say('inboxNewest')}</a>`}
      ${next === null ? '' : html`<a href="/inbox?filter=${filter}&after=${encodeURIComponent(next)}">${say('inboxEarlier')}</a>`}
    </p>
  </div>`;
}

function tabView({ say }: StaffView, { filter, counts }: InboxModel, one: InboxFilter): Html {
  const count = one === 'all' ? 0 : counts[one];
  return html`<li><a href="/inbox?filter=${one}" ${one === filter ? raw('aria-current="page"') : ''}>${say(`tab_${one}`)}${
    count > 0 ? html` <b class="count">${count}</b>` : ''
  }</a></li>`;
}

function rowView(view: StaffView, model: InboxModel, row: InboxRow): Html {
  const { say } = view;
  const { filter, now } = model;
  const since = spanWords(say, Temporal.Instant.from(row.at), now);
  const named = row.people.some(({ name }) => name !== null);
  const heldUntil = row.handover?.heldUntil ?? null;
  return html`<li id="talk-${row.conversationId}" class="${row.urgent ? 'urgent' : ''}" ${heldUntil === null ? '' : html`data-until="${heldUntil}"`}>
    <a class="talk" href="/inbox/${row.conversationId}">
      <span class="whose"><b>${whoWords(say, row.people, row.address)}</b>
        <small>${named && row.address ? html`${row.address} · ` : ''}${say(`kind_${row.kind}`)}</small></span>
      <span class="when"><small data-since="${row.at}" data-words="${say(`since_${filter}`)}">${since === null ? say('sinceNow') : say(`since_${filter}`, { time: since })}</small></span>
      <span class="brief">${briefView(view, model, row)}</span>
      <span class="marks">${marksView(view, model, row)}</span>
    </a>
  </li>`;
}

/** What it is about, as words on colours: the worst first. */
function marksView(view: StaffView, model: InboxModel, row: InboxRow): Html {
  const { say } = view;
  return html`${row.urgent ? html`<span class="state bad">${say('stateDanger')}</span>` : ''}
    ${row.failed ? html`<span class="state bad">${say('stateFailed')}</span>` : ''}
    ${row.requests > 0 ? html`<span class="state wait">${say('stateRequests', { count: row.requests })}</span>` : ''}
    ${holderView(view, model, row)} ${takerView(view, model, row)} ${dueView(view, model, row)}`;
}

function holderView({ say, scope }: StaffView, { colleagues }: InboxModel, { handover }: InboxRow): Html {
  if (handover === null) return html`<span class="state">${say('stateBot')}</span>`;
  const { holderId, reason } = handover;
  if (holderId === null) {
    const waits = reason !== 'staff';
    return html`<span class="state wait">${say(waits ? 'stateWaiting' : 'stateQuiet')}</span>`;
  }
  if (holderId === scope.actor.id) return html`<span class="state good">${say('stateYours')}</span>`;
  const name = colleagues.get(holderId) ?? say('by_staff');
  return html`<span class="state good">${say('stateTheirs', { name })}</span>`;
}

/** Not where whoever sees to it has the conversation, too. */
function takerView(
  { say, scope }: StaffView,
  { colleagues }: InboxModel,
  { takenBy, handover }: InboxRow,
): Html | '' {
  if (takenBy === null || takenBy === handover?.holderId) return '';
  const name = colleagues.get(takenBy) ?? say('by_staff');
  return html`<span class="state good">${takenBy === scope.actor.id ? say('stateTakenYours') : say('stateTaken', { name })}</span>`;
}

function dueView({ say, language, member }: StaffView, { now }: InboxModel, { due }: InboxRow): Html | '' {
  if (due === null) return '';
  const at = Temporal.Instant.from(due);
  const late = Temporal.Instant.compare(at, now) < 0;
  const time = whenIn(language, member.zone, now)(at);
  return html`<small class="${late ? 'late' : ''}" data-due="${due}" data-late="${say('answerLate', { time })}">${say(late ? 'answerLate' : 'answerDue', { time })}</small>`;
}

function briefView(view: StaffView, model: InboxModel, { last, kind }: InboxRow): Html | '' {
  if (last === null) return '';
  const { say } = view;
  const words = brief(view, model, last, kind) ?? say('lastUnseen');
  const line = words.replace(/\s+/g, ' ').trim();
  const short = line.length > MOST_BRIEF ? `${[...line].slice(0, MOST_BRIEF).join('')}…` : line;
  return html`<span class="quiet">${say(`by_${last.from}`)}:</span> ${short}`;
}

function brief(
  { say }: StaffView,
  { clinic }: InboxModel,
  { from, content, language }: LastSaid,
  kind: InboxRow['kind'],
): string | null {
  if (from !== 'patient') return briefOf(content, language, kind, clinic);
  const heard = heardOf(content);
  switch (heard.kind) {
    case 'text':
    case 'tapped':
      return heard.text;
    case 'location':
      return say('heard_location', { latitude: heard.latitude, longitude: heard.longitude });
    default:
      return say(`heard_${heard.kind}`);
  }
}
