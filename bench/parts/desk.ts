import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { addressHash, organizationLookupKey } from '../../core/people/lookup.ts';
import type { Bench } from '../bench.ts';
import { coreOf, organizationOf } from '../lab/clinic.ts';
import { fillDesk } from '../lab/desk/fill.ts';
import { planTour, scopeOfStaff } from '../lab/desk/pages.ts';
import { emailOf, password } from '../lab/desk/staff.ts';
import { type Cpu, openStage, type Stage } from '../lab/stage.ts';
import { type Person, personOf } from '../people.ts';
import type { Figure } from '../report.ts';
import { latenciesOf } from '../statistics.ts';

/** With 10,000 people a million. */
const MESSAGES_EACH = 100;
const DASHBOARDS = 200;
/** Two look at pages beside them: who sees all there is, and who is of one branch, so that each record is asked whose it is. */
const LOOKERS = 2;
const TIMES = 60;
const CHANGES = 100;
/** So many changes after which all dashboards have loaded their list anew. */
const RELOADS = 3;
const IDLE_MS = 30_000;
const SETTLE_MS = 5_000;

const most = { pageMs: 150, changeMs: 300, core: 0.05 } as const;

/** What staff wait for at a clinic that has been written to for years, and what their open pages cost while nothing happens. */
export async function measureDesk(bench: Bench): Promise<Figure[]> {
  const { lab, extent, tell } = bench;
  const messages = extent.people * MESSAGES_EACH;
  tell(`desk: ${messages} messages and what goes with them are put in`);
  const template = await lab.template(`desk_${extent.people}`, (database) =>
    fillDesk(database, lab.vault, { people: extent.people, messages, staff: DASHBOARDS + LOOKERS }),
  );
  const pairs: Pair[] = [];
  for (let number = 1; number <= extent.pairs; number++) {
    await using stage = await openStage(lab, { template, processes: 1 });
    const pair = await measureOnce(bench, stage);
    pairs.push(pair);
    tell(`desk, pair ${number}: ${describe(pair)}`);
    await stage.check();
  }
  return figuresOf(pairs);
}

type Times = { p50: number; p95: number };
type Pair = {
  pages: Map<string, Times>;
  without: Cpu;
  open: Cpu;
  change: { first: Times; last: Times; shown: Times };
};

async function measureOnce(bench: Bench, stage: Stage): Promise<Pair> {
  const { load, origins, database } = stage;
  const [origin = ''] = origins;
  await pause(SETTLE_MS);
  const without = await idleOf(stage);
  const emails = Array.from({ length: DASHBOARDS + LOOKERS }, (_, number) => emailOf(number));
  await load.ask('staff', { origin, emails, password });
  const pages = new Map<string, Times>();
  for (let who = 0; who < LOOKERS; who++) await look(stage, who, pages);
  await load.ask('dashboards', { origin, without: LOOKERS });
  await pause(SETTLE_MS);
  const open = await idleOf(stage);
  const people = Math.min(CHANGES + RELOADS, bench.extent.people);
  const changes = [];
  for (let person = 0; person < people; person++) {
    const conversationId = await conversationOf(bench, database, personOf(person));
    changes.push(await load.ask('change', { person, conversationId, reload: person >= people - RELOADS }));
  }
  await stage.drain();
  const heard = changes.slice(0, -RELOADS);
  return {
    ...{ pages, without, open },
    change: {
      first: latenciesOf(heard.map(({ first }) => first)),
      last: latenciesOf(heard.map(({ last }) => last)),
      shown: latenciesOf(changes.slice(-RELOADS).map(({ shown }) => shown)),
    },
  };
}

/** Of each page the slower of those who look at it, the first requests among it. */
async function look({ load, database }: Stage, who: number, found: Map<string, Times>): Promise<void> {
  const scope = await scopeOfStaff(database, emailOf(who));
  for (const { what, pages, forAdmin } of await planTour(database, scope, TIMES)) {
    if (forAdmin && !scope.permissions.has('staff.manage')) continue;
    const { ms, refused } = await load.ask('pages', { who, ...pages });
    if (refused.length > 0) throw new Error(`not answered 200: ${refused.slice(0, 3).join(', ')}`);
    const { p50, p95 } = latenciesOf(ms);
    if (p95 > (found.get(what)?.p95 ?? 0)) found.set(what, { p50, p95 });
  }
}

