import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handBack } from '../../bot/conversation/hand-back.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Caller, type FrontDesk, openFrontDesk } from '../../test/front-desk.ts';
import { staffOf } from '../../test/staff.ts';
import type { BranchId, PatientId } from '../ids.ts';
import { proposeName } from '../people/proposed-names.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { openItem } from '../worklist.ts';
import { giveEmailTo, showAddress, showGivenNumber } from './addresses.ts';
import { composerFacts } from './composer.ts';
import { openConversation } from './conversation.ts';
import { listFailed, retryFailed, showFailed } from './dead-letters.ts';
import { dropHeldReply } from './held-replies.ts';
import { listInbox } from './inbox.ts';
import { countInbox } from './inbox-needs.ts';
import {
  commentItem,
  countItems,
  leaveItem,
  listItems,
  markItemDone,
  readComments,
  readItem,
  takeItem,
} from './items.ts';
import { addNote } from './notes.ts';
import {
  confirmProposedName,
  correctName,
  correctNumber,
  readPatient,
  rejectProposedName,
} from './patient.ts';
import { registerForPatient } from './register.ts';
import { replyToPatient } from './reply.ts';
import { listRequests } from './requests.ts';
import { retryInConversation } from './retry.ts';
import { searchMessages, searchPeople } from './search.ts';
import { renewLease, takeOver } from './take-over.ts';
import {
  acceptRequest,
  bookForPatient,
  cancelForPatient,
  declineRequest,
  freeSlots,
  markArrived,
  markMissed,
  markOut,
  moveForPatient,
} from './visits.ts';

/** Every function for staff, asked by who may not: nothing is told, and nothing changes. */

let database: TestDatabase;
let desk: FrontDesk;
let asha: Caller;
let ids: { appointmentId: string; itemId: string; letterId: string; serviceId: string; branchId: string };
beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openFrontDesk(database.db);
  asha = await desk.call('+254711000001', 'Asha Wanjiru');
  const appointmentId = await desk.book(asha, '07T09:00');
  await desk.turn((core) => proposeName(core, desk.clinic.scope, { ...asha, name: 'Asha Njeri' }));
  const { contactId: recordId } = asha;
  const item = { kind: 'failed_delivery', recordKind: 'contact', recordId } as const;
  await desk.turn((core) => openItem(core, desk.clinic.scope, item));
  const { id: itemId } = await database.db.selectFrom('worklist_item').select('id').executeTakeFirstOrThrow();
  const { serviceIds, branchIds } = desk.clinic;
  const { id: letterId } = await database.db
    .updateTable('outbox')
    .set({ state: 'failed', error_code: 'blocked', next_attempt_at: null })
    .where('organization_id', '=', desk.clinic.organizationId)
    .returning('id')
    .executeTakeFirstOrThrow();
  ids = { appointmentId, itemId, letterId, serviceId: serviceIds[0], branchId: branchIds[0] };
});
afterAll(() => database.drop());

type Ids = Pick<Caller, 'conversationId' | 'patientId' | 'contactId'> & typeof ids;
type Asked = (core: Core, scope: StaffScope, of: Ids) => Promise<unknown>;

const start = Temporal.Instant.from('2026-10-08T06:00:00Z');
const day = Temporal.PlainDate.from('2026-10-08');
const one = { key: 'k', text: 'Hello', practitionerId: null, start, day };

