import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Caller, type FrontDesk, openFrontDesk } from '../../test/front-desk.ts';
import { staffOf } from '../../test/staff.ts';
import { giveNumber } from '../people/patients.ts';
import { openItem } from '../worklist.ts';
import { openConversation } from './conversation.ts';
import {
  commentItem,
  countItems,
  leaveItem,
  listItems,
  markItemDone,
  readComments,
  takeItem,
} from './items.ts';
import { addNote } from './notes.ts';
import { correctName, correctNumber, readPatient } from './patient.ts';
import { replyToPatient } from './reply.ts';
import { searchMessages, searchPeople } from './search.ts';
import { bookForPatient, cancelForPatient, freeSlots, moveForPatient } from './visits.ts';

let database: TestDatabase;
let desk: FrontDesk;
let asha: Caller;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  desk = await openFrontDesk(database.db);
  asha = await desk.call('+254711000001', 'Asha Wanjiru');
});
afterAll(() => database.drop());

async function items() {
  const listed = await listItems(desk.core, desk.staff);
  if (!listed.ok) throw new Error(listed.reason);
  return listed.items;
}

async function openAll(): Promise<void> {
  const { scope } = desk.clinic;
  await desk.say(asha, 'person');
  await desk.turn(async (core) => {
    await giveNumber(core, scope, { ...asha, number: '0722000001' });
    await openItem(core, scope, { kind: 'failed_delivery', recordKind: 'contact', recordId: asha.contactId });
    await openItem(core, scope, {
      kind: 'budget',
      recordKind: 'budget_notice',
      recordId: core.ids.next<string>(),
    });
  });
  const juma = await desk.call('+254711000002', 'Juma Otieno');
  await desk.say(juma, 'I want to kill myself');
}

test('danger first, then by when somebody should have looked; with whom it is about and where to go', async () => {
  await openAll();
  const [danger, person, ...rest] = await items();
  expect(danger).toMatchObject({ kind: 'danger', urgent: true, people: [{ name: 'Juma Otieno' }] });
  expect(person).toMatchObject({
    ...{ kind: 'person', urgent: false, conversationId: asha.conversationId, address: '+254…001' },
    people: [{ name: 'Asha Wanjiru' }],
  });
  expect(
    new Map(rest.map(({ kind, people, conversationId }) => [kind, [people[0]?.name, conversationId]])),
  ).toEqual(
    new Map([
      ['number_given', ['Asha Wanjiru', asha.conversationId]],
      ['failed_delivery', ['Asha Wanjiru', asha.conversationId]],
      ['budget', [undefined, null]],
    ]),
  );
  expect(await countItems(desk.core, desk.staff)).toMatchObject({
    counts: { danger: 1, person: 1, budget: 1, late: 0 },
  });
});

test('one has it, a colleague is told who; it is left, taken, commented and done', async () => {
  await openAll();
  const colleague = staffOf(desk.clinic);
  for (const { itemId, kind } of await items()) {
    expect(await takeItem(desk.core, desk.staff, { itemId })).toEqual({ ok: true });
    const { id } = desk.staff.actor;
    expect(await takeItem(desk.core, colleague, { itemId })).toEqual({
      ok: false,
      reason: 'taken_by',
      by: id,
    });
    await leaveItem(desk.core, colleague, { itemId });
    expect(await takeItem(desk.core, colleague, { itemId, from: id })).toEqual({ ok: true });
    expect(
      await commentItem(desk.core, colleague, { itemId, text: `Called Asha about ${kind}` }),
    ).toMatchObject({ ok: true });
    expect(await readComments(desk.core, desk.staff, { itemId })).toMatchObject({
      comments: [{ text: `Called Asha about ${kind}`, staffId: colleague.actor.id }],
    });
    expect(await markItemDone(desk.core, colleague, { itemId })).toEqual({ ok: true, already: false });
    expect(await markItemDone(desk.core, desk.staff, { itemId })).toEqual({ ok: true, already: true });
    expect(await takeItem(desk.core, desk.staff, { itemId })).toEqual({ ok: false, reason: 'closed' });
  }
  expect(await items()).toEqual([]);
});

