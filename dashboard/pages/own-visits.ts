import { readOwnVisits } from '../../core/desk/own-visits.ts';
import { refused } from '../answers.ts';
import type { Html, Page, PageParts, StaffContext, StaffView } from '../page.ts';
import { parseDay } from '../times.ts';
import { nobodyView, type OwnVisitsOptions, ownVisitsView, ownWeekView } from './own-visits-view.ts';

/** A practitioner's own visits, a week at a time. */
export const ownVisitsPage: Page = {
  path: '/my-visits',
  permission: ['visit.read_own'],
  label: 'ownVisits',
  routes(app, parts) {
    app.get('/', (c) => show(c, parts, ownVisitsView));
    app.get('/list', (c) => show(c, parts, ownWeekView));
  },
};

async function show(
  c: StaffContext,
  { core }: PageParts,
  draw: (view: StaffView, options: OwnVisitsOptions) => Html,
): Promise<Response> {
  const { staff } = c.var;
  const own = await readOwnVisits(core, staff.scope, { from: parseDay(c.req.query('from') ?? '') });
  if (own.ok) return c.html(draw(staff, { own, now: core.clock.now() }));
  if (own.reason === 'no_practitioner') return c.html(nobodyView(staff, 'ownVisits'));
  return refused(c);
}
