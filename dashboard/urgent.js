/**
 * Says on every page that somebody needs help at once: in a line of the page, in the tab's title, and, where this browser was
 * allowed to, by a notification. Neither holds a name: others see the screen.
 */

const line = document.getElementById('urgent');
const title = document.title;
const memory = 'miadi.urgent';
let timer;

function known() {
  try {
    return JSON.parse(localStorage.getItem(memory) ?? '[]');
  } catch {
    return [];
  }
}

function notify(id, text) {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  try {
    // tabs of one browser say it once: the same tag takes the place of the other
    const said = new Notification('Miadi', {
      body: text,
      tag: id,
      requireInteraction: true,
      lang: document.documentElement.lang,
    });
    said.addEventListener('click', () => {
      window.focus();
      location.assign('/needs');
    });
  } catch {
    // Chrome on Android wants a service worker for it: there the line and the title have to do
  }
}

function show(ids) {
  const text = ids.length === 1 ? line.dataset.one : line.dataset.many.replace('{n}', ids.length);
  // the inbox has a count of its own in its title: of all who wait
  if (!document.getElementById('inbox'))
    document.title = ids.length === 0 ? title : `(${ids.length}) ${title}`;
  line.querySelector('b').textContent = ids.length === 0 ? '' : text;
  line.hidden = ids.length === 0;
  const before = known();
  for (const id of ids) if (!before.includes(id)) notify(id, line.dataset.one);
  try {
    localStorage.setItem(memory, JSON.stringify(ids));
  } catch {
    // a browser that keeps nothing says it again on the next page
  }
}

async function look() {
  const answer = await fetch(line.dataset.look, { headers: { 'x-live': '1', 'hx-request': 'true' } }).catch(
    () => undefined,
  );
  if (answer?.ok) show(await answer.json());
}

function lookSoon() {
  clearTimeout(timer);
  timer = setTimeout(look, 200);
}

document.body.addEventListener('live:worklist_item', lookSoon);
document.body.addEventListener('live:reload', lookSoon);
look();

const asking = document.querySelector('[data-notify]');

function tellState() {
  if (!asking || !('Notification' in window)) return;
  const { permission } = Notification;
  const button = asking.querySelector('button');
  const words = asking.querySelector('span');
  asking.hidden = false;
  button.hidden = permission !== 'default';
  words.textContent =
    permission === 'granted' ? asking.dataset.on : permission === 'denied' ? asking.dataset.denied : '';
}

asking?.querySelector('button').addEventListener('click', async () => {
  await Notification.requestPermission();
  tellState();
});
tellState();
