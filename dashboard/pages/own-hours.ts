import { readOwnHours } from '../../core/desk/own-hours.ts';
import { refused } from '../answers.ts';
import type { Page } from '../page.ts';
import { ownHoursView } from './own-hours-view.ts';
import { nobodyView } from './own-visits-view.ts';

/** When a practitioner sees patients: read from the clinic's records, which are changed by the clinic's file. */
export const ownHoursPage: Page = {
  path: '/my-hours',
  permission: ['visit.read_own'],
  label: 'ownHours',
  routes(app, { core }) {
    app.get('/', async (c) => {
      const { staff } = c.var;
      const own = await readOwnHours(core, staff.scope);
      if (own.ok) return c.html(ownHoursView(staff, own));
      return own.reason === 'no_practitioner' ? c.html(nobodyView(staff, 'ownHours')) : refused(c);
    });
  },
};
