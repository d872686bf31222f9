import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { insist } from '../../core/db/insist.ts';
import { type FaultName, faults } from './faults.ts';
import { findBroken } from './findings.ts';
import type { House } from './house.ts';
import { beginPatient, type Patient } from './patient.ts';
import { type Chance, seededChance } from './seeded.ts';

/** One fault: patients book while it strikes, and then go on until each has an answer. */
export type Played = { line: string; broken: string[] };

export type PlayOptions = { patients: number; seconds: number; seed: number };

/** Messages that a patient writes until a visit is booked, more or less: so spread that they fill the time of the fault. */
const MESSAGES = 8;
/** Rounds of settling; each is one step of time. */
const MOST_ROUNDS = 100;

export async function playFault(house: House, name: FaultName, options: PlayOptions): Promise<Played> {
  const chance = seededChance(options.seed);
  const began = performance.now();
  const before = (await findBroken(house)).counts;
  const stopped = new AbortController();
  setMaxListeners(0, stopped.signal);
  const patients = begin(house, chance, options, stopped.signal);
  house.patients.push(...patients);
  try {
    const struck = await faults[name].strike(house, options.seconds * 1_000, chance);
    await settle(house, patients);
    const { counts, broken } = await findBroken(house);
    const words = Object.entries(counts).map(([what, count]) => `${count - (before[what] ?? 0)} ${what}`);
    const seconds = Math.round((performance.now() - began) / 1_000);
    return { line: `${faults[name].title} (${struck}): ${words.join(', ')}; ${seconds} s`, broken };
  } finally {
    stopped.abort();
    await Promise.all(patients.map(({ over }) => over));
  }
}

/** Patients of the house's own numbers and names, none of whom has written before. */
function begin(house: House, chance: Chance, { patients, seconds }: PlayOptions, signal: AbortSignal) {
  const first = house.patients.length;
  const thinksMs = Math.max(1, Math.round((2 * seconds * 1_000) / MESSAGES));
  return Array.from({ length: patients }, (_, place) =>
    beginPatient({
      provider: house.provider,
      kind: place % 2 === 0 ? 'whatsapp' : 'sms',
      phone: `+2547${String(20_000_000 + first + place)}`,
      name: `Wanjiru ${nameOf(first + place)}`,
      chance: seededChance(chance.below(2 ** 31)),
      ...{ thinksMs, signal },
    }),
  );
}

function nameOf(place: number): string {
  const letters = [...String(place)].map((digit) => 'aeioubdgkm'[Number(digit)]).join('');
  return `Kar${letters}`;
}

/**
 * Waits until all is answered and nothing is on its way. What is due later (a message in doubt, a try that comes again) does
 * not come by waiting: the processes' clocks go on to it.
 */
async function settle(house: House, patients: readonly Patient[]): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await rest(house, patients);
    const next = await nextDue(house);
    if (next === null) return;
    house.advance(next);
  }
}

/** Long enough for a process to start and see to something on a machine that has much else to do. */
const STANDSTILL_MS = 45_000;

/** Until no patient thinks, nobody calls and nothing that is due is left undone; throws when it goes on no more. */
async function rest(house: House, patients: readonly Patient[]): Promise<void> {
  const { network, twilio, africastalking } = house.provider.emulators;
  let [quiet, told, moved] = [0, '', performance.now()];
  while (quiet < 3) {
    await pause(100);
    const thinking = patients.filter(({ state }) => state === 'thinking').length;
    const calls =
      patients.filter(({ calling }) => calling).length + twilio.pending() + africastalking.pending();
    const undone = await insist(() => dueNow(house));
    quiet = thinking + calls + undone > 0 ? 0 : quiet + 1;
    const now = `${thinking} patients think, ${calls} calls are under way, ${undone} rows are due`;
    if (now + network.revision() !== told) [told, moved] = [now + network.revision(), performance.now()];
    if (performance.now() - moved > STANDSTILL_MS) throw new Error(`it does not go on: ${now}`);
  }
}

/**
 * When what is left to do is to be done: a message that is first in its line or in doubt, one that was put on the wire and
 * given up after a minute, a turn that was put off.
 */
const due = sql`(
  select next_attempt_at as at from outbox o where next_attempt_at is not null and not exists (
    select from outbox before where before.contact_id = o.contact_id and before.seq < o.seq
      and before.state in ('queued', 'errored', 'wired') and o.state in ('queued', 'errored'))
  union all select wired_at + interval '60 seconds' from outbox where state = 'wired'
  union all select next_try_at from inbound_message where state = 'waiting'
) due`;

/** What a process is to see to now, and what is on the wire for a moment. */
async function dueNow({ database, now }: House): Promise<number> {
  const at = now();
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from ${due} where at <= ${at})::int
      + (select count(*) from outbox where state = 'wired' and wired_at > ${at.subtract({ seconds: 3 })})::int as count
  `.execute(database.db);
  return rows[0]?.count ?? 0;
}

/** Milliseconds until something is due, and what comes soon after it; null: nothing is. */
async function nextDue({ database, now }: House): Promise<number | null> {
  const { rows } = await sql<{ at: Temporal.Instant | null }>`select min(at) as at from ${due}`.execute(
    database.db,
  );
  const at = rows[0]?.at;
  return at ? Math.max(0, Math.ceil(now().until(at).total('milliseconds'))) + 5_000 : null;
}