const asked: [string, Asked][] = [
  ['takeOver', (core, scope, of) => takeOver(core, scope, of)],
  ['renewLease', (core, scope, of) => renewLease(core, scope, of)],
  ['handBack', (_, scope, of) => handBack(desk.bot, scope, of)],
  [
    'replyToPatient',
    async (core, scope, of) => (await replyToPatient(core, scope, { ...one, ...of })).result,
  ],
  ['dropHeldReply', (core, scope, of) => dropHeldReply(core, scope, { ...of, heldId: of.itemId })],
  ['composerFacts', (core, scope, of) => composerFacts(core, scope, of)],
  ['openConversation', (core, scope, of) => openConversation(core, scope, of)],
  ['addNote', (core, scope, of) => addNote(core, scope, { ...one, ...of })],
  ['takeItem', (core, scope, of) => takeItem(core, scope, of)],
  ['leaveItem', (core, scope, of) => leaveItem(core, scope, of)],
  ['markItemDone', (core, scope, of) => markItemDone(core, scope, of)],
  ['commentItem', (core, scope, of) => commentItem(core, scope, { ...one, ...of })],
  ['readItem', (core, scope, of) => readItem(core, scope, of)],
  ['readComments', (core, scope, of) => readComments(core, scope, of)],
  ['bookForPatient', (core, scope, of) => bookForPatient(core, scope, { ...one, ...of })],
  [
    'moveForPatient',
    (core, scope, of) => moveForPatient(core, scope, { ...one, appointmentId: of.appointmentId }),
  ],
  ['cancelForPatient', (core, scope, of) => cancelForPatient(core, scope, { ...one, ...of })],
  ['acceptRequest', (core, scope, of) => acceptRequest(core, scope, of)],
  ['declineRequest', (core, scope, of) => declineRequest(core, scope, of)],
  ['markArrived', (core, scope, of) => markArrived(core, scope, of)],
  ['markOut', (core, scope, of) => markOut(core, scope, of)],
  ['markMissed', (core, scope, of) => markMissed(core, scope, of)],
  ['freeSlots', (core, scope, { appointmentId: _, ...of }) => freeSlots(core, scope, { ...one, ...of })],
  ['readPatient', (core, scope, of) => readPatient(core, scope, of)],
  ['correctName', (core, scope, of) => correctName(core, scope, { ...of, name: 'Mary' })],
  ['confirmProposedName', (core, scope, of) => confirmProposedName(core, scope, of)],
  ['rejectProposedName', (core, scope, of) => rejectProposedName(core, scope, of)],
  [
    'registerForPatient',
    (core, scope, of) => registerForPatient(core, scope, { ...one, ...of, name: 'Mary', relation: 'child' }),
  ],
  [
    'retryInConversation',
    (core, scope, of) => retryInConversation(core, scope, { ...of, messageId: of.itemId }),
  ],
  ['correctNumber', (core, scope, of) => correctNumber(core, scope, { ...of, number: '+254722000009' })],
  ['showAddress', (core, scope, of) => showAddress(core, scope, of)],
  ['showGivenNumber', (core, scope, of) => showGivenNumber(core, scope, of)],
  ['giveEmailTo', (core, scope, of) => giveEmailTo(core, scope, { ...of, address: 'asha@mail.example' })],
  ['showFailed', (core, scope, of) => showFailed(core, scope, { id: of.letterId })],
  ['retryFailed', (core, scope, of) => retryFailed(core, scope, { id: of.letterId })],
];

/** With nothing of anybody's in the argument. */
const lists: [string, (core: Core, scope: StaffScope) => Promise<unknown>, unknown][] = [
  ['listInbox', (core, scope) => listInbox(core, scope, { filter: 'all' }), { rows: [] }],
  ['countInbox', (core, scope) => countInbox(core, scope), { counts: { failed: 0 } }],
  ['listItems', (core, scope) => listItems(core, scope), { items: [] }],
  ['listFailed', (core, scope) => listFailed(core, scope), { letters: [] }],
  ['listRequests', (core, scope) => listRequests(core, scope), { requests: [] }],
  ['countItems', (core, scope) => countItems(core, scope), { counts: { failed_delivery: 0 } }],
  ['searchPeople', (core, scope) => searchPeople(core, scope, 'Asha'), { patients: [] }],
  ['searchPeople by number', (core, scope) => searchPeople(core, scope, '0711000001'), { contacts: [] }],
  ['searchMessages', (core, scope) => searchMessages(core, scope, 'hello'), { messages: [] }],
];

