import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReminded, type Reminded } from '../../test/reminded.ts';
import { readStanding, type StandingKey } from '../messaging/standing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What a message that comes now may answer. */
async function awaited({ reception: { core }, contacts }: Reminded) {
  const { rows } = await sql<Omit<StandingKey, 'providerMessageId'>>`
    select c.organization_id as "organizationId", c.kind, c.address_hash as "addressHash", v.channel_id as "channelId"
    from contact c join conversation v on v.contact_id = c.id where c.id = ${contacts.whatsapp}
  `.execute(core.db);
  const [writer] = rows;
  if (writer === undefined) throw new Error('the patient is not there');
  const standing = await readStanding(core, { ...writer, providerMessageId: 'SM1' });
  return standing?.notices.map(({ kind, fresh, numbered }) => ({ kind, fresh, numbered }));
}

const reminder = { kind: 'reminder', fresh: true, numbered: true };

test('what is being sent just now is not the last thing they have read: a "1" that comes meanwhile is no answer to it, a tap is', async () => {
  const reminded = await openReminded(database.db, { organization: { reminders: [120] } });
  await reminded.book('2026-10-05T16:00');
  await reminded.until('2026-10-05T14:00');
  expect(await awaited(reminded)).toEqual([]);
  const wired = await reminded.wire('whatsapp');
  expect(await awaited(reminded)).toEqual([{ kind: 'reminder', fresh: false, numbered: false }]);
  await reminded.sent(wired);
  expect(await awaited(reminded)).toEqual([reminder]);
});

test('what has been on the wire for some seconds may have been read, whatever we know of it', async () => {
  const reminded = await openReminded(database.db, { organization: { reminders: [120] } });
  await reminded.book('2026-10-05T16:00');
  await reminded.until('2026-10-05T14:00');
  await reminded.wire('whatsapp');
  await sql`update outbox set in_doubt = true where contact_id = ${reminded.contacts.whatsapp}`.execute(
    database.db,
  );
  expect(await awaited(reminded)).toEqual([reminder]); // sent once more: the first copy may have been read long ago
  await sql`update outbox set in_doubt = false where contact_id = ${reminded.contacts.whatsapp}`.execute(
    database.db,
  );
  expect(await awaited(reminded)).toEqual([{ ...reminder, fresh: false, numbered: false }]);
  reminded.reception.core.clock.advance(Temporal.Duration.from({ seconds: 3 }));
  expect(await awaited(reminded)).toEqual([reminder]);
});
