/** What the server cannot do for the page: keep the end of the thread in sight, send on Enter, and answer a tap at once. */

const wall = document.getElementById('wall');
const thread = document.getElementById('thread');
const compose = document.getElementById('compose');
const box = document.getElementById('text');
const sheet = document.getElementById('sheet');
const screen = document.querySelector('.screen');
const count = document.getElementById('count');
const noCount = count?.textContent;

const toEnd = () => {
  wall.scrollTop = wall.scrollHeight;
};

// Somebody who has scrolled up to read is left where they are.
let atEnd = true;
wall.addEventListener('scroll', () => {
  atEnd = wall.scrollHeight - wall.scrollTop - wall.clientHeight < 80;
});
const follow = () => {
  if (atEnd) toEnd();
};
new MutationObserver(follow).observe(thread, { childList: true, subtree: true });
new ResizeObserver(follow).observe(wall);
toEnd();

const grow = () => {
  box.rows = Math.min(5, Math.max(1, box.value.split('\n').length, Math.ceil(box.value.length / 34)));
};
box.addEventListener('input', grow);
box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (box.value.trim() !== '') compose.requestSubmit();
});

/** Shows a message before the server has it; the next version of the thread takes its place. */
function showSending(text) {
  const message = document.createElement('li');
  message.className = 'message out sending';
  const bubble = message.appendChild(document.createElement('div'));
  bubble.className = 'bubble';
  const words = bubble.appendChild(document.createElement('p'));
  words.className = 'text';
  words.textContent = text;
  document.getElementById('hello')?.remove();
  thread.append(message);
  toEnd();
}

document.addEventListener('htmx:before:request', (event) => {
  const form = event.target;
  if (form === compose) {
    if (box.value.trim() === '') {
      event.preventDefault();
      return;
    }
    compose.dataset.sending = box.value;
    showSending(box.value.trim());
    box.value = '';
    if (count) count.textContent = noCount;
    grow();
    box.focus();
  } else if (form.dataset?.says) {
    closeSheet();
    showSending(form.dataset.says);
  }
});

// What did not get through goes back into the box it was typed in.
function takeBack(event) {
  for (const message of document.querySelectorAll('.sending')) message.remove();
  if (event.target !== compose || box.value !== '') return;
  box.value = compose.dataset.sending;
  grow();
}
document.addEventListener('htmx:error', takeBack);
document.addEventListener('htmx:response:error', takeBack);

function closeSheet() {
  sheet.close();
  screen.classList.remove('choosing');
}
document.addEventListener('htmx:after:swap', () => {
  // The count of what was being typed may come back when it has been sent already.
  if (count && box.value === '') count.textContent = noCount;
  if (sheet.open || sheet.childElementCount === 0) return;
  sheet.show();
  screen.classList.add('choosing');
  sheet.querySelector('.rows button')?.focus({ focusVisible: false });
});
sheet.addEventListener('close', () => sheet.replaceChildren());
screen.addEventListener('click', (event) => {
  if (event.target.closest('.close, .shade')) closeSheet();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && sheet.open) closeSheet();
});

thread.addEventListener('htmx:sse:error', () => screen.classList.add('away'));
thread.addEventListener('htmx:sse:after:connection', () => screen.classList.remove('away'));
thread.addEventListener('htmx:sse:after:message', follow);

// On a small screen the panel is out of sight, and with it what it has to say.
if (document.querySelector('.problem') && matchMedia('(max-width: 819px)').matches) {
  document.getElementById('panel').showPopover();
}
