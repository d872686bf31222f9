import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Caller, type FrontDesk, openFrontDesk } from '../../test/front-desk.ts';
import { staffOf } from '../../test/staff.ts';
import type { BranchId } from '../ids.ts';
import { registerPatient } from '../people/patients.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { readPatient } from './patient.ts';
import { replyToPatient } from './reply.ts';
import { takeOver } from './take-over.ts';

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

async function talksOf(caller: Pick<Caller, 'patientId'>, scope: StaffScope = desk.staff) {
  const page = await readPatient(desk.core, scope, caller);
  if (!page.ok) throw new Error(page.reason);
  return page.talks;
}

/** A child of that phone's. */
function registerChild(caller: Caller, name: string) {
  const input = { key: name, contactId: caller.contactId, name, relation: 'child' } as const;
  return desk.turn((core) => registerPatient(core, desk.clinic.scope, input));
}

test('the latest messages of both sides, oldest first, with their state; opening them is the one event of the page', async () => {
  desk.core.clock.advance(Temporal.Duration.from({ minutes: 1 }));
  await desk.say(asha, 'person');
  await takeOver(desk.core, desk.staff, asha);
  const told = await replyToPatient(desk.core, desk.staff, { ...asha, key: 'k', text: 'How can I help?' });
  expect(told.result).toMatchObject({ ok: true });
  const [talk, ...more] = (await talksOf(asha)) ?? [];
  expect(more).toEqual([]);
  expect(talk?.messages.map(({ from }) => from)).toEqual(['patient', 'bot', 'patient', 'bot', 'staff']);
  expect(talk?.messages.at(-1)).toMatchObject({ state: 'queued', staffId: desk.staff.actor.id });
  expect(talk?.messages.at(-1)?.content).toContain('How can I help?');
  expect(talk).toMatchObject({ kind: 'sms', others: [], more: false });
  for (const words of ['hello', 'hello again', 'anybody?']) await desk.say(asha, words);
  const [later] = (await talksOf(asha)) ?? [];
  expect(later?.messages).toHaveLength(6);
  expect(later).toMatchObject({ more: true });
  const read = (await desk.events()).filter(({ type }) => type.endsWith('.read'));
  expect(read).toEqual([{ type: 'patient.read', recordId: asha.patientId, details: {} }]);
});

test('a phone that stands for several is shown with whom else it stands for', async () => {
  const { patientId } = await registerChild(asha, 'Baraka Wanjiru');
  expect(await talksOf({ patientId })).toMatchObject([{ others: [{ name: 'Asha Wanjiru' }] }]);
  expect(await talksOf(asha)).toMatchObject([{ others: [{ name: 'Baraka Wanjiru', relation: 'child' }] }]);
});

test('who may not read conversations sees none', async () => {
  const staff = staffOf(desk.clinic);
  const permissions = new Set([...staff.permissions].filter((one) => one !== 'conversation.read'));
  expect(await talksOf(asha, { ...staff, permissions })).toBeNull();
});

test('a conversation of people who all come to another branch is not shown with a patient who has no visit yet', async () => {
  const { patientId } = await registerChild(asha, 'Baraka Wanjiru');
  await desk.book(asha, '07T09:00');
  const elsewhere = staffOf(desk.clinic, { branches: [desk.core.ids.next<BranchId>()] });
  expect(await talksOf({ patientId }, elsewhere)).toEqual([]);
  expect(await talksOf({ patientId })).toHaveLength(1);
});
