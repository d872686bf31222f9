import { searchMessages, searchPeople } from '../../core/desk/search.ts';
import { refused } from '../answers.ts';
import type { Page } from '../page.ts';
import { bigSearchView, searchView } from './search-view.ts';

/** Nobody types more. */
const mostCharacters = 100;

/**
 * People by their names or numbers, and messages by their words. What is looked for is posted: an address would carry it into the history of
 * the browser and the log of a proxy.
 */
export const searchPage: Page = {
  path: '/search',
  permission: ['patient.read', 'conversation.read'],
  label: null,
  routes(app, { core }) {
    app.get('/', (c) => c.html(bigSearchView(c.var.staff, 'search')));
    app.post('/', async (c) => {
      const { staff } = c.var;
      const { q } = await c.req.parseBody();
      const query = (typeof q === 'string' ? q : '').slice(0, mostCharacters).trim();
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
