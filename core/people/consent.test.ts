import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception } from '../../test/reception.ts';
import { recordConsent } from './consent.ts';
import { ensureContact } from './contacts.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('consent is recorded once, with what was shown and in which language', async () => {
  const { core, clinic, channelId, events } = await openReception(database.db, { people: 0 });
  const input = { kind: 'sms' as const, address: '+254711000001', channelId };
  const { contactId } = await ensureContact(core, clinic.scope, input);
  const scope = { ...clinic.scope, actor: { kind: 'contact' as const, id: contactId } };
  await recordConsent(core, scope, { contactId, wording: 'greeting.consent/1', language: 'sw' });
  core.clock.advance(Temporal.Duration.from({ hours: 1 }));
  await recordConsent(core, scope, { contactId, wording: 'greeting.consent/2', language: 'en' });
  const rows = await database.db
    .selectFrom('consent')
    .select(['purpose', 'wording', 'language', 'given_at'])
    .where('contact_id', '=', contactId)
    .execute();
  expect(rows.map((row) => ({ ...row, given_at: row.given_at.toString() }))).toEqual([
    { purpose: 'chat', wording: 'greeting.consent/1', language: 'sw', given_at: '2026-10-05T06:00:00Z' },
  ]);
  expect((await events()).slice(1)).toEqual([
    {
      type: 'contact.consented',
      recordId: contactId,
      details: { purpose: 'chat', wording: 'greeting.consent/1', language: 'sw' },
    },
  ]);
});
