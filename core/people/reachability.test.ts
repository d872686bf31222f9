import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception } from '../../test/reception.ts';
import { markReachable, markUnreachable, type UnreachableReason } from './reachability.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function openContact() {
  const reception = await openReception(database.db, { people: 1 });
  const { core, clinic } = reception;
  const [person] = clinic.people;
  if (person === undefined) throw new Error('the clinic has nobody');
  const { contactId } = person;
  return {
    clock: core.clock,
    unreachable: (reason: UnreachableReason) => markUnreachable(core, clinic.scope, { contactId, reason }),
    reachable: () => markReachable(core, clinic.scope, { contactId }),
    /** With the row's version, which every write raises. */
    row: async () => {
      const { rows } = await database.pool.query<{
        xmin: string;
        reason: string | null;
        since: string | null;
      }>(
        `select xmin::text, unreachable_reason as reason, to_char(unreachable_at at time zone 'utc', 'HH24:MI') as since
         from contact where id = $1`,
        [contactId],
      );
      const [row] = rows;
      if (row === undefined) throw new Error('the contact is gone');
      return row;
    },
    events: async () => (await reception.events()).map(({ type, details }) => ({ type, details })),
  };
}

test('what a provider says of an address is remembered from the first time on', async () => {
  const { clock, unreachable, row, events } = await openContact();
  await unreachable('blocked');
  const first = await row();
  expect(first).toMatchObject({ reason: 'blocked', since: '06:00' });
  clock.advance(Temporal.Duration.from({ minutes: 1 }));
  await unreachable('blocked');
  expect(await row()).toEqual(first);
  await unreachable('bad_number');
  expect(await row()).toMatchObject({ reason: 'bad_number', since: '06:00' });
  expect(await events()).toEqual([
    { type: 'contact.unreachable', details: { reason: 'blocked' } },
    { type: 'contact.unreachable', details: { reason: 'bad_number' } },
  ]);
});

test('a message from it proves the contrary; where nothing was known, nothing is written', async () => {
  const { unreachable, reachable, row, events } = await openContact();
  const before = await row();
  await reachable();
  expect(await row()).toEqual(before);
  await unreachable('bad_number');
  await reachable();
  expect(await row()).toMatchObject({ reason: null, since: null });
  expect((await events()).map(({ type }) => type)).toEqual(['contact.unreachable', 'contact.reachable']);
});
