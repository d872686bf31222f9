import { html } from 'hono/html';
import { describeFailure } from '../../bot/channels/failure-words.ts';
import type { Rendered } from '../../bot/render/rendered.ts';
import { heardOf, shownOf } from '../../bot/render/shown.ts';
import type { Did, Message } from '../../core/desk/messages.ts';
import type { ConversationId } from '../../core/ids.ts';
import { may } from '../../core/staff/permissions.ts';
import type { Html, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';
import { keyFor } from './desk-words.ts';

export type ThreadModel = {
  conversationId: ConversationId;
  colleagues: ReadonlyMap<string, string>;
  clinic: { name: string; phone: string };
  now: Temporal.Instant;
  /** Those that were sent again. */
  retried: ReadonlySet<string>;
};

type Heard = Extract<Message, { from: 'patient' }>;
type Said = Exclude<Message, Heard>;

export function messageView(view: StaffView, model: ThreadModel, message: Message): Html {
  return message.from === 'patient' ? heardView(view, model, message) : saidView(view, model, message);
}

function heardView(view: StaffView, model: ThreadModel, message: Heard): Html {
  const { say } = view;
  const { messageId, state, did } = message;
  const dead = state === 'dead';
  return html`<li class="message patient" id="m-${messageId}">
    <p class="by"><b>${say('by_patient')}</b> ${timeView(view, model, message.at)}</p>
    <div class="bubble">${heardWords(view, message)}</div>
    ${state === 'waiting' ? html`<p class="delivery"><span class="state wait">${say('heard_waiting')}</span></p>` : ''}
    ${
      dead
        ? html`<div class="delivery"><span class="state bad">${say('heard_dead')}</span> ${retryView(view, model, messageId, 'retryHeard')}</div>`
        : ''
    }
    ${didView(view, did)}
  </li>`;
}

function heardWords({ say }: StaffView, { content }: Heard): Html {
  const heard = heardOf(content);
  switch (heard.kind) {
    case 'text':
      return html`<p class="words">${heard.text}</p>`;
    case 'tapped':
      return html`<p class="words"><span class="tap">${heard.text}</span> <small>${say('heard_tapped')}</small></p>`;
    case 'location':
      return html`<p class="words odd">${say('heard_location', { latitude: heard.latitude, longitude: heard.longitude })}</p>`;
    default:
      return html`<p class="words odd">${say(`heard_${heard.kind}`)}</p>`;
  }
}

/** What came of a message: only what there are words for, each once. */
function didView({ say }: StaffView, did: readonly Did[]): Html | '' {
  const keys = [...new Set(did.map(({ type }) => keyFor('did', type)))].filter((key) => key !== null);
  if (keys.length === 0) return '';
  return html`<p class="did">${say('did')} ${keys.map((key) => say(key)).join(', ')}</p>`;
}

function saidView(view: StaffView, model: ThreadModel, message: Said): Html {
  const { say, scope } = view;
  const { outboxId, from, staffId, content, language, kind } = message;
  const name = staffId === null ? null : model.colleagues.get(staffId);
  const by = staffId === scope.actor.id ? say('by_you') : (name ?? say(`by_${from}`));
  const shown = shownOf(content, language, kind, model.clinic);
  return html`<li class="message ours ${from}" id="m-${outboxId}">
    <p class="by"><b>${by}</b> ${timeView(view, model, message.at)} <small>${say(`kind_${kind}`)}</small></p>
    <div class="bubble" lang="${language}">${
      shown === null
        ? html`<p class="words odd">${say('heard_unreadable')}</p>`
        : shownView(view, shown, kind === 'whatsapp')
    }</div>
    ${deliveryView(view, model, message)}
  </li>`;
}

/** As it looked on the phone. Nothing in it can be pressed here: what is drawn is no button. */
function shownView({ say }: StaffView, shown: Rendered, bold: boolean): Html {
  switch (shown.kind) {
    case 'text':
      return wordsView(shown.text, bold);
    case 'email':
      return html`<p class="subject">${shown.subject}</p>${wordsView(shown.text, false)}`;
    case 'template':
      return html`<p class="words odd">${say('said_template')}</p>`;
    case 'buttons':
      return html`${wordsView(shown.body, bold)}<ul class="choices" aria-label="${say('said_choices')}">${shown.buttons.map(
        ({ title }) => html`<li>${title}</li>`,
      )}</ul>`;
    case 'list':
      return html`${wordsView(shown.body, bold)}<ul class="choices list" aria-label="${shown.button}">${shown.rows.map(
        ({ title, description }) =>
          html`<li>${title}${description ? html` <small>${description}</small>` : ''}</li>`,
      )}</ul>`;
    default:
      return shown satisfies never;
  }
}

/** WhatsApp shows *this* in bold. */
function wordsView(words: string, bold: boolean): Html {
  const parts = bold ? words.split(/\*([^*\n]+)\*/) : [words];
  return html`<p class="words">${parts.map((part, at) => (at % 2 === 1 ? html`<b>${part}</b>` : part))}</p>`;
}

const looks: Readonly<Record<Said['state'], string>> = {
  ...{ queued: '', wired: '', sent: '', cancelled: '', delivered: 'good', read: 'good' },
  ...{ errored: 'wait', unknown: 'wait', failed: 'bad' },
};

function deliveryView(view: StaffView, model: ThreadModel, message: Said): Html | '' {
  const { say, language } = view;
  const { outboxId, state, errorCode, inDoubt, from, noticeId } = message;
  if (from === 'phone') return '';
  const why =
    state === 'failed' || state === 'errored' || state === 'unknown'
      ? describeFailure(errorCode, language)
      : null;
  const again = model.retried.has(outboxId);
  const lost = state === 'failed' || (state === 'unknown' && message.endedAt !== null);
  // stopped while nobody knew whether it had gone: that is still all that is known
  const known = state === 'cancelled' && inDoubt ? 'unknown' : state;
  const notNeeded = known === 'cancelled' && (from === 'staff' || noticeId !== null);
  return html`<div class="delivery"><span class="state ${looks[known]}">${say(notNeeded ? 'deliveryNotNeeded' : `delivery_${known}`)}</span>
    ${why === null ? '' : html`<small>${why}</small>`}
    ${inDoubt && state !== 'cancelled' ? html`<small>${say('deliveryDoubt')}</small>` : ''}
    ${again ? html`<small>${say('deliveryAgain')}</small>` : ''}
    ${lost && !again ? retryView(view, model, outboxId, 'retry') : ''}</div>`;
}

function retryView(
  { say, scope }: StaffView,
  { conversationId }: ThreadModel,
  messageId: string,
  label: 'retry' | 'retryHeard',
): Html | '' {
  if (!may(scope, 'delivery.retry')) return '';
  return html`<form method="post" action="/inbox/${conversationId}/retry/${messageId}"><button class="second small">${say(label)}</button></form>`;
}

function timeView({ language, member }: StaffView, { now }: ThreadModel, at: string): Html {
  return html`<time datetime="${at}">${whenIn(language, member.zone, now)(Temporal.Instant.from(at))}</time>`;
}
