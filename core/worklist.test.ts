import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { openReception, type Reception } from '../test/reception.ts';
import { uuidIds } from './ids.ts';
import { closeItems, type OpenItemInput, openItem } from './worklist.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const recordId = uuidIds.next<string>();

function open({ turn, clinic }: Reception, given: Partial<OpenItemInput> = {}) {
  const input = { kind: 'failed_delivery', recordKind: 'outbox', recordId, ...given } as const;
  return turn((core) => openItem(core, clinic.scope, input));
}

function items({ clinic }: Reception) {
  return database.db
    .selectFrom('worklist_item')
    .selectAll()
    .where('organization_id', '=', clinic.organizationId)
    .orderBy('id')
    .execute();
}

test('a record has one open item of a kind, however many say so at once', async () => {
  const reception = await openReception(database.db);
  await Promise.all(Array.from({ length: 8 }, () => open(reception)));
  const [item, ...others] = await items(reception);
  expect(others).toEqual([]);
  expect(item).toMatchObject({
    ...{ kind: 'failed_delivery', record_kind: 'outbox', record_id: recordId },
    ...{ due_at: null, closed_at: null },
  });
  expect(await reception.events()).toEqual([
    {
      type: 'worklist_item.opened',
      recordId: item?.id,
      details: { kind: 'failed_delivery', recordKind: 'outbox', recordId },
    },
  ]);
});

test('of another kind, of another record, or after it was closed there is a new one', async () => {
  const reception = await openReception(database.db);
  const { core, clinic } = reception;
  await open(reception);
  await open(reception, { kind: 'dead_turn', dueAt: core.clock.now() });
  await open(reception, { recordId: uuidIds.next<string>() });
  expect(await items(reception)).toHaveLength(3);
  await closeItems(core, clinic.scope, { kinds: ['failed_delivery'], recordId });
  await closeItems(core, clinic.scope, { kinds: ['failed_delivery'], recordId });
  await open(reception);
  const found = await items(reception);
  expect(found.map(({ closed_at, due_at }) => [closed_at !== null, due_at !== null])).toEqual([
    [true, false],
    [false, true],
    [false, false],
    [false, false],
  ]);
  const types = (await reception.events()).map(({ type }) => type.replace('worklist_item.', ''));
  expect(types).toEqual(['opened', 'opened', 'opened', 'closed', 'opened']);
});

test('one organization’s item is not another’s', async () => {
  const [one, two] = [await openReception(database.db), await openReception(database.db)];
  await open(one);
  await closeItems(two.core, two.clinic.scope, { kinds: ['failed_delivery'], recordId });
  await open(two);
  expect([await items(one), await items(two)].map(([item]) => item?.closed_at)).toEqual([null, null]);
});
