import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Caller, type FrontDesk, openFrontDesk } from '../../test/front-desk.ts';
import { proposeName } from '../people/proposed-names.ts';
import { indexNew } from '../search/index-new.ts';
import { messageTerms, nameTerms, wordsToFind } from '../search/terms.ts';
import {
  confirmProposedName,
  correctName,
  correctNumber,
  readPatient,
  rejectProposedName,
} from './patient.ts';
import { searchMessages, searchPeople } from './search.ts';

test.each([
  ["Ng'ang’a WANJIKŨ", ['nganga', 'wanjiku']],
  ['  saa 3, kesho!', ['saa', '3', 'kesho']],
  ['', []],
])('words of %j', (text, words) => {
  expect(wordsToFind(text)).toEqual(words);
});

test('a name is found by beginnings of three letters, and by short words whole', () => {
  expect(nameTerms('Asha Bo')).toEqual(['ash', 'asha', 'bo']);
  expect(messageTerms('I am at the gate, the GATE')).toEqual(['the', 'gate']);
});

describe('the search', () => {
  let database: TestDatabase;
  let desk: FrontDesk;
  let asha: Caller;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    desk = await openFrontDesk(database.db);
    asha = await desk.call('+254711000001', 'Asha Wanjiru');
    await desk.call('+254711000002', 'Ashanti Otieno');
  });
  afterAll(() => database.drop());

  async function people(query: string) {
    const found = await searchPeople(desk.core, desk.staff, query);
    if (!found.ok) throw new Error(found.reason);
    return [
      ...found.patients.map(({ name }) => name),
      ...found.contacts.map(({ address }) => address),
    ].toSorted();
  }

  test.each([
    ['ash', ['Asha Wanjiru', 'Ashanti Otieno']],
    ['WANJ asha', ['Asha Wanjiru']],
    ['wanjiru otieno', []],
    ['as', []],
    ['0711 000 001', ['+254…001']],
    ['+254711000009', []],
    ["'; drop table patient --", []],
    ['x'.repeat(5000), []],
  ])('people by %j', async (query, found) => {
    expect(await people(query)).toEqual(found);
  });

  test('a corrected name is found, and the one before it no more', async () => {
    expect(
      await correctName(desk.core, desk.staff, { ...asha, name: 'my name is Aisha Njeri' }),
    ).toMatchObject({
      name: 'Aisha Njeri',
    });
    expect([await people('wanjiru'), await people('aisha')]).toEqual([[], ['Aisha Njeri']]);
  });

  test('a proposed name is confirmed or dropped by staff, whoever proposed it', async () => {
    const propose = (name: string) =>
      desk.turn((core) => proposeName(core, desk.clinic.scope, { ...asha, name }));
    await propose('Asha Kamau');
    expect(await readPatient(desk.core, desk.staff, asha)).toMatchObject({
      proposed: { name: 'Asha Kamau', by: asha.contactId },
    });
    expect(await rejectProposedName(desk.core, desk.staff, asha)).toEqual({ ok: true });
    expect(await confirmProposedName(desk.core, desk.staff, asha)).toMatchObject({
      reason: 'nothing_proposed',
    });
    await propose('Asha Kamau');
    expect(await confirmProposedName(desk.core, desk.staff, asha)).toEqual({ ok: true });
    const page = await readPatient(desk.core, desk.staff, asha);
    expect(page).toMatchObject({
      name: 'Asha Kamau',
      proposed: null,
      contacts: [{ address: asha.phone, masked: '+254…001' }],
    });
    expect(page.ok && page.nameHistory.map(({ type }) => type)).toEqual(
      ['renamed', 'rename_proposed', 'rename_dropped', 'rename_proposed', 'registered'].map(
        (type) => `patient.${type}`,
      ),
    );
    expect(await people('kamau')).toEqual(['Asha Kamau']);
  });

  test('a corrected number is the same person’s: their next message goes on where they were', async () => {
    const change = (number: string) => correctNumber(desk.core, desk.staff, { ...asha, number });
    expect(await change('12')).toMatchObject({ reason: 'bad_number' });
    expect(await change('0711000001')).toMatchObject({ reason: 'the_same' });
    expect(await change('0711000002')).toMatchObject({ reason: 'taken' });
    expect(await change('0722 000 003')).toEqual({ ok: true });
    await desk.say({ phone: '+254722000003' }, 'help');
    const { turns } = await database.db
      .selectFrom('conversation')
      .select('turns')
      .where('id', '=', asha.conversationId)
      .executeTakeFirstOrThrow();
    expect(turns).toBe(2);
    expect([await people('0722000003'), await people('0711000001')]).toEqual([['+254…003'], []]);
  });

  async function messages(query: string) {
    const found = await searchMessages(desk.core, desk.staff, query);
    return found.ok ? found.messages.map(({ text }) => text) : found.reason;
  }

  test('messages by all of their words, a minute behind; erased with their contact’s key', async () => {
    await desk.say(asha, 'Where is the parking, please?');
    await desk.say(asha, 'the parking is full');
    await indexNew(desk.core, 10);
    expect(await messages('parking')).toEqual([]);
    desk.core.clock.advance(Temporal.Duration.from({ seconds: 61 }));
    while ((await indexNew(desk.core, 2)) > 0);
    expect(await messages('PARKING')).toEqual(['the parking is full', 'Where is the parking, please?']);
    expect(await messages('parking full')).toEqual(['the parking is full']);
    expect(await messages('park')).toEqual([]);
    await database.db.deleteFrom('vault.contact').where('contact_id', '=', asha.contactId).execute();
    expect(await messages('parking')).toEqual([]);
  });

  test('who was there before there was a search is found when it has come that far', async () => {
    const { organizationId } = desk.clinic;
    await database.db.deleteFrom('vault.search_term').where('organization_id', '=', organizationId).execute();
    expect(await people('asha')).toEqual([]);
    desk.core.clock.advance(Temporal.Duration.from({ seconds: 61 }));
    while ((await indexNew(desk.core, 1)) > 0);
    expect(await people('asha')).toEqual(['Asha Wanjiru', 'Ashanti Otieno']);
  });
});
