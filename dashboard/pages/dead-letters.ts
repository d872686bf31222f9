import type { Context } from 'hono';
import { listFailed, retryFailed, showFailed } from '../../core/desk/dead-letters.ts';
import { notFound, refused } from '../answers.ts';
import { type Page, type PageParts, pageAt, type StaffContext } from '../page.ts';
import type { WordKey } from '../words/words.ts';
import { deadLettersView, letterView } from './dead-letters-view.ts';

/** What has failed for good: why, what happened, and once more. */
export const deadLettersPage: Page = {
  path: '/dead-letters',
  permission: ['delivery.retry'],
  label: 'deadLetters',
  routes(app, parts) {
    const { core } = parts;

    app.get('/', async (c) => {
      const { staff } = c.var;
      const listed = await listFailed(core, staff.scope, { after: c.req.query('after') ?? null });
      if (!listed.ok) return refused(c);
      const told = toldOf(c.req.query('again'));
      return c.html(deadLettersView(staff, { ...listed, now: core.clock.now(), told }));
    });

    app.get('/:id', (c) => showLetter(c, parts, c.req.param('id'), null));

    app.post('/:id/retry', async (c) => {
      const id = c.req.param('id');
      const retried = await retryFailed(core, c.var.staff.scope, { id });
      if (!retried.ok) {
        if (retried.reason === 'not_allowed') return refused(c);
        if (retried.reason === 'not_found') return notFound(c);
        return showLetter(c, parts, id, `retry_${retried.reason}`);
      }
      if (retried.line !== null) parts.desk.wake(retried.line);
      return c.redirect(`/dead-letters?again=${retried.what === 'outbox' ? 'message' : 'turn'}`, 303);
    });
  },
};

function toldOf(again: string | undefined): WordKey | null {
  if (again === 'message') return 'letterSent';
  return again === 'turn' ? 'letterTurnSent' : null;
}

async function showLetter(
  c: StaffContext,
  { core }: PageParts,
  id: string,
  problem: WordKey | null,
): Promise<Response> {
  const { staff } = c.var;
  const shown = await showFailed(core, staff.scope, { id });
  if (!shown.ok) return shown.reason === 'not_found' ? notFound(c as Context) : refused(c as Context);
  const view = letterView(pageAt(staff, `/dead-letters/${id}`), {
    letter: shown.letter,
    now: core.clock.now(),
    problem,
  });
  return c.html(view, problem === null ? 200 : 422);
}
