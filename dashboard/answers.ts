import type { Context } from 'hono';
import { html } from 'hono/html';
import { plainPageView, staffPageView } from './layout.ts';
import type { Html, StaffView, View } from './page.ts';
import type { WordKey } from './words/words.ts';

type AnyContext = Context;

/** In plain words, with a way on; inside the house for who is signed in. Content is never repeated. */
export function errorView(view: View | StaffView, title: WordKey, lead: WordKey): Html {
  const { say, correlationId } = view;
  const content = {
    title: say(title),
    body: html`<h1>${say(title)}</h1><p>${say(lead, { id: correlationId })}</p><p><a href="/">${say('home')}</a></p>`,
  };
  return 'member' in view ? staffPageView(view, content) : plainPageView(view, content);
}

export function refused(c: AnyContext): Response | Promise<Response> {
  return c.html(errorView(viewOf(c), 'refused', 'refusedLead'), 403);
}

export function notFound(c: AnyContext): Response | Promise<Response> {
  return c.html(errorView(viewOf(c), 'notFound', 'notFoundLead'), 404);
}

export function viewOf(c: AnyContext): View | StaffView {
  return c.get('staff') ?? c.get('view');
}
