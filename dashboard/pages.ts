import type { Page } from './page.ts';
import { accountPage } from './pages/account.ts';
import { auditPage } from './pages/audit.ts';
import { deadLettersPage } from './pages/dead-letters.ts';
import { inboxPage } from './pages/inbox.ts';
import { needsPage } from './pages/needs.ts';
import { ownHoursPage } from './pages/own-hours.ts';
import { ownVisitsPage } from './pages/own-visits.ts';
import { patientsPage } from './pages/patients.ts';
import { searchPage } from './pages/search.ts';
import { staffPage } from './pages/staff.ts';

/** All pages for who is signed in, in the order of the navigation. The first that one may see is one's home. */
export const pages: readonly Page[] = [
  inboxPage,
  needsPage,
  deadLettersPage,
  patientsPage,
  searchPage,
  ownVisitsPage,
  ownHoursPage,
  staffPage,
  auditPage,
  accountPage,
];
