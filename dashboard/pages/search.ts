import { searchMessages, searchPeople } from '../../core/desk/search.ts';
import { refused } from '../answers.ts';
import type { Page } from '../page.ts';
import { searchView } from './search-view.ts';

/** Nobody types more. */
const mostCharacters = 100;

/** People by their names or numbers, and messages by their words. */
export const searchPage: Page = {
  path: '/search',
  permission: ['patient.read', 'conversation.read'],
  label: null,
  routes(app, { core }) {
    app.get('/', async (c) => {
      const { staff } = c.var;
      const query = (c.req.query('q') ?? '').slice(0, mostCharacters).trim();
      const [people, said] = await Promise.all([
        searchPeople(core, staff.scope, query),
        searchMessages(core, staff.scope, query),
      ]);
      if (!people.ok && !said.ok) return refused(c);
      return c.html(
        searchView(staff, {
          query,
          patients: people.ok ? people.patients : [],
          contacts: people.ok ? people.contacts : [],
          messages: said.ok ? said.messages : [],
          now: core.clock.now(),
        }),
      );
    });
  },
};
