import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppointmentId } from '../core/ids.ts';
import { tapOf } from '../rehearsal/phone.ts';
import { amani } from './amani.ts';
import { insertVisit, offeredIds, phoneAt, shareWithFamily } from './happened.ts';
import { openStage, type Stage } from './play.ts';

/** Two at once, by the webhook and on real Postgres: as often as it takes to meet in every order. */

const ROUNDS = 200;
/** Rounds that are played beside each other. */
const ABREAST = 10;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('whatsapp', amani);
});
afterAll(async () => {
  await stage?.close();
});

const rounds = Array.from({ length: ROUNDS / ABREAST }, (_, batch) =>
  Array.from({ length: ABREAST }, (__, place) => batch * ABREAST + place),
);
const address = (series: number, round: number) => `+2547${series}${String(1_000_000 + round).slice(1)}0`;

test('a webhook that is called twice at once is one turn and one answer', async () => {
  for (const batch of rounds) {
    await Promise.all(
      batch.map(async (round) => {
        const phone = phoneAt(stage, address(1, round));
        const messageId = `SM${String(round).padStart(32, '0')}`;
        await Promise.all([
          phone.write({ text: 'Hi', messageId }),
          phone.write({ text: 'Hi', messageId }),
          phone.write({ text: 'Hi', messageId }),
        ]);
        expect(phone.inbox()).toHaveLength(1);
      }),
    );
  }
  await expectNoneFailed();
}, 120_000);

test('two messages at once are two turns and two answers', async () => {
  for (const batch of rounds) {
    await Promise.all(
      batch.map(async (round) => {
        const phone = phoneAt(stage, address(2, round));
        await phone.write({ text: 'Hi' });
        await Promise.all([phone.write({ text: 'help' }), phone.write({ text: 'book' })]);
        expect(phone.inbox()).toHaveLength(3);
      }),
    );
  }
  await expectNoneFailed();
}, 120_000);

test('two phones of a family, one moving and one cancelling the same visit: it ends cancelled', async () => {
  for (const batch of rounds) {
    await Promise.all(batch.map(moveAgainstCancel));
    await clearCalendar();
  }
  await expectNoneFailed();
}, 240_000);

async function moveAgainstCancel(round: number): Promise<void> {
  const [first, second] = [address(3, round), address(4, round)];
  const name = `Amina Round ${letters(round)}`;
  const hour = 8 + Math.floor((round % ABREAST) / 2);
  const local = `2026-10-07 ${String(hour).padStart(2, '0')}:${round % 2 === 0 ? '00' : '30'}`;
  const id = await insertVisit(stage, { patient: name, local, ...withKamau }, first);
  await shareWithFamily(stage, [name], { first, second });
  const mover = phoneAt(stage, first);
  const canceller = phoneAt(stage, second);
  await Promise.all([mover.write({ text: 'move my visit' }), canceller.write({ text: 'cancel my visit' })]);
  const answers = [mover.inbox().length + 1, canceller.inbox().length + 1];
  // the third choice is tomorrow's: near enough to now, the moved visit could not be cancelled any more
  await Promise.all([mover.answer('3'), canceller.answer('1')]);
  expect([mover.inbox().length, canceller.inbox().length]).toEqual(answers);
  // Where the move came first, the other phone was asked about a visit that is another one by now: it is asked again.
  const { status } = await visit(id);
  if (status === 'booked') await canceller.answer('1');
  expect((await visit(id)).status).toBe('cancelled');
}

test('two patients who take each other’s time at once: each keeps exactly one visit, and no time has two', async () => {
  for (const round of rounds.flat()) {
    await swap(round);
    await clearCalendar();
  }
  await expectNoneFailed();
}, 240_000);

/** Both are offered the same times; then each is put where the other wants to go, and both choose at once. All are offered the same times: one pair at a time. */
async function swap(round: number): Promise<void> {
  const day = '2026-10-07';
  const [one, two] = [address(5, round), address(6, round)];
  const oneId = await insertVisit(
    stage,
    { patient: `Asha Round ${letters(round)}`, local: `${day} 10:00`, ...withKamau },
    one,
  );
  const twoId = await insertVisit(
    stage,
    { patient: `Juma Round ${letters(round)}`, local: `${day} 10:30`, ...withKamau },
    two,
  );
  const phones = [phoneAt(stage, one), phoneAt(stage, two)] as const;
  for (const phone of phones) await phone.write({ text: 'move my visit' });
  const offered = [await offeredIds(stage, one), await offeredIds(stage, two)] as const;
  const both = offered[0].filter((id) => /^\d{4}-/.test(id) && offered[1].includes(id));
  const [x, y] = both;
  if (!x || !y) throw new Error(`the two are offered nothing in common in round ${round}`);
  await put(oneId, x);
  await put(twoId, y);
  const answers = phones.map((phone) => phone.inbox().length + 1);
  const wishes = [offered[0].indexOf(y), offered[1].indexOf(x)];
  await Promise.all(
    phones.map(async (phone, place) => {
      const tap = tapOf(phone.inbox().at(-1), (wishes[place] ?? 0) + 1);
      if (!tap) throw new Error('there is nothing to tap');
      await phone.write({ tap });
    }),
  );
  expect(phones.map((phone) => phone.inbox().length)).toEqual(answers);
  const visits = [await visit(oneId), await visit(twoId)];
  expect(visits.map(({ status }) => status)).toEqual(['booked', 'booked']);
  expect(new Set(visits.map(({ start }) => start)).size).toBe(2);
}

const withKamau = {
  service: 'General consultation',
  practitioner: 'Dr. Wanjiku Kamau',
  branch: 'Westlands',
  status: 'booked',
} as const;

async function put(id: AppointmentId, start: string): Promise<void> {
  const end = Temporal.Instant.from(start).add({ minutes: 30 });
  await sql`
    update appointment set visit = tstzrange(${start}, ${end}, '[)'), busy = tstzrange(${start}, ${end}, '[)') where id = ${id}
  `.execute(stage.database.db);
}

async function visit(id: AppointmentId): Promise<{ status: string; start: string }> {
  const { status, visit: span } = await stage.database.db
    .selectFrom('appointment')
    .select(['status', 'visit'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { status, start: span.start.toString() };
}

async function clearCalendar(): Promise<void> {
  await stage.database.db.updateTable('appointment').set({ status: 'cancelled' }).execute();
}

/** Every turn was taken inside its webhook; none threw, and none was put off to the sweeper. */
async function expectNoneFailed(): Promise<void> {
  const { rows } = await sql`select id from inbound_message where state <> 'handled'`.execute(
    stage.database.db,
  );
  expect(rows).toEqual([]);
  const trouble = stage.log.lines.filter((line) => /"level":"(warn|error)"/.test(line));
  expect(trouble).toEqual([]);
}

/** A name has no digits. */
const letters = (round: number) =>
  [...String(round)].map((digit) => 'abcdefghij'.charAt(Number(digit))).join('');
