import { readClinicName } from '../../core/desk/clinic-name.ts';
import { listInbox } from '../../core/desk/inbox.ts';
import { countInbox, inboxFilters } from '../../core/desk/inbox-needs.ts';
import { memberNames } from '../../core/staff/names.ts';
import { refused } from '../answers.ts';
import type { Html, Page, PageParts, StaffContext, StaffView } from '../page.ts';
import { conversationRoutes } from './conversation.ts';
import { type InboxModel, inboxListView, inboxView } from './inbox-view.ts';
import { visitRoutes } from './visits.ts';

/** Who has written, and what is open of it. */
export const inboxPage: Page = {
  path: '/inbox',
  permission: ['conversation.read'],
  label: 'inbox',
  routes(app, parts) {
    app.get('/', (c) => show(c, parts, inboxView));
    app.get('/list', (c) => show(c, parts, inboxListView));
    visitRoutes(app, parts);
    conversationRoutes(app, parts);
  },
};

async function show(
  c: StaffContext,
  { core }: PageParts,
  draw: (view: StaffView, model: InboxModel) => Html,
): Promise<Response> {
  const { staff } = c.var;
  const filter = inboxFilters.find((one) => one === c.req.query('filter')) ?? null;
  const counted = await countInbox(core, staff.scope);
  if (!counted.ok) return refused(c);
  const { counts } = counted;
  // who comes without a wish sees what needs somebody, and where nothing does, everybody
  const shown = filter ?? inboxFilters.find((one) => one !== 'all' && counts[one] > 0) ?? 'all';
  const after = c.req.query('after') ?? null;
  const listed = await listInbox(core, staff.scope, { filter: shown, after });
  if (!listed.ok) return refused(c);
  const { rows, next } = listed;
  return c.html(
    draw(staff, {
      ...{ filter: shown, after, rows, next, counts, now: core.clock.now() },
      colleagues: await memberNames(core, staff.scope),
      clinic: await readClinicName(core, staff.scope),
    }),
  );
}
