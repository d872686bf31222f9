import { sql } from 'kysely';
import type { Executor } from '../../core/db/connect.ts';
import { assertInvariant } from '../invariant.ts';
import type { House } from './house.ts';

/** What came of it, counted; and what the house has promised and did not keep. */
export type Findings = { counts: Record<string, number>; broken: string[] };

/** Looks at everything since the house was opened, once it has settled. */
export async function findBroken(house: House): Promise<Findings> {
  const { db } = house.database;
  const { patients } = house;
  const [messages, sending, visits] = [
    await messagesOf(db, house.provider.acknowledged),
    await sendingOf(db),
    await visitsOf(db),
  ];
  const { counts: calls, emulators } = house.provider;
  const sent = emulators.twilio.accepted.length + emulators.africastalking.accepted.length;
  const booked = patients.filter(({ state }) => state === 'booked').length;
  const silent = patients.filter(({ state }) => state !== 'booked');
  const invariant = await assertInvariant(db).then(
    () => [],
    (error: Error) => [error.message],
  );
  const never: [string, number][] = [
    ['messages acknowledged and lost', messages.lost],
    ['messages neither handled nor given up', messages.open],
    ['messages given up without an apology', messages.unapologised],
    ['webhooks of the providers refused', calls.refused],
    ['messages in doubt that were not told of', sending.untold],
    ['messages sent again that were not in doubt', sending.againWithoutDoubt],
    ['messages sent more than once more', sending.tooOften],
    ['sends that the outbox does not know of', Math.max(0, sent - sending.tries)],
    ['outbox rows still to be sent', sending.open],
    ['visits beside those that patients know of', Math.abs(visits.booked - booked)],
    ['patients with two visits', visits.twice],
    ['lines of the log that name a patient', namedIn(house)],
  ];
  return {
    counts: {
      patients: patients.length,
      booked,
      acknowledged: house.provider.acknowledged.size,
      handled: messages.handled,
      'given up with an apology': messages.dead,
      'answered 5xx': calls.putOff,
      unanswered: calls.unanswered,
      'receipts missed': calls.receiptsMissed,
      'in doubt, told': sending.doubted,
      'sent once more': sending.again,
      'processes ended by themselves': house.programs.reduce((sum, program) => sum + program.ended(), 0),
    },
    broken: [
      ...invariant,
      ...never.filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`),
      ...silent.map(
        ({ state, written, last }) => `a patient is ${state} after ${written} messages: ${last()}`,
      ),
    ],
  };
}

async function messagesOf(db: Executor, acknowledged: ReadonlySet<string>) {
  const { rows } = await sql<{ id: string; state: string; apologised: boolean }>`
    select m.provider_message_id as id, m.state, exists (
      select from worklist_item w join outbox o on o.organization_id = w.organization_id and o.correlation_id = m.correlation_id
      where w.record_id = m.id and w.kind = 'dead_turn' and o.state in ('sent', 'delivered', 'read', 'unknown')
    ) as apologised
    from inbound_message m`.execute(db);
  const known = new Set(rows.map(({ id }) => id));
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  return {
    lost: [...acknowledged].filter((id) => !known.has(id)).length,
    handled: count('handled'),
    dead: count('dead'),
    open: count('waiting'),
    unapologised: rows.filter(({ state, apologised }) => state === 'dead' && !apologised).length,
  };
}

async function sendingOf(db: Executor) {
  const { rows } = await sql<
    Record<'doubted' | 'untold' | 'again' | 'againWithoutDoubt' | 'tooOften' | 'tries' | 'open', number>
  >`
    select count(*) filter (where o.in_doubt)::int as doubted,
      count(*) filter (where o.in_doubt and told.count = 0)::int as untold,
      count(*) filter (where o.tries > 1)::int as again,
      count(*) filter (where o.tries > 1 and not o.in_doubt)::int as "againWithoutDoubt",
      count(*) filter (where o.tries > 2)::int as "tooOften",
      coalesce(sum(o.tries), 0)::int as tries,
      count(*) filter (where o.state in ('queued', 'errored', 'wired') or o.next_attempt_at is not null)::int as open
    from outbox o cross join lateral (
      select count(*) from event e where e.record_id = o.id and e.type = 'outbox.in_doubt'
    ) told`.execute(db);
  return rows[0] ?? { doubted: 0, untold: 0, again: 0, againWithoutDoubt: 0, tooOften: 0, tries: 0, open: 0 };
}

async function visitsOf(db: Executor) {
  const { rows } = await sql<{ booked: number; twice: number }>`
    select coalesce(sum(count), 0)::int as booked, count(*) filter (where count > 1)::int as twice
    from (select count(*) from appointment where status = 'booked' group by contact_id) each`.execute(db);
  return rows[0] ?? { booked: 0, twice: 0 };
}

function namedIn({ programs, patients }: House): number {
  const personal = patients.flatMap(({ name, phone }) => [name, phone.slice(1)]);
  const lines = programs.flatMap((program) => program.lines.join('').split('\n'));
  return lines.filter((line) => personal.some((word) => line.includes(word))).length;
}
