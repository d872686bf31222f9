import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type WorklistKind, worklistKinds } from '../../core/db/tables.ts';
import { afterDone } from '../../core/desk/after-done.ts';
import {
  commentItem,
  countItems,
  leaveItem,
  listItems,
  readComments,
  readItem,
  takeItem,
} from '../../core/desk/items.ts';
import { listRequests } from '../../core/desk/requests.ts';
import { memberNames } from '../../core/staff/names.ts';
import { notFound, refused } from '../answers.ts';
import {
  type Html,
  type Page,
  type PageParts,
  pageAt,
  type StaffContext,
  type StaffEnv,
  type StaffView,
} from '../page.ts';
import { type ItemOptions, itemPartView, itemView } from './item-view.ts';
import { doneWays, finishItem } from './need-done.ts';
import { type NeedsOptions, needsListView, needsView } from './needs-view.ts';

type ShownItem = {
  problem?: ItemOptions['problem'];
  draft?: string;
  draw?: (view: StaffView, options: ItemOptions) => Html;
};

const commentForm = z.object({ text: z.string().catch(''), key: z.uuid().optional().catch(undefined) });
const takeForm = z.object({ from: z.uuid().optional().catch(undefined) });

/** What needs a person: take it, leave it, say something about it, done. */
export const needsPage: Page = {
  path: '/needs',
  permission: ['worklist.work'],
  label: 'needs',
  routes(app, parts) {
    const { core } = parts;

    app.get('/', async (c) => {
      const options = await readList(c, parts);
      return options === null ? refused(c) : c.html(needsView(c.var.staff, options));
    });

    app.get('/list', async (c) => {
      const options = await readList(c, parts);
      return options === null ? refused(c) : c.html(needsListView(c.var.staff, options));
    });

    app.get('/urgent', async (c) => {
      const listed = await listItems(core, c.var.staff.scope, { kind: 'danger' });
      if (!listed.ok) return c.json([], 403);
      return c.json(listed.items.filter(({ takenBy }) => takenBy === null).map(({ itemId }) => itemId));
    });

    app.get('/:itemId', (c) => showItem(c, parts, c.req.param('itemId'), {}));
    app.get('/:itemId/now', (c) => showItem(c, parts, c.req.param('itemId'), { draw: itemPartView }));
    actions(app, parts);
  },
};

function actions(app: Hono<StaffEnv>, parts: PageParts): void {
  const { core } = parts;

  app.post('/:itemId/take', async (c) => {
    const { scope, say } = c.var.staff;
    const itemId = c.req.param('itemId');
    const { from } = takeForm.parse(await c.req.parseBody());
    const taken = await takeItem(core, scope, { itemId, ...(from === undefined ? {} : { from }) });
    if (taken.ok) return c.redirect(`/needs/${itemId}`, 303);
    if (taken.reason === 'closed')
      return showItem(c, parts, itemId, { problem: { text: say('needClosed') } });
    if (taken.reason !== 'taken_by') return answerRefusal(c, taken.reason);
    const names = await memberNames(core, scope, [taken.by]);
    const name = names.get(taken.by) ?? say('needColleague');
    const text = say('needTakenBy', { name });
    return showItem(c, parts, itemId, { problem: { text, takeFrom: { id: taken.by, name } } });
  });

  app.post('/:itemId/leave', async (c) => {
    const left = await leaveItem(core, c.var.staff.scope, { itemId: c.req.param('itemId') });
    return left.ok ? c.redirect('/needs?done=yes', 303) : answerRefusal(c, left.reason);
  });

  app.post('/:itemId/done', async (c) => {
    const itemId = c.req.param('itemId');
    const done = await finishItem(parts, c.var.staff.scope, itemId);
    if (!done.ok) return answerRefusal(c, done.reason);
    // what is left to do is in the conversation: the item's page says so, and leads there
    const to = done.way === 'quiet' ? `/needs/${itemId}?done=yes` : `/needs?done=${done.way}`;
    return c.redirect(to, 303);
  });

  app.post('/:itemId/comments', async (c) => {
    const { scope, say } = c.var.staff;
    const itemId = c.req.param('itemId');
    const { text, key } = commentForm.parse(await c.req.parseBody());
    const input = { itemId, text, ...(key === undefined ? {} : { key }) };
    const commented = await commentItem(core, scope, input);
    if (commented.ok) return c.redirect(`/needs/${itemId}`, 303);
    const { reason } = commented;
    if (reason === 'not_allowed' || reason === 'not_found') return answerRefusal(c, reason);
    const words = { empty: 'textEmpty', too_long: 'textTooLong', no_key: 'recordErased' } as const;
    return showItem(c, parts, itemId, { problem: { text: say(words[reason]) }, draft: text });
  });
}

function answerRefusal(c: StaffContext, reason: 'not_allowed' | 'not_found') {
  return reason === 'not_found' ? notFound(c as Context) : refused(c as Context);
}

async function readList(c: StaffContext, { core }: PageParts): Promise<NeedsOptions | null> {
  const { scope } = c.var.staff;
  const kind: WorklistKind | null = worklistKinds.find((one) => one === c.req.query('kind')) ?? null;
  const after = c.req.query('after') ?? null;
  const [listed, counted, asked] = await Promise.all([
    listItems(core, scope, { kind, after }),
    countItems(core, scope),
    listRequests(core, scope),
  ]);
  if (!listed.ok || !counted.ok) return null;
  const names = await memberNames(
    core,
    scope,
    listed.items.map(({ takenBy }) => takenBy),
  );
  const isFirst = kind === null && after === null;
  return {
    ...{ kind, after, names, items: listed.items, next: listed.next, counts: counted.counts },
    requests: asked.ok && isFirst ? asked.requests : [],
    now: core.clock.now(),
    told: doneWays.find((one) => one === c.req.query('done')) ?? null,
  };
}

async function showItem(
  c: StaffContext,
  { core }: PageParts,
  itemId: string,
  { problem = null, draft = '', draw = itemView }: ShownItem,
): Promise<Response> {
  const { scope } = c.var.staff;
  const [read, commented] = await Promise.all([
    readItem(core, scope, { itemId }),
    readComments(core, scope, { itemId }),
  ]);
  if (!read.ok) return answerRefusal(c, read.reason);
  const { item } = read;
  const comments = commented.ok ? commented.comments : [];
  const after = await afterDone(core, scope, item);
  const holderId = after.kind === 'colleague' ? after.holderId : null;
  const ids = [item.takenBy, holderId, ...comments.map(({ staffId }) => staffId)];
  const options = {
    ...{ item, comments, after, now: core.clock.now(), problem, draft, key: core.ids.next<string>() },
    names: await memberNames(core, scope, ids),
    told: c.req.query('done') === 'yes' && problem === null,
  };
  return c.html(draw(pageAt(c.var.staff, `/needs/${itemId}`), options), problem === null ? 200 : 422);
}
