/**
 * Says to the page what has changed: `live:conversation`, `live:appointment` … on the body, for hx-trigger="live:conversation
 * from:body"; event.detail is { seq, type, kind, id }. `live:reload`: more was missed than could be told.
 */

const line = document.getElementById('live');
const fromServer = 20_000;
let source;
let last = line.dataset.after ?? '';
let heardAt = Date.now();
let lateSince = null;
let tries = 0;
let again;

const tell = (name, detail) => document.body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));

function isLive() {
  heardAt = Date.now();
  tries = 0;
  if (lateSince === null) return;
  lateSince = null;
  line.hidden = true;
}

function isLate() {
  if (lateSince !== null) return;
  lateSince = heardAt;
  const zone = line.dataset.zone;
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(heardAt);
  line.textContent = line.dataset.late.replace('{time}', time);
  line.hidden = false;
}

function ended() {
  source?.close();
  clearTimeout(again);
  line.textContent = line.dataset.ended;
  line.hidden = false;
  removeEventListener('online', open);
}

function open() {
  source?.close();
  clearTimeout(again);
  source = new EventSource(last === '' ? line.dataset.stream : `${line.dataset.stream}?after=${last}`);
  const heard = (name, then) =>
    source.addEventListener(name, (event) => {
      if (event.lastEventId !== '') last = event.lastEventId;
      isLive();
      then?.(JSON.parse(event.data));
    });
  heard('hello');
  heard('change', (detail) => tell(`live:${detail.kind}`, detail));
  heard('reload', () => tell('live:reload', {}));
  heard('beat');
  source.addEventListener('ended', ended);
  source.addEventListener('error', lost);
}

/** The browser tries again by itself, except where it was answered with an error: signed out, or a server that is stopping. */
async function lost() {
  isLate();
  if (source.readyState !== EventSource.CLOSED) return;
  const asked = await fetch('/signed-in', { headers: { 'x-live': '1' } }).catch(() => undefined);
  if (asked?.status === 401) return ended();
  tries += 1;
  again = setTimeout(open, Math.min(30_000, 1_000 * 2 ** tries) * (0.75 + Math.random() / 2));
}

// A change was told, and what it changed could not be loaded: it is asked for again, as nobody will tell of it twice.
let missing;
function askAgain({ detail: { ctx } }) {
  if (!ctx?.sourceEvent?.type.startsWith('live:') || [401, 403, 404].includes(ctx.response?.status)) return;
  clearTimeout(missing);
  missing = setTimeout(() => tell('live:reload', {}), 3_000 * (1 + Math.random()));
}
document.addEventListener('htmx:error', askAgain);
document.addEventListener('htmx:response:error', askAgain);

// A connection that is gone without a word: a laptop that slept, a phone between two masts.
setInterval(() => {
  if (Date.now() - heardAt < 2.5 * fromServer || source.readyState !== EventSource.OPEN) return;
  isLate();
  open();
}, 5_000);
addEventListener('online', open);
addEventListener('pagehide', () => source?.close());
addEventListener('pageshow', (event) => event.persisted && open());

open();
