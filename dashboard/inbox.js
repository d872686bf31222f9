/** What the inbox and a conversation do in the browser: what is newest stays in sight, the window counts down, the bell. */

const tell = (name) => document.body.dispatchEvent(new CustomEvent(name, { bubbles: true }));
const conversation = () => document.getElementById('conversation');
const thread = () => document.getElementById('thread');
const near = 80;
let atEnd = true;

// A conversation is loaded anew only for what may be about it: others' messages are not.
const concerns = ['handover', 'worklist_item', 'outbox', 'appointment', 'contact', 'patient'];
let later = [];
function here() {
  tell('live:here');
  // receipts tell nobody that they came: a moment later, and once more
  for (const one of later) clearTimeout(one);
  later = [2_000, 6_000, 20_000].map((ms) => setTimeout(() => tell('live:here'), ms));
}
const told = new URLSearchParams(location.search).get('told');
if (conversation()) {
  const { id } = conversation().dataset;
  document.body.addEventListener('live:conversation', ({ detail }) => detail.id === id && here());
  for (const kind of concerns) document.body.addEventListener(`live:${kind}`, () => tell('live:here'));
  if (['sent', 'held', 'heldAsked'].includes(told)) sessionStorage.removeItem(draftKey('reply'));
  if (told === 'noted') sessionStorage.removeItem(draftKey('note'));
  // also where a form was refused: its own address cannot be loaded anew
  const own = `/inbox/${id}`;
  if (told !== null || location.pathname !== own) history.replaceState(null, '', own);
  if (told !== null) here();
  keepDrafts();
}

// What is typed stays in this tab until it is sent: through a reload, a sign-in, and a colleague who takes the conversation. Signing out
// ends it (dashboard.js), as does another who signs in.
function draftKey(name) {
  const { id, staff } = conversation().dataset;
  return `miadi.draft.${staff}.${id}.${name}`;
}
function fieldOf(name) {
  return document.getElementById(name === 'reply' ? 'reply-form' : 'note-form')?.elements.text;
}
function keepDraft({ target }) {
  const name = ['reply', 'note'].find((one) => target === fieldOf(one));
  if (!name) return;
  if (target.value.trim() === '') sessionStorage.removeItem(draftKey(name));
  else sessionStorage.setItem(draftKey(name), target.value);
}
function restoreDrafts() {
  if (!conversation()) return;
  for (const name of ['reply', 'note']) {
    const field = fieldOf(name);
    const text = sessionStorage.getItem(draftKey(name));
    if (field?.value !== '' || text === null) continue;
    // sent, and the page that would have said so never came
    const last = [
      ...document.querySelectorAll(name === 'reply' ? '.message.staff .words' : '.notes .words'),
    ].at(-1);
    if (last?.textContent.trim() === text.trim()) {
      sessionStorage.removeItem(draftKey(name));
      continue;
    }
    field.value = text;
    field.dispatchEvent(new Event('filled'));
  }
}
function keepDrafts() {
  const mine = `miadi.draft.${conversation().dataset.staff}.`;
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith('miadi.draft.') && !key.startsWith(mine)) sessionStorage.removeItem(key);
  document.addEventListener('input', keepDraft);
  document.addEventListener('filled', keepDraft, true);
  restoreDrafts();
  // htmx begins in a moment: what it costs is asked for after that
  setTimeout(() => fieldOf('reply')?.value && fieldOf('reply').dispatchEvent(new Event('filled')));
}

// Who reads further up stays there; who is at the end sees what comes.
function toEnd() {
  const box = thread();
  if (box && atEnd) box.scrollTop = box.scrollHeight;
}
document.addEventListener('htmx:before:swap', () => {
  const box = thread();
  atEnd = !box || box.scrollHeight - box.scrollTop - box.clientHeight < near;
});
document.addEventListener('htmx:after:swap', () => {
  toEnd();
  restoreDrafts();
  countDown();
  setClock();
  bell();
});

