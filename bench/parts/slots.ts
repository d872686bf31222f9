import pg from 'pg';
import { loadAvailability } from '../../core/booking/load-availability.ts';
import { findSlots } from '../../core/booking/slots.ts';
import { systemClock } from '../../core/clock.ts';
import { connect } from '../../core/db/connect.ts';
import type { BranchId, OrganizationId, PractitionerId, ServiceId } from '../../core/ids.ts';
import type { Bench } from '../bench.ts';
import { bookingsEach, fillBookings, practitioners, searchWindow } from '../lab/bookings.ts';
import type { Figure } from '../report.ts';
import { spreadOf } from '../statistics.ts';

const [few, many] = [10_000, 1_000_000];
/** Of each, before any counts: plans are made, and code is compiled. */
const warmUps = 20;

/** The search for free slots, as a turn makes it, over the bare query of the same bookings: what is beside Postgres' own work. */
export async function measureSlots(bench: Bench): Promise<Figure[]> {
  const { lab, extent, tell } = bench;
  const now = systemClock.now();
  await using stack = new AsyncDisposableStack();
  const open = async (total: number) => {
    tell(`slots: ${total} bookings are put in`);
    const template = await lab.template(`bookings_${total}`, (database) =>
      fillBookings(database, now, total),
    );
    const search = await openSearch(lab.url(template), now);
    stack.defer(async () => void (await search.close()));
    return search;
  };
  const small = await open(few);
  const large = await open(many);
  const [one, all] = [small.who.practitionerId, null];
  const pairs = [];
  for (let number = 1; number <= extent.pairs; number++) {
    const ms = (extent.seconds * 1_000) / 3;
    const single = await inTurns(ms, [() => small.bare(one), () => small.search(one)]);
    const whole = await inTurns(ms, [() => small.bare(all), () => small.search(all)]);
    const sizes = await inTurns(ms, [() => small.search(all), () => large.search(all)]);
    pairs.push({ single, whole, sizes });
    tell(
      `slots, pair ${number}: ${[...single, ...whole, ...sizes].map((each) => each.toFixed(2)).join(', ')} ms`,
    );
  }
  const figure = (what: string, values: number[], rest: Partial<Figure> = {}): Figure => {
    return { part: 'slots', what, values, ...rest };
  };
  const [alone, together] = [`1 × ${bookingsEach}`, `${practitioners} × ${bookingsEach}`];
  return [
    figure(
      `${alone}: search ÷ bare query`,
      pairs.map(({ single }) => single[1] / single[0]),
      { bound: { atMost: 4 } },
    ),
    figure(
      `${together}: search ÷ bare query`,
      pairs.map(({ whole }) => whole[1] / whole[0]),
      { bound: { atMost: 3 } },
    ),
    figure(
      `${many} bookings ÷ ${few}: search`,
      pairs.map(({ sizes }) => sizes[1] / sizes[0]),
      { bound: { atMost: 1.2 } },
    ),
    figure(
      `${alone}: search`,
      pairs.map(({ single }) => single[1]),
      { unit: 'ms' },
    ),
    figure(
      `${together}: search`,
      pairs.map(({ whole }) => whole[1]),
      { unit: 'ms' },
    ),
  ];
}

type Who = {
  organizationId: OrganizationId;
  serviceId: ServiceId;
  branchId: BranchId;
  practitionerId: PractitionerId;
};

async function openSearch(url: string, now: Temporal.Instant) {
  const { db, close } = connect(url, { max: 1 });
  const plain = { getTypeParser: () => (value: string) => value }; // bare: nothing is read into what comes back
  const client = new pg.Client({ connectionString: url, types: plain });
  await client.connect();
  const who = await whoIsThere(client);
  const window = searchWindow(now);
  const range = `[${window.from}, ${window.to})`;
  const text = `select practitioner_id, busy from appointment where organization_id = $1 and busy && $2::tstzrange
    and status in ('hold', 'pending', 'booked', 'arrived') and practitioner_id = any($3::uuid[])`;
  const everybody = await client.query<{ id: string }>('select id from practitioner');
  const ids = everybody.rows.map(({ id }) => id);

  async function bare(practitionerId: PractitionerId | null): Promise<void> {
    const values = [who.organizationId, range, practitionerId === null ? ids : [practitionerId]];
    const { rowCount } = await client.query({ name: 'bare', text, values });
    const expected = bookingsEach * (practitionerId === null ? practitioners : 1);
    if (rowCount !== expected) throw new Error(`${rowCount} bookings in place of ${expected}`);
  }
  async function search(practitionerId: PractitionerId | null): Promise<void> {
    const loaded = await loadAvailability({ db }, who, { ...who, practitionerId, window, now });
    if (!loaded.ok) throw new Error(loaded.reason);
    if (findSlots(loaded.rules, loaded.practitioners, window, now).length === 0)
      throw new Error('nothing is free');
  }
  for (let number = 0; number < warmUps; number++) {
    for (const whose of [who.practitionerId, null]) await Promise.all([bare(whose), search(whose)]);
  }
  return { who, bare, search, close: () => Promise.all([close(), client.end()]) };
}

async function whoIsThere(client: pg.Client): Promise<Who> {
  const { rows } = await client.query<Who>(
    `select o.id as "organizationId", s.id as "serviceId", b.id as "branchId", p.id as "practitionerId"
     from organization o, service s, branch b, practitioner p where p.position = 1`,
  );
  if (rows[0] === undefined) throw new Error('the clinic is not there');
  return rows[0];
}

/** Both in turn, for so long: the median of each, in milliseconds. */
async function inTurns(ms: number, works: readonly [Work, Work]): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  const end = performance.now() + ms;
  while (performance.now() < end) {
    for (const place of [0, 1] as const) {
      const began = performance.now();
      await works[place]();
      times[place].push(performance.now() - began);
    }
  }
  return [spreadOf(times[0]).median, spreadOf(times[1]).median];
}

type Work = () => Promise<void>;
