/**
 * Back to what was found. The words were posted, so the history has none of them, and its entry could only ask whether to post again: it
 * becomes the address of the search, and knows under what name this tab keeps its words (until one signs out: dashboard.js).
 */

const form = document.getElementById('search');
const field = form.elements.q;
const kept = `miadi.draft.${form.dataset.staff}.search.`;

if (field.value !== '') {
  const at = String(Date.now());
  sessionStorage.setItem(kept + at, field.value);
  history.replaceState({ search: at }, '', '/search');
} else {
  const words = sessionStorage.getItem(kept + history.state?.search);
  if (words !== null) {
    field.value = words;
    form.requestSubmit();
  }
}
