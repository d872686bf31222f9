import { html, raw } from 'hono/html';
import { addressOf, type Channel, type Choice, type Clinic, keyOf, people, spaced } from './choices.ts';
import { batteryIcon, chatIcon, personIcon, sendIcon, textIcon } from './icons.ts';
import { clockOf, threadView, type View } from './thread-view.ts';

type Html = ReturnType<typeof html>;

/** The whole page: on a wide screen a phone and beside it who one is; on a phone's screen, just the phone. */
export function pageView(view: View, clinics: readonly Clinic[]): Html {
  const { basePath, choice } = view;
  return html`${raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="htmx-config" content='{"includeIndicatorCSS": false}' />
        <title>${choice.clinic.name} · Miadi phone</title>
        <link rel="icon" href="${basePath}/assets/icon.svg" />
        <link rel="stylesheet" href="${basePath}/assets/phone.css" />
        <link rel="stylesheet" href="${basePath}/assets/panel.css" />
        <link rel="stylesheet" href="${basePath}/assets/thread.css" />
        <script src="${basePath}/assets/htmx.js"></script>
        <script src="${basePath}/assets/hx-sse.js"></script>
        <script type="module" src="${basePath}/assets/phone.js"></script>
      </head>
      <body>
        <main class="stage">${panelView(view, clinics)}${phoneView(view)}</main>
      </body>
    </html>`;
}

function phoneView(view: View): Html {
  const { basePath, choice, network, zone } = view;
  const { channel, clinic, person } = choice;
  const time = clockOf(network.now().toZonedDateTimeISO(zone));
  return html`<section class="phone ${channel.kind}" aria-label="Phone of ${person.name ?? spaced(person.phone)}">
    <div class="screen">
      <div class="status-bar"><span id="clock">${time}</span><span class="camera"></span>${batteryIcon}</div>
      <header class="top">
        <span class="avatar" aria-hidden="true">${initials(clinic.name)}</span>
        <span class="who">
          <h1>${clinic.name}</h1>
          <p><span class="kind">${kindName(channel)}</span> · ${spaced(channel.number)}</p>
        </span>
        <button type="button" class="switch" popovertarget="panel" aria-label="Who am I?">${personIcon}</button>
      </header>
      <p class="offline" role="status">Reconnecting…</p>
      <div class="wall" id="wall">
        <ol
          class="thread"
          id="thread"
          aria-live="polite"
          hx-sse:connect="${basePath}/stream${addressOf(person, channel)}"
          hx-swap="innerMorph"
        >
          ${threadView(view)}
        </ol>
      </div>
      ${composeView(view)}
      <div class="shade"></div>
      <dialog class="sheet" id="sheet" aria-label="Choose"></dialog>
    </div>
  </section>`;
}

function composeView({ basePath, choice: { channel, person } }: View): Html {
  const path = `${basePath}/write${addressOf(person, channel)}`;
  const counting = channel.kind === 'sms';
  return html`<form class="compose" id="compose" hx-post="${path}" hx-swap="none">
    ${counting ? html`<output class="count" id="count" for="text">0/160 · 1 SMS</output>` : ''}
    <textarea
      id="text"
      name="text"
      rows="1"
      maxlength="1600"
      placeholder="${counting ? 'Text message' : 'Message'}"
      aria-label="Message"
      enterkeyhint="send"
      autocomplete="off"
      ${counting ? html`hx-post="${basePath}/count" hx-trigger="input" hx-sync="this:replace" hx-target="#count" hx-swap="textContent"` : ''}
    ></textarea>
    <button class="send" aria-label="Send">${sendIcon}</button>
  </form>`;
}

function panelView(view: View, clinics: readonly Clinic[]): Html {
  const { choice } = view;
  return html`<aside class="panel" id="panel" popover>
    <p class="brand">Miadi</p>
    <p class="lead">A phone to try the clinic with. Nothing leaves this machine.</p>
    <h2>You are</h2>
    <nav class="choices" aria-label="Who you are">${othersView(view)}</nav>
    <form class="own" method="get">
      <input type="hidden" name="to" value="${keyOf(choice.channel)}" />
      <input name="as" type="tel" placeholder="Another number" aria-label="Another number" required />
      <button>Use</button>
    </form>
    ${choice.problem === undefined ? '' : html`<p class="problem" role="alert">${choice.problem}</p>`}
    <h2>You write by</h2>
    <nav class="choices" aria-label="How you write">
      ${clinics.map((clinic) => html`${clinics.length > 1 ? html`<h3>${clinic.name}</h3>` : ''}${channelsView(choice, clinic)}`)}
    </nav>
  </aside>`;
}

/** The ready people, then any other phone that has written, and the one that is about to. */
function othersView({ choice, network }: View): Html[] {
  const ready = people.map((person) => person.phone);
  const others = [...new Set([...network.phones(), choice.person.phone])].filter(
    (phone) => !ready.includes(phone),
  );
  return [...people, ...others.slice(-3).map((phone) => ({ phone, name: undefined }))].map(
    ({ phone, name }) => {
      const here = phone === choice.person.phone;
      return html`<a class="choice" href="${addressOf({ phone }, choice.channel)}" ${here ? raw('aria-current="true"') : ''}>
      <span class="avatar" aria-hidden="true">${name === undefined ? personIcon : initials(name)}</span>
      <span><b>${name ?? 'Somebody'}</b><small>${spaced(phone)}</small></span>
    </a>`;
    },
  );
}

function channelsView(choice: Choice, clinic: Clinic): Html[] {
  return clinic.channels.map((channel) => {
    const here = keyOf(channel) === keyOf(choice.channel);
    return html`<a class="choice" href="${addressOf(choice.person, channel)}" ${here ? raw('aria-current="true"') : ''}>
      <span class="avatar ${channel.kind}" aria-hidden="true">${channel.kind === 'sms' ? textIcon : chatIcon}</span>
      <span><b>${channel.label}</b><small>${spaced(channel.number)}</small></span>
    </a>`;
  });
}

const kindName = ({ kind }: Channel) => (kind === 'whatsapp' ? 'WhatsApp' : 'SMS');

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}
