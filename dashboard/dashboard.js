/** What the server cannot do for a page. */

// A link that is shown once is copied by one click.
for (const field of document.querySelectorAll('[data-select]')) {
  field.addEventListener('focus', () => field.select());
}

// A part that is loaded because something has changed is nobody at work: it does not keep the sign-in alive.
document.addEventListener('htmx:config:request', (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceEvent?.type.startsWith('live:')) ctx.request.headers['x-live'] = '1';
});

// Free times fit the choice they were asked for: once it is changed they go, until those that fit are asked for.
const wish = document.querySelector('form.wish');
const found = document.getElementById('found');
const isChanged = (field) =>
  field.options ? field.selectedOptions[0]?.defaultSelected === false : field.value !== field.defaultValue;
function showFitting() {
  found.hidden = [...wish.querySelectorAll('select, input')].some(isChanged);
  document.getElementById('stale').hidden = !found.hidden;
}
if (wish && found) {
  for (const name of ['input', 'change']) wish.addEventListener(name, showFitting);
  window.addEventListener('pageshow', showFitting); // a browser that goes back fills in what was chosen last
}

// A form is sent once, also by somebody who clicks twice. A slow line may lose it, and nobody tells the page when the browser
// is stopped: after a while, or when something is changed in it, it can be sent again. Its key lets the same text count once.
const longest = 10_000;
const under = new WeakMap();
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = 'yes';
  if (form.matches('[action="/sign-out"]')) dropDrafts();
  const timers = [setTimeout(saySending, 400), setTimeout(() => sendable(form), longest)];
  under.set(form, { button: event.submitter, timers });
});
// Whoever signs out is told just that: a part that is refused meanwhile would lead to a page on which the sign-in has run out.
function unlessLeaving(event) {
  if (document.querySelector('form[action="/sign-out"]')?.dataset.sent) event.preventDefault();
}
for (const name of ['htmx:before:request', 'htmx:before:response'])
  document.addEventListener(name, unlessLeaving);
/** What inbox.js keeps of what was typed is not for who comes next. */
function dropDrafts() {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith('miadi.draft.')) sessionStorage.removeItem(key);
}
function saySending() {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    const button = under.get(form)?.button;
    if (button) button.dataset.sending = document.body.dataset.sending;
  }
}
document.addEventListener('htmx:after:swap', saySending); // a part that was loaded anew does not know
function sendable(form) {
  for (const timer of under.get(form)?.timers ?? []) clearTimeout(timer);
  delete form.dataset.sent;
  for (const button of form.elements) delete button.dataset.sending;
}
document.addEventListener('input', ({ target }) => target.form?.dataset.sent && sendable(target.form));
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) sendable(form);
});