/** Everything that may not have changed: the records, and that nothing was read or done. */
async function records(): Promise<string> {
  const { rows } = await sql<{ all: string }>`
    select concat((select count(*) from event), (select count(*) from outbox), (select json_agg(a order by a.id) from appointment a),
      (select json_agg(v order by v.id) from conversation v), (select json_agg(h) from handover h),
      (select json_agg(i) from worklist_item i), (select json_agg(p order by p.patient_id) from vault.patient p)) as all
  `.execute(database.db);
  return rows[0]?.all ?? '';
}

async function refusedTo(
  scope: StaffScope,
  ask: Asked,
  reasons: readonly string[],
  change: Partial<Ids> = {},
) {
  const before = await records();
  const result = await ask(desk.core, scope, { ...asha, ...ids, ...change });
  expect(result).toEqual({
    ok: false,
    reason: expect.stringMatching(new RegExp(`^(${reasons.join('|')})$`)),
  });
  expect(await records()).toBe(before);
}

describe.each(asked)('%s', (_, ask) => {
  test('by staff of another organization', async () => {
    const other = await openFrontDesk(database.db);
    await refusedTo(other.staff, ask, ['not_found']);
  });

  test('by staff of another branch', async () => {
    const elsewhere = desk.core.ids.next<BranchId>();
    await refusedTo(staffOf(desk.clinic, { branches: [elsewhere] }), ask, ['not_allowed']);
  });

  test.each(['practitioner', 'system_admin'] as const)('by a %s', async (role) => {
    await refusedTo(staffOf(desk.clinic, { role }), ask, ['not_allowed']);
  });

  test('with what is no id at all', async () => {
    const nonsense = "x' or true --";
    const change = {
      conversationId: nonsense,
      patientId: nonsense,
      appointmentId: nonsense,
      itemId: nonsense,
      contactId: nonsense,
      letterId: nonsense,
    };
    const all = { ...change, serviceId: nonsense, branchId: nonsense } as Partial<Ids>;
    await refusedTo(desk.staff, ask, ['not_found'], all);
  });
});

test('a patient of another phone’s is not booked for from this one', async () => {
  const juma = await desk.call('+254711000002', 'Juma Otieno');
  const wish = { ...one, ...ids, conversationId: asha.conversationId, patientId: juma.patientId };
  expect(await bookForPatient(desk.core, desk.staff, wish)).toEqual({ ok: false, reason: 'not_theirs' });
  const stranger = { ...wish, patientId: desk.core.ids.next<PatientId>() };
  expect(await bookForPatient(desk.core, desk.staff, stranger)).toEqual({ ok: false, reason: 'not_theirs' });
});

describe.each(lists)('%s', (_, ask, empty) => {
  test('shows another organization, and another branch, nothing', async () => {
    const other = await openFrontDesk(database.db);
    expect(await ask(other.core, other.staff)).toMatchObject({ ok: true, ...(empty as object) });
  });

  test.each(['practitioner', 'system_admin'] as const)('is not for a %s', async (role) => {
    const staff = staffOf(desk.clinic, { role });
    expect(await ask(desk.core, staff)).toEqual({ ok: false, reason: 'not_allowed' });
  });
});

test('of the lists another branch sees nobody who comes to this one', async () => {
  const staff = staffOf(desk.clinic, { branches: [desk.core.ids.next<BranchId>()] });
  const inbox = await listInbox(desk.core, staff, { filter: 'all' });
  expect(inbox.ok && inbox.rows.map(({ contactId }) => contactId)).not.toContain(asha.contactId);
  expect(await listItems(desk.core, staff)).toMatchObject({ items: [] });
  expect(await searchPeople(desk.core, staff, 'Asha')).toMatchObject({ patients: [], contacts: [] });
});
