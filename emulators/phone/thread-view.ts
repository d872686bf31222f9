import { html } from 'hono/html';
import type { Interactive, Network, PhoneMessage } from '../network.ts';
import { addressOf, type Choice, threadOf } from './choices.ts';
import { listIcon, replyIcon, tickIcon, ticksIcon } from './icons.ts';
import { markedUp } from './markup.ts';

type Html = ReturnType<typeof html>;

/** What the thread's page needs to know besides the messages. */
export type View = { network: Network; choice: Choice; zone: string; basePath: string };

/** More than anybody scrolls through; what is older stays in the network. */
const shownMessages = 150;

/** The messages of the thread, oldest first, with a line before each day's first. */
export function threadView(view: View): Html {
  const messages = view.network.thread(threadOf(view.choice)).slice(-shownMessages);
  if (messages.length === 0)
    return html`<li class="hello" id="hello">Say hello to ${view.choice.clinic.name}.</li>`;
  let day = '';
  const rows = messages.map((message) => {
    const label = dayLabel(message.at, view.network.now(), view.zone);
    const separator = label === day ? '' : html`<li class="day" id="day-${label}"><span>${label}</span></li>`;
    day = label;
    return html`${separator}${messageView(view, message)}`;
  });
  return html`${rows}`;
}

function messageView(view: View, message: PhoneMessage): Html {
  const { id, direction, kind, status, interactive, text } = message;
  return html`<li class="message ${direction} ${status}" id="m-${id}">
    <div class="bubble">
      ${message.replyTo === undefined ? '' : quoteView(view.network, message.replyTo)}
      ${(message.media ?? []).map(({ contentType }) => html`<p class="media">${contentType}</p>`)}
      <p class="text">${kind === 'whatsapp' ? markedUp(text) : text}</p>
      ${kind === 'whatsapp' ? metaView(view, message) : ''}
      ${interactive?.type === 'list' ? listButton(view, id, interactive.button) : ''}
    </div>
    ${interactive?.type === 'buttons' ? buttonsView(view, id, interactive.buttons) : ''}
    ${kind === 'sms' ? metaView(view, message) : ''}
  </li>`;
}

function metaView({ zone }: View, { at, direction, kind, status, segments = 1 }: PhoneMessage): Html {
  const time = at.toZonedDateTimeISO(zone);
  const count =
    kind === 'sms' ? html`<span class="segments">${segments === 1 ? '1 SMS' : `${segments} SMS`}</span>` : '';
  return html`<p class="meta">
    ${count}<time datetime="${at.toString()}">${clockOf(time)}</time>${direction === 'out' ? ticks(status) : ''}
  </p>`;
}

/** A patient's own message: one tick on its way, two when the clinic took it; and it is said when the clinic did not. */
function ticks(status: PhoneMessage['status']): Html {
  if (status === 'failed') return html`<span class="failure">The clinic did not take it</span>`;
  if (status === 'sent') return html`<span class="ticks" title="Sent">${tickIcon}</span>`;
  return html`<span class="ticks ${status}" title="${status === 'read' ? 'Read' : 'Taken'}">${ticksIcon}</span>`;
}

function quoteView(network: Network, id: string): Html {
  const quoted = network.find(id);
  return quoted ? html`<p class="quote"><span class="quoted">${markedUp(quoted.text)}</span></p>` : html``;
}

function buttonsView(view: View, id: string, buttons: readonly { id: string; title: string }[]): Html {
  return html`<div class="replies">${buttons.map((button) => tapForm(view, id, button.id, button.title, html`${replyIcon}<span>${button.title}</span>`))}</div>`;
}

function listButton({ basePath, choice: { person, channel } }: View, id: string, title: string): Html {
  const path = `${basePath}/list${addressOf(person, channel)}&${new URLSearchParams({ on: id })}`;
  return html`<button type="button" class="open-list" hx-get="${path}" hx-target="#sheet" hx-swap="innerHTML">
    ${listIcon}<span>${title}</span>
  </button>`;
}

/** The rows of a list, as they come up from the bottom of the screen. */
export function sheetView(view: View, id: string, list: Extract<Interactive, { type: 'list' }>): Html {
  const rows = list.rows.map((row) =>
    tapForm(
      view,
      id,
      row.id,
      row.title,
      html`<span class="row-title">${row.title}</span>${row.description === undefined ? '' : html`<span class="row-hint">${row.description}</span>`}`,
    ),
  );
  return html`<header><h2>${list.button}</h2><button type="button" class="close" aria-label="Close">×</button></header>
    <div class="rows">${rows}</div>`;
}

function tapForm(
  { basePath, choice: { person, channel } }: View,
  on: string,
  id: string,
  says: string,
  label: Html,
): Html {
  return html`<form hx-post="${basePath}/write${addressOf(person, channel)}" hx-swap="none" data-says="${says}">
    <input type="hidden" name="on" value="${on}" /><input type="hidden" name="tap" value="${id}" />
    <button>${label}</button>
  </form>`;
}

export function clockOf(time: Temporal.ZonedDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: 'minute' });
}

function dayLabel(at: Temporal.Instant, now: Temporal.Instant, zone: string): string {
  const day = at.toZonedDateTimeISO(zone).toPlainDate();
  const age = day.until(now.toZonedDateTimeISO(zone).toPlainDate()).days;
  if (age === 0) return 'Today';
  if (age === 1) return 'Yesterday';
  return day.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
}
