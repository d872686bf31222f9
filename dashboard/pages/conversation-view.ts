import { html, raw } from 'hono/html';
import type { Composer } from '../../core/desk/composer.ts';
import type { OpenConversation, Passage } from '../../core/desk/conversation.ts';
import type { HandoverNow } from '../../core/desk/inbox.ts';
import { may } from '../../core/staff/permissions.ts';
import { notice, staffPageView, stayOnError } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';
import type { WordKey } from '../words/words.ts';
import { asideView } from './aside-view.ts';
import { composerView } from './composer-view.ts';
import { whoWords } from './desk-words.ts';
import { messageView, type ThreadModel } from './message-view.ts';
import { maskedView, type Shown } from './patient-address-view.ts';

export type ConversationModel = ThreadModel & {
  open: OpenConversation;
  /** Null: they may read, not write. */
  composer: Composer | null;
  /** Opened at an earlier page: it stays as it is. */
  before: string | null;
  /** For the forms of this page. */
  keys: { reply: string; note: string; patient: string };
  /** What was typed and could not be sent. */
  draft: { text: string; note: string };
  /** In words. */
  told: string | null;
  problem: string | null;
  /** The whole number, for who has just pressed its button. */
  shown: Shown | null;
};

export function conversationView(view: StaffView, model: ConversationModel): Html {
  return staffPageView(view, {
    ...{ title: view.say('conversation'), styles: ['inbox.css', 'desk.css'], script: 'inbox.js' },
    body: html`<p class="trail"><a href="/inbox">${view.say('inbox')}</a></p>${conversationPartView(view, model)}`,
  });
}

/** The whole of it, loaded anew when something has changed; what somebody is typing stays (hx-morph-skip). */
export function conversationPartView(view: StaffView, model: ConversationModel): Html {
  const { say } = view;
  const { open, told, problem, before } = model;
  const anew = raw(
    `hx-get="/inbox/${open.conversationId}/now" hx-trigger="live:here from:body delay:100ms, live:reload from:body" hx-swap="outerMorph"`,
  );
  return html`<div id="conversation" class="conversation" data-id="${open.conversationId}"
    data-staff="${view.scope.actor.id}" ${before === null ? anew : ''} ${stayOnError}>
    <div class="head">
      <h1>${whoWords(say, open.people, open.address)}</h1>
      <div class="line quiet">${addressView(view, model)}${say(`kind_${open.kind}`)}</div>
      <div id="told" hx-morph-skip>${problem === null ? '' : notice('problem', problem)}${
        told === null ? '' : notice('done', told)
      }</div>
      ${holdView(view, model)}
      ${open.optedOut ? html`<p class="notice caution">${say('optedOut')}</p>` : ''}
      ${open.unreachable ? html`<p class="notice caution">${say('unreachable')}</p>` : ''}
      ${open.detached ? html`<p class="notice caution">${say('detached')}</p>` : ''}
    </div>
    <div class="talking">
      ${threadView(view, model)}
      ${composerView(view, model)}
    </div>
    ${asideView(view, model)}
  </div>`;
}

/** The button is for who may see a patient's record; in the heading the number stands already where nobody is known. */
function addressView(view: StaffView, { open, shown }: ConversationModel): Html | '' {
  const { conversationId, contactId, people, address: masked } = open;
  if (masked === null) return '';
  if (may(view.scope, 'patient.read')) {
    const path = `/inbox/${conversationId}/contacts/${contactId}/show`;
    return html`${maskedView(view, { of: contactId, masked, path, shown })} · `;
  }
  return people.length > 0 ? html`${masked} · ` : '';
}

/** Who has it, in words, and what one can do about it. */
function holdView(view: StaffView, model: ConversationModel): Html {
  const { say, scope, language, member } = view;
  const { open, colleagues, now } = model;
  const when = (at: string) => whenIn(language, member.zone, now)(Temporal.Instant.from(at));
  const { handover, conversationId } = open;
  const act = (action: string, label: string, second: boolean, field?: [name: string, value: string]) =>
    html`<form method="post" action="/inbox/${conversationId}/${action}">${
      field === undefined ? '' : html`<input type="hidden" name="${field[0]}" value="${field[1]}" />`
    }<button class="${second ? 'second' : ''}">${label}</button></form>`;
  const holderId = handover?.holderId ?? null;
  const yours = holderId === scope.actor.id;
  const name = (holderId && colleagues.get(holderId)) ?? say('by_staff');
  const words = holdWords(view, handover, { yours, name, when });
  const buttons = [
    ...(yours ? [act('renew', say('renew'), true)] : []),
    ...(holderId === null ? [act('take', say('takeOver'), false)] : []),
    ...(holderId !== null && !yours
      ? [act('take', say('takeFrom', { name }), true, ['from', holderId])]
      : []),
    ...(handover !== null && (yours || holderId === null)
      ? [act('hand-back', say('handBack'), true, ['seen', handover.reason])]
      : []),
  ];
  const because = handover === null ? '' : say(`because_${handover.reason}`);
  return html`<div class="hold ${handover?.reason === 'danger' ? 'danger' : ''}" role="status">
    <p>${words} ${because} ${takenWords(view, model)}</p>
    ${may(scope, 'conversation.reply') ? html`<div class="actions">${buttons}</div>` : ''}
  </div>`;
}

