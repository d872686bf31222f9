import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../core/db/connect.ts';
import { seesContact, seesPatient } from '../../../core/desk/access.ts';
import { inboxFilters } from '../../../core/desk/inbox-needs.ts';
import { permissionsOf, type StaffScope } from '../../../core/staff/permissions.ts';
import type { Pages } from '../../load/orders.ts';
import { personOf } from '../../people.ts';
import { nameOf } from './names.ts';
import { frequentWords, lineOf, rareWord } from './words.ts';

/** Every page that there is, each for several records, or followed to its end. */
export type Tour = { what: string; pages: Pages; forAdmin?: true }[];

/** What a link to the page behind this one looks like. */
const nextOf = (path: string, parameter: string) => `href="(${path}[?][^"]*${parameter}=[^"]+)"`;

/**
 * @param scope whose tour it is: of records that they may see
 * @param times each page is asked for
 */
export async function planTour({ db }: Database, scope: StaffScope, times: number): Promise<Tour> {
  const ids = async (query: RawBuilder<{ id: string }>) => {
    const found = (await query.execute(db)).rows.map(({ id }) => id);
    if (found.length === 0) throw new Error(`nothing for a page: ${query.compile(db).sql}`);
    return Array.from({ length: times }, (_, place) => found[place % found.length] ?? '');
  };
  const conversations = (which: RawBuilder<unknown>, order: RawBuilder<unknown>) =>
    ids(
      sql`select v.id from conversation v where ${which} and ${seesContact(scope, sql`v.contact_id`)} order by ${order} limit ${times}`,
    );
  const some = await conversations(sql`true`, sql`md5(v.id::text)`);
  const long = await conversations(sql`true`, sql`v.turns desc`);
  const held = await conversations(
    sql`exists (select from handover h where h.conversation_id = v.id and h.ended_at is null)`,
    sql`v.id`,
  );
  const visits = await ids(sql`
    select v.id || '/visits/' || a.id as id from appointment a join conversation v on v.contact_id = a.contact_id
    where a.status = 'booked' and a.branch_id = any(${await branchIds(db, scope)}::uuid[]) order by lower(a.visit) limit ${times}`);
  const patients = await ids(
    sql`select p.id from patient p where ${seesPatient(scope, sql`p.id`)} order by md5(p.id::text) limit ${times}`,
  );
  const items = await ids(sql`
    select i.id from worklist_item i join conversation v on i.record_id in (v.id, v.contact_id)
    where i.closed_at is null and ${seesContact(scope, sql`v.contact_id`)} order by md5(i.id::text) limit ${times}`);
  const letters = await ids(sql`
    select o.id from outbox o where o.state = 'failed' and ${seesContact(scope, sql`o.contact_id`)} order by md5(o.id::text) limit ${times}`);
  const dental = await ids(sql`select id from service where key = 'dental'`);
  const again = (path: string) => Array.from({ length: times }, () => path);
  const each = <T>(of: (number: number) => T) => Array.from({ length: times }, (_, number) => of(number));
  const frequent = (number: number) => frequentWords[number % frequentWords.length] ?? '';
  const page = (what: string, paths: string[], rest: { forAdmin?: true } = {}) => ({
    what,
    pages: { paths },
    ...rest,
  });
  const search = (what: string, of: (number: number) => string) => ({
    what: `search, ${what}`,
    pages: { path: '/search', forms: each((number) => ({ q: of(number) })) },
  });
  const toTheEnd = (what: string, first: string, link: string) => ({ what, pages: { first, link } });
  return [
    page('inbox', again('/inbox')),
    ...inboxFilters.map((filter) => page(`inbox, ${filter}`, again(`/inbox?filter=${filter}`))),
    page('inbox, its part that is loaded anew', again('/inbox/list?filter=all')),
    toTheEnd('inbox, all: every page to the last', '/inbox?filter=all', nextOf('/inbox', 'after')),
    page(
      'conversation',
      some.map((id) => `/inbox/${id}`),
    ),
    page(
      'conversation, the longest',
      long.map((id) => `/inbox/${id}`),
    ),
    page(
      'conversation, with a person',
      held.map((id) => `/inbox/${id}`),
    ),
    page(
      'conversation, its part that is loaded anew',
      long.map((id) => `/inbox/${id}/now`),
    ),
    toTheEnd(
      'conversation, the longest: back to its first page',
      `/inbox/${long[0]}`,
      nextOf('/inbox/[^"?]+', 'before'),
    ),
    page(
      'a visit: book',
      some.map((id) => `/inbox/${id}/book`),
    ),
    page(
      'a visit: book where a fortnight is full',
      some.map((id, place) => `/inbox/${id}/book?service=${dental[place]}`),
    ),
    page(
      'a visit: move or cancel',
      visits.map((id) => `/inbox/${id}`),
    ),
    page('needs a person', again('/needs')),
    toTheEnd('needs a person: every page to the last', '/needs', nextOf('/needs', 'after')),
    page('needs a person: what is urgent', again('/needs/urgent')),
    page(
      'an item',
      items.map((id) => `/needs/${id}`),
    ),
    page('failed messages', again('/dead-letters')),
    toTheEnd('failed messages: every page to the last', '/dead-letters', nextOf('/dead-letters', 'after')),
    page(
      'a failed message',
      letters.map((id) => `/dead-letters/${id}`),
    ),
    page('patients', again('/patients')),
    page(
      'a patient',
      patients.map((id) => `/patients/${id}`),
    ),
    search('a name', (number) => nameOf(number * 37)),
    search('the beginning of a frequent name', (number) => ['mar', 'joh', 'ote', 'wan'][number % 4] ?? ''),
    search('a number', (number) => personOf(number * 31).phone),
    search('a frequent word', frequent),
    search('a rare word', rareWord),
    search('a frequent word and a rare one', (number) => `${frequent(number)} ${rareWord(number)}`),
    search('frequent words', (number) => `${frequent(number)} ${frequent(number + 3)}`),
    search('a sentence', (number) => lineOf(number * 7)),
    search('eight frequent words that are nowhere together', () => frequentWords.slice(0, 8).join(' ')),
    page('staff', again('/staff'), { forAdmin: true }),
    page('staff: invite', again('/staff/invite'), { forAdmin: true }),
    page('account', again('/account')),
    page('the log', again('/audit'), { forAdmin: true }),
    page(
      'the log, of one patient',
      patients.map((id) => `/audit?patient=${id}`),
      { forAdmin: true },
    ),
  ];
}

async function branchIds(db: Database['db'], { branches }: StaffScope): Promise<readonly string[]> {
  if (branches !== 'all') return branches;
  return (await db.selectFrom('branch').select('id').execute()).map(({ id }) => id);
}

/** As the sign-in makes it of the member with that address. */
export async function scopeOfStaff({ db }: Database, email: string): Promise<StaffScope> {
  const row = await db
    .selectFrom('staff.member as m')
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .leftJoin('staff.member_branch as b', 'b.member_id', 'm.id')
    .select(['m.organization_id', 'm.id', 'm.role', 'b.branch_id'])
    .where('a.email', '=', email)
    .executeTakeFirstOrThrow();
  return {
    organizationId: row.organization_id,
    correlationId: '' as StaffScope['correlationId'],
    actor: { kind: 'staff', id: row.id },
    permissions: new Set(permissionsOf[row.role as keyof typeof permissionsOf]),
    branches: row.branch_id === null ? 'all' : [row.branch_id],
    practitionerId: null,
  };
}