// A ready answer comes to what is typed, at the cursor. Whoever chooses another at once has that one in its place; to choose none takes it out.
let put = null;
document.addEventListener('change', ({ target }) => {
  if (target.name === 'canned') putIn(document.getElementById('reply'), target.value);
});
function putIn(field, chosen) {
  const end = field.selectionEnd;
  const isThere = put?.field === field && put.whole === field.value && put.to === end;
  if (!isThere && chosen === '') return;
  const [from, to] = [isThere ? put.from : end, end];
  const [before, after] = [field.value.slice(0, from), field.value.slice(to)];
  const text = document.querySelector(`[data-canned="${CSS.escape(chosen)}"]`)?.textContent ?? '';
  const words = text && `${/\S$/.test(before) ? '\n' : ''}${text}${/^\S/.test(after) ? '\n' : ''}`;
  field.setRangeText(words, from, to, 'end');
  put = { field, from, to: from + words.length, whole: field.value };
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
}
toEnd();
// The page has come anew: whoever wrote in it goes on where they wrote, which on a phone is far below its top.
document.getElementById(partOf(told))?.scrollIntoView({ block: 'nearest' });
function partOf(told) {
  if (told === 'noted') return 'notes';
  return ['sent', 'held', 'heldAsked', 'asked', 'dropped'].includes(told) ? 'composer' : '';
}

function countDown() {
  const line = document.getElementById('window');
  if (!line?.dataset.until) return;
  const left = Math.floor((Date.parse(line.dataset.until) - Date.now()) / 60_000);
  if (left < 0) return here();
  const time = line.dataset.left.replace('{hours}', Math.floor(left / 60)).replace('{minutes}', left % 60);
  line.textContent = line.dataset.words.replace('{time}', time);
}
setInterval(countDown, 20_000);
countDown();

// How long somebody waits goes on, also when nothing happens: it is counted here, by the server's clock. Who looks at a list that
// nobody touches asks for it again now and then, and when somebody's time with a conversation is over.
const again = 5;
let ahead = 0;
let looked = 0;

function setClock() {
  const list = document.getElementById('inbox');
  if (list) ahead = Date.parse(list.dataset.now) - Date.now();
  looked = 0;
}

function spanIn(words, minutes) {
  if (minutes < 60) return words.minutes.replace('{count}', minutes);
  if (minutes < 48 * 60) return words.hours.replace('{count}', Math.floor(minutes / 60));
  return words.days.replace('{count}', Math.floor(minutes / (24 * 60)));
}

function goOn() {
  const list = document.getElementById('inbox');
  if (!list || document.hidden) return;
  const now = Date.now() + ahead;
  for (const line of list.querySelectorAll('[data-since]')) {
    const minutes = Math.floor((now - Date.parse(line.dataset.since)) / 60_000);
    const time = () => spanIn(list.dataset, minutes);
    line.textContent = minutes < 1 ? list.dataset.just : line.dataset.words.replace('{time}', time());
  }
  for (const line of list.querySelectorAll('[data-due]:not(.late)')) {
    if (Date.parse(line.dataset.due) >= now) continue;
    line.textContent = line.dataset.late;
    line.classList.add('late');
  }
  looked += 1;
  const isOver = [...list.querySelectorAll('[data-until]')].some(
    (row) => Date.parse(row.dataset.until) < now,
  );
  if (isOver || looked >= again) tell('live:again');
}
setInterval(goOn, 60_000);
document.addEventListener('visibilitychange', goOn);
setClock();

// The bell: how many wait stands in the title; a sound and a notification for who wants them.
const title = document.title;
const button = document.getElementById('bell');
const kept = 'miadi.bell';
let known = null;

function bell() {
  const list = document.getElementById('inbox');
  if (!list) return;
  const { waiting } = list.dataset;
  document.title = Number(waiting) > 0 ? `(${waiting}) ${title}` : title;
  const now = { waiting: Number(waiting) };
  // what is urgent is notified by urgent.js, on whatever page
  if (known && isOn() && now.waiting > known.waiting) ring();
  known = now;
}

const isOn = () => localStorage.getItem(kept) === 'on';

function show() {
  button.hidden = false;
  button.setAttribute('aria-pressed', String(isOn()));
  button.textContent = isOn() ? button.dataset.on : button.dataset.off;
}

function ring() {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.15, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.6);
  tone.frequency.value = 880;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.6);
  tone.onended = () => audio.close();
}

button?.addEventListener('click', () => {
  localStorage.setItem(kept, isOn() ? 'off' : 'on');
  show();
  if (!isOn()) return;
  ring();
  window.Notification?.requestPermission();
});
if (button) show();
bell();