/** Who sees to it by the list of what needs a person, where that is not who has it. */
function takenWords({ say, scope }: StaffView, { open, colleagues }: ConversationModel): string {
  const { takenBy, handover } = open;
  if (takenBy === null || takenBy === handover?.holderId) return '';
  const name = colleagues.get(takenBy) ?? say('by_staff');
  return takenBy === scope.actor.id ? say('holdTakenYours') : say('holdTaken', { name });
}

function holdWords(
  { say }: StaffView,
  handover: HandoverNow | null,
  { yours, name, when }: { yours: boolean; name: string; when(at: string): string },
): Html {
  if (handover === null) return html`<span class="state">${say('stateBot')}</span> ${say('holdBot')}`;
  const { heldUntil, quietUntil, askedAt, reason } = handover;
  if (heldUntil === null) {
    const waits = reason !== 'staff';
    const until = when(quietUntil);
    return html`<span class="state wait">${say(waits ? 'stateWaiting' : 'stateQuiet')}</span>
      ${waits ? say('holdWaiting', { time: when(askedAt), until }) : say('holdQuiet', { until })}`;
  }
  const time = when(heldUntil);
  return yours
    ? html`<span class="state good">${say('stateYours')}</span> ${say('holdYours', { time })}`
    : html`<span class="state wait">${say('stateTheirs', { name })}</span> ${say('holdTheirs', { name, time })}`;
}

function threadView(view: StaffView, model: ConversationModel): Html {
  const { say } = view;
  const { open, before } = model;
  const { messages, earlier, conversationId } = open;
  const first = messages[0]?.at ?? '';
  const last = before === null ? null : (messages.at(-1)?.at ?? null);
  const lines = [
    ...messages.map((message) => ({ at: message.at, line: messageView(view, model, message) })),
    ...open.passages
      // how it began stands at the message that it began with
      .filter(({ type, at }) => type !== 'handover.begun' && isWithin(at, first, last))
      .map((passage) => ({ at: passage.at, line: passageView(view, model, passage) })),
  ].toSorted((a, b) => Temporal.Instant.compare(Temporal.Instant.from(a.at), Temporal.Instant.from(b.at)));
  return html`<h2 class="hidden" id="thread-name">${say('messages')}</h2>
    <div class="thread" id="thread" tabindex="0" role="log" aria-live="polite" aria-labelledby="thread-name">
      ${earlier === null ? '' : html`<p class="more"><a href="/inbox/${conversationId}?before=${earlier}">${say('messagesEarlier')}</a></p>`}
      ${messages.length === 0 ? html`<p class="empty">${say('messagesNone')}</p>` : html`<ol>${lines.map(({ line }) => line)}</ol>`}
      ${before === null ? '' : html`<p class="more"><a href="/inbox/${conversationId}">${say('messagesNewest')}</a></p>`}
    </div>`;
}

function isWithin(at: string, first: string, last: string | null): boolean {
  if (first === '') return false;
  const moment = Temporal.Instant.from(at);
  if (Temporal.Instant.compare(moment, Temporal.Instant.from(first)) < 0) return false;
  return last === null || Temporal.Instant.compare(moment, Temporal.Instant.from(last)) <= 0;
}

function passageView(view: StaffView, { colleagues, now }: ConversationModel, passage: Passage): Html {
  const { say, language, member, scope } = view;
  const { type, at, staffId, details } = passage;
  const name =
    staffId === scope.actor.id
      ? say('by_you')
      : (staffId !== null && colleagues.get(staffId)) || say('by_staff');
  const key = passageKey(type, String(details.by ?? ''));
  const time = whenIn(language, member.zone, now)(Temporal.Instant.from(at));
  return html`<li class="passage">${say(key, { name })} <time datetime="${at}">${time}</time></li>`;
}

function passageKey(type: Passage['type'], by: string): WordKey {
  if (type === 'handover.taken') return 'passage_taken';
  if (by === 'patient') return 'passage_endedPatient';
  return by === 'time' ? 'passage_endedTime' : 'passage_endedStaff';
}
