import { sql } from 'kysely';
import { addressHash, organizationLookupKey } from '../../core/people/lookup.ts';
import type { Bench } from '../bench.ts';
import { coreOf, organizationOf } from '../lab/clinic.ts';
import type { LabDatabase } from '../lab/lab.ts';
import { openStage, type Stage } from '../lab/stage.ts';
import { peopleFrom } from '../people.ts';
import type { Figure } from '../report.ts';
import { latenciesOf } from '../statistics.ts';
import { peopleTemplate } from './turns.ts';

const racers = 200;
const processes = 2;
/** To the free times of the third day on which the one practitioner who does eye checks has some. */
const linesBefore = ['menu', 'book', '3', 'other days', '3'];
/** Which of the times on the list they race for, in turn: phones with the shortest lists show so many. */
const choices = ['1', '2', '3'] as const;
/** What a loser reads above the times that are still free. */
const pattern = 'just been taken';

type Race = { ms: number; bookedMs: number };

/**
 * Patients race for one slot through webhooks at two processes. Exactly one gets it, and goes on to book it; all others are
 * told that it was taken, and offered others. Throws at the first race that ends otherwise.
 */
export async function measureRaces(bench: Bench): Promise<Figure[]> {
  const { lab, extent, tell } = bench;
  await using stage = await openStage(lab, { template: await peopleTemplate(bench), processes, pattern });
  const { load, origins, database } = stage;
  await load.ask('chorus', { origins, people: racers });
  for (const text of linesBefore) await say(stage, text);
  await stage.drain();
  const numberOf = await racersByContact(database, bench);
  await rememberStart(database, [...numberOf.keys()]);
  const races: Race[] = [];
  for (let number = 0; number < extent.races; number++) {
    races.push(await race(stage, choices[number % choices.length] ?? '1', numberOf));
    if ((number + 1) % 50 === 0)
      tell(`race ${number + 1} of ${extent.races}: ${races.at(-1)?.ms.toFixed(0)} ms`);
  }
  await database.pool.query('drop table race_start');
  await stage.check();
  return figuresOf(races);
}

async function race(stage: Stage, choice: string, numberOf: ReadonlyMap<string, number>): Promise<Race> {
  const { load, database } = stage;
  const told = (await load.ask('taken', {})).fitting;
  const ms = await say(stage, choice);
  const [winner, ...others] = await inTheWay(database, 'hold');
  if (winner === undefined || others.length > 0)
    throw new Error(`${others.length + 1} have the slot, or none`);
  await stage.drain();
  const losers = (await load.ask('taken', {})).fitting - told;
  const offered = await standingAt(database, 'slots');
  if (losers !== racers - 1 || offered !== racers - 1) {
    throw new Error(`${losers} were told that the slot was taken, ${offered} were offered others`);
  }
  const bookedMs = await say(stage, '1', numberOf.get(winner));
  const booked = await inTheWay(database, 'booked');
  if (booked.length !== 1 || booked[0] !== winner) throw new Error('the winner has not got the visit');
  await stage.drain();
  await startAgain(database);
  return { ms, bookedMs };
}

async function say({ load }: Stage, text: string, alone?: number): Promise<number> {
  const { ms, failed } = await load.ask('say', alone === undefined ? { text } : { text, alone });
  if (failed > 0) throw new Error(`${failed} messages were not answered 200`);
  return ms;
}

async function inTheWay({ db }: LabDatabase, status: 'hold' | 'booked'): Promise<string[]> {
  const rows = await db.selectFrom('appointment').select('contact_id').where('status', '=', status).execute();
  return rows.map((row) => row.contact_id);
}

/** How many of the racers' conversations wait for an answer to that question. */
async function standingAt({ db }: LabDatabase, state: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from conversation join race_start using (id)
    where conversation.frames -> -1 ->> 'state' = ${state}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** All stand before the same list; after each race they are put there again, which saves them the way and changes nothing else. */
async function rememberStart(database: LabDatabase, contactIds: readonly string[]): Promise<void> {
  const { db } = database;
  await sql`create table race_start as select id, frames, offered from conversation where false`.execute(db);
  await sql`insert into race_start select id, frames, offered from conversation
    where contact_id = any(${contactIds}::uuid[])`.execute(db);
  const count = await standingAt(database, 'slots');
  if (count !== racers) throw new Error(`${count} of ${racers} stand before a list of times`);
}

async function startAgain({ db }: LabDatabase): Promise<void> {
  await sql`update appointment set status = 'cancelled', cancelled_by = 'staff' where status = 'booked'`.execute(
    db,
  );
  await sql`update conversation v set frames = s.frames, offered = s.offered, revision = v.revision + 1
    from race_start s where s.id = v.id`.execute(db);
}

async function racersByContact(database: LabDatabase, { lab }: Bench): Promise<Map<string, number>> {
  const core = coreOf(database, lab.vault);
  const key = await organizationLookupKey(core, await organizationOf(core));
  const numbers = new Map(
    peopleFrom(0, racers).map(({ kind, phone, number }) => [
      addressHash(key, kind, phone).toString('hex'),
      number,
    ]),
  );
  const rows = await core.db.selectFrom('contact').select(['id', 'address_hash']).execute();
  return new Map(
    rows.flatMap(({ id, address_hash }) => {
      const number = numbers.get(address_hash.toString('hex'));
      return number === undefined ? [] : [[id, number] as const];
    }),
  );
}

function figuresOf(races: readonly Race[]): Figure[] {
  const walls = latenciesOf(races.map(({ ms }) => ms));
  const figure = (what: string, values: number[], rest: Partial<Figure> = {}): Figure => {
    return { part: 'race', what: `${racers} for one slot: ${what}`, values, ...rest };
  };
  const unit = 'ms';
  return [
    figure('races in which exactly one got it', [races.length], { bound: { atLeast: races.length } }),
    figure(
      'from the first message to the last answer',
      races.map(({ ms }) => ms),
      { unit },
    ),
    figure('99th percentile of that', [walls.p99], { unit }),
    figure(
      'the winner books it',
      races.map(({ bookedMs }) => bookedMs),
      { unit },
    ),
  ];
}
