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

// A form is sent once, also by somebody who clicks twice.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
});
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