/** Of a core, while nothing happens. */
async function idleOf(stage: Stage): Promise<Cpu> {
  const [before, began] = [await stage.cpu(), performance.now()];
  await pause(IDLE_MS);
  const [after, ms] = [await stage.cpu(), performance.now() - began];
  const of = (key: keyof Cpu) => (after[key] - before[key]) / ms;
  return { product: of('product'), postgres: of('postgres'), load: of('load') };
}

async function conversationOf({ lab }: Bench, database: Stage['database'], person: Person): Promise<string> {
  const core = coreOf(database, lab.vault);
  const key = await organizationLookupKey(core, await organizationOf(core));
  const { rows } = await sql<{ id: string }>`
    select v.id from contact c join conversation v on v.contact_id = c.id
    where c.address_hash = ${addressHash(key, person.kind, person.phone)}`.execute(database.db);
  if (rows[0] === undefined) throw new Error(`nobody has the number ${person.phone}`);
  return rows[0].id;
}

function figuresOf(pairs: readonly Pair[]): Figure[] {
  const of = (what: string, value: (pair: Pair) => number, rest: Partial<Figure> = {}): Figure => {
    return { part: 'desk', what, values: pairs.map(value), ...rest };
  };
  const ms = (atMost?: number) => ({ unit: 'ms', ...(atMost === undefined ? {} : { bound: { atMost } }) });
  const whats = [...(pairs[0]?.pages.keys() ?? [])];
  const worst = ({ pages }: Pair) => Math.max(...[...pages.values()].map(({ p95 }) => p95));
  const dashboards = `${DASHBOARDS} open dashboards`;
  return [
    of('the slowest page: 95th percentile', worst, ms(most.pageMs)),
    of(
      `${dashboards}, nothing happens: what they take of a core`,
      (pair) => costOf(pair, 'product') + costOf(pair, 'postgres'),
      {
        bound: { atMost: most.core },
      },
    ),
    of('of this the product', (pair) => costOf(pair, 'product')),
    of('of this Postgres', (pair) => costOf(pair, 'postgres')),
    of('nothing open, nothing happens: product, of a core', ({ without }) => without.product),
    of('nothing open, nothing happens: Postgres, of a core', ({ without }) => without.postgres),
    of(
      `a patient writes, ${dashboards}: the last hears of it, 95th percentile`,
      ({ change }) => change.last.p95,
      ms(most.changeMs),
    ),
    of('the same, 50th percentile', ({ change }) => change.last.p50, ms()),
    of('the first hears of it, 50th percentile', ({ change }) => change.first.p50, ms()),
    of(
      `all ${DASHBOARDS} have loaded the inbox anew for it, 50th percentile`,
      ({ change }) => change.shown.p50,
      ms(),
    ),
    ...whats.flatMap((what) => [
      of(`${what}: 95th percentile`, ({ pages }) => pages.get(what)?.p95 ?? Number.NaN, ms(most.pageMs)),
      of(`${what}: 50th percentile`, ({ pages }) => pages.get(what)?.p50 ?? Number.NaN, ms()),
    ]),
  ];
}

function costOf({ open, without }: Pair, key: 'product' | 'postgres'): number {
  return open[key] - without[key];
}

function describe({ pages, open, without, change }: Pair): string {
  const [slowest = '', times] = [...pages].toSorted(([, a], [, b]) => b.p95 - a.p95)[0] ?? [];
  const core = (cpu: Cpu) =>
    `product ${cpu.product.toFixed(3)}, Postgres ${cpu.postgres.toFixed(3)} of a core`;
  return (
    `slowest page "${slowest}", p95 ${times?.p95.toFixed(0)} ms; idle: ${core(without)}, with ${DASHBOARDS} dashboards: ${core(open)}; ` +
    `a change is heard by all after ${change.last.p95.toFixed(0)} ms (p95), shown by all after ${change.shown.p50.toFixed(0)} ms`
  );
}
