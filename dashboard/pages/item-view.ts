import { html } from 'hono/html';
import type { AfterDone } from '../../core/desk/after-done.ts';
import type { Comment, Item } from '../../core/desk/items.ts';
import { may } from '../../core/staff/permissions.ts';
import { notice, staffPageView, stayOnError } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';
import { buttonsView, factsView, howView, kindView, whoOf } from './needs-view.ts';

export type ItemOptions = {
  item: Item;
  comments: readonly Comment[];
  after: AfterDone;
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
  problem: { text: string; takeFrom?: { id: string; name: string } } | null;
  /** What was written and not saved. */
  draft: string;
  /** Of the form: the same text sent twice is one comment. */
  key: string;
  told: boolean;
};

/** One thing that needs a person, with what colleagues say about it. The title names nobody: it stays in the history. */
export function itemView(view: StaffView, options: ItemOptions): Html {
  const { say } = view;
  return staffPageView(view, {
    title: say(`need_${options.item.kind}`),
    body: html`<p><a href="/needs">${say('needs')}</a></p>${itemPartView(view, options)}`,
  });
}

/** The whole of it, loaded anew when something has changed; what somebody is typing stays (hx-morph-skip). */
export function itemPartView(view: StaffView, options: ItemOptions): Html {
  const { say, scope } = view;
  const { item, problem, names, told } = options;
  const who = whoOf(view, item);
  const by = item.takenBy;
  const from =
    problem?.takeFrom ??
    (by === null || by === scope.actor.id ? undefined : { id: by, name: nameOf(view, names, by) });
  return html`<div id="need" hx-get="/needs/${item.itemId}/now" hx-swap="outerMorph" ${stayOnError}
    hx-trigger="live:worklist_item from:body delay:200ms, live:handover from:body delay:200ms, live:reload from:body">
    <h1>${who}</h1>
    <div id="told" hx-morph-skip>${problem === null ? '' : notice('problem', problem.text)}${
      told ? notice('done', say('done')) : ''
    }</div>
    <p>${kindView(view, item)} <span class="quiet">${factsView(view, item, options)}</span> ${howView(view, item)}</p>
    <div class="together needs-actions">${buttonsView(view, item, who)}
      ${from === undefined || item.closedAt !== null ? '' : takeFromView(view, item, from)}</div>
    ${afterView(view, options)}
    ${may(scope, 'patient.read') ? peopleView(view, item) : ''}
    <section><h2>${say('needComments_')}</h2>
      ${commentsView(view, options)}
      ${commentForm(view, options)}
    </section>
  </div>`;
}

function nameOf({ say }: StaffView, names: ReadonlyMap<string, string>, id: string): string {
  return names.get(id) ?? say('needColleague');
}

function takeFromView(
  { say }: StaffView,
  { itemId }: Item,
  { id, name }: { id: string; name: string },
): Html {
  return html`<form method="post" action="/needs/${itemId}/take"><input type="hidden" name="from" value="${id}" />
    <button class="second">${say('needTakeFrom', { name })}</button></form>`;
}

/** What "done" does to the conversation, or does not. */
function afterView(view: StaffView, { item, after, names, now }: ItemOptions): Html | '' {
  const { say } = view;
  if (after.kind === 'nothing') return '';
  if (after.kind === 'give_back') return html`<p class="quiet">${say('needAfterBack')}</p>`;
  const isDone = item.closedAt !== null;
  const time = whenIn(view.language, view.member.zone, now)(Temporal.Instant.from(after.until));
  if (after.kind === 'quiet') {
    return html`<p class="quiet">${say(isDone ? 'needStaysQuiet' : 'needAfterQuiet', { time })}</p>`;
  }
  const name = nameOf(view, names, after.holderId);
  return html`<p class="quiet">${say(isDone ? 'holdTheirs' : 'needAfterTheirs', { name, time })}</p>`;
}

function peopleView({ say }: StaffView, { people }: Item): Html | '' {
  if (people.length === 0) return '';
  return html`<p>${say('needPatient')}: ${people.map(
    ({ patientId, name }, at) =>
      html`${at === 0 ? '' : ', '}<a href="/patients/${patientId}">${name ?? say('nameGone')}</a>`,
  )}</p>`;
}

function commentsView(view: StaffView, { comments, names, now }: ItemOptions): Html {
  const { say } = view;
  if (comments.length === 0) return html`<p class="quiet">${say('needCommentsNone')}</p>`;
  const when = whenIn(view.language, view.member.zone, now);
  return html`<ul class="rows comments">${comments.map(
    ({ staffId, at, text }) => html`<li><div><b>${nameOf(view, names, staffId)}</b>
      <small>${when(Temporal.Instant.from(at))}</small>
      <p class="said">${text ?? say('needCommentGone')}</p></div></li>`,
  )}</ul>`;
}

function commentForm({ say }: StaffView, { item, draft, key }: ItemOptions): Html {
  return html`<form method="post" action="/needs/${item.itemId}/comments" class="stack" id="comment-form" hx-morph-skip>
    <input type="hidden" name="key" value="${key}" />
    <label>${say('needCommentLabel')}
      <textarea name="text" rows="3" maxlength="1000" required aria-describedby="comment-hint">${draft}</textarea></label>
    <p class="quiet" id="comment-hint">${say('needCommentHint')}</p>
    <p class="together"><button>${say('needCommentSend')}</button></p>
  </form>`;
}