test('a form sent again is one comment; with another text it is another, also of what is about nobody', async () => {
  await openAll();
  for (const { itemId } of await items()) {
    for (const text of ['Called', 'Called', 'Called again', 'Called', 'Called again']) {
      desk.core.clock.advance(Temporal.Duration.from({ seconds: 1 }));
      const sent = await commentItem(desk.core, desk.staff, { itemId, text, key: itemId });
      expect(sent).toMatchObject({ ok: true });
    }
    expect(await readComments(desk.core, desk.staff, { itemId })).toMatchObject({
      comments: [{ text: 'Called' }, { text: 'Called again' }],
    });
  }
});

test('staff book, move and cancel from the conversation', async () => {
  const { serviceIds, branchIds } = desk.clinic;
  const place = { serviceId: serviceIds[0], branchId: branchIds[0], practitionerId: null };
  const day = Temporal.PlainDate.from('2026-10-06');
  const free = await freeSlots(desk.core, desk.staff, { ...place, day });
  const [first, second] = free.ok ? free.slots : [];
  if (!first || !second) throw new Error('nothing is free');
  const booked = await bookForPatient(desk.core, desk.staff, {
    ...asha,
    ...place,
    key: 'b',
    start: first.start,
  });
  expect(booked).toMatchObject({ ok: true, status: 'booked', start: first.start.toString() });
  if (!booked.ok) return;
  const { appointmentId } = booked;
  const shown = { key: 'm', appointmentId, expected: { start: first.start } };
  expect(await moveForPatient(desk.core, desk.staff, { ...shown, start: second.start })).toMatchObject({
    ok: true,
  });
  const again = { ...shown, key: 'm2', start: second.start };
  expect(await moveForPatient(desk.core, desk.staff, again)).toEqual({ ok: false, reason: 'changed' });
  expect(await cancelForPatient(desk.core, desk.staff, { key: 'c', appointmentId })).toMatchObject({
    ok: true,
  });
});

/** Whatever staff write, read and correct: the log of events holds ids, codes, times and counts. */
test('nothing personal stands in the events', async () => {
  await openAll();
  const secret = [
    'Wanjiru',
    'Zawadi',
    '711000001',
    '733000001',
    'Mombasa raha',
    'nyota njema',
    'bahari kuu',
    'mlima mrefu',
  ];
  const { core, staff } = desk;
  const run = (what: Promise<unknown>) => what;
  await run(
    replyToPatient(core, staff, { ...asha, key: '1', text: 'Mombasa raha', cannedKey: 'Asha Wanjiru' }),
  );
  await run(addNote(core, staff, { ...asha, key: '2', text: 'nyota njema' }));
  for (const { itemId } of await items()) await run(commentItem(core, staff, { itemId, text: 'bahari kuu' }));
  await run(desk.say(asha, 'mlima mrefu'));
  await run(searchPeople(core, staff, 'Wanjiru'));
  await run(searchMessages(core, staff, 'mlima mrefu'));
  await run(correctName(core, staff, { ...asha, name: 'Zawadi' }));
  await run(correctNumber(core, staff, { ...asha, number: '+254733000001' }));
  await run(openConversation(core, staff, asha));
  await run(readPatient(core, staff, asha));
  const { rows } = await sql<{ line: string }>`select event::text as line from event`.execute(database.db);
  expect(rows.length).toBeGreaterThan(15);
  const found = rows.filter(({ line }) =>
    secret.some((word) => line.toLowerCase().includes(word.toLowerCase())),
  );
  expect(found).toEqual([]);
  const logged = desk.logged.filter((line) => secret.some((word) => line.includes(word)));
  expect(logged).toEqual([]);
});
