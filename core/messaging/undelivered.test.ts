import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { queueTo, wireNext, wireOne } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { optIn, optOut } from '../people/opt-out.ts';
import { findWriter, keepMessage } from './inbox.ts';
import { recordFailed, recordSent, type Wired } from './outbox.ts';
import { recordReceipts } from './receipts.ts';

let database: TestDatabase;
let reception: Reception;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  reception = await openReception(database.db);
});
afterAll(() => database.drop());

const aMinute = Temporal.Duration.from({ minutes: 1 });

async function sent(): Promise<Wired> {
  const wired = await wireOne(reception);
  await recordSent(reception.core, wired, `SM-${wired.id}`, 1);
  reception.core.clock.advance(aMinute);
  return wired;
}

/** A receipt says that the message has failed. */
function fails(wired: Wired, errorCode: string): Promise<unknown> {
  const said = {
    providerMessageId: `SM-${wired.id}`,
    outboxId: wired.id,
    providerStatus: 'failed',
    errorCode,
  };
  return reception.turn((core) => recordReceipts(core, [{ provider: 'twilio', state: 'failed', ...said }]));
}

/** What is known of the contact now, and of what staff were told. */
async function known({ contactId }: Wired): Promise<string[]> {
  const contact = await database.db
    .selectFrom('contact')
    .select(['opted_out_by', 'unreachable_reason'])
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  const items = await database.db
    .selectFrom('worklist_item')
    .select('kind')
    .where('record_id', '=', contactId)
    .execute();
  const facts = [contact.opted_out_by, contact.unreachable_reason, ...items.map(({ kind }) => kind)];
  return facts.filter((fact) => fact !== null);
}

/** The contact writes; its message is kept. */
async function writes({ contactId }: Wired): Promise<void> {
  const { core, clinic, channelId } = reception;
  const { organizationId, scope } = clinic;
  const { kind, address_hash: addressHash } = await database.db
    .selectFrom('contact')
    .select(['kind', 'address_hash'])
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  const providerMessageId = `in-${contactId}`;
  if (kind === 'email') throw new Error('nobody writes by e-mail');
  const from = await findWriter(core, { organizationId, kind, addressHash, channelId, providerMessageId });
  if (from === null) throw new Error('the contact is not known');
  await keepMessage(core, scope, from, { id: core.ids.next(), providerMessageId, body: '{}' });
}

test.each([
  ['opted_out:21610', 'provider'],
  ['bad_number:21211', 'bad_number'],
  ['blocked:30004', 'blocked'],
])('what a provider says of the address is remembered (%s)', async (errorCode, fact) => {
  const wired = await sent();
  await fails(wired, errorCode);
  expect(await known(wired)).toEqual([fact, 'failed_delivery']);
});

test.each(['opted_out:21610', 'bad_number:21211', 'blocked:30004'])(
  'a late word on a message from before the contact wrote changes nothing of the contact (%s)',
  async (errorCode) => {
    const wired = await sent();
    await writes(wired);
    await fails(wired, errorCode);
    expect(await known(wired)).toEqual(['failed_delivery']);
  },
);

test('a late word on a message from before the contact opted in again leaves it opted in', async () => {
  const wired = await sent();
  const { contactId } = wired;
  const { core, clinic } = reception;
  await optOut(core, clinic.scope, { contactId, by: 'provider' });
  await optIn(core, clinic.scope, { contactId });
  await fails(wired, 'opted_out:21610');
  expect(await known(wired)).toEqual(['failed_delivery']);
});

test('a word on a message from after the contact wrote is news', async () => {
  const first = await sent();
  await writes(first);
  reception.core.clock.advance(aMinute);
  await queueTo(reception, first);
  const wired = await wireNext(reception, first);
  await reception.turn((core) => recordFailed(core, wired, 'opted_out:21610'));
  expect(await known(wired)).toEqual(['provider', 'failed_delivery']);
});
