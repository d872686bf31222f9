import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import type { ContactId } from '../ids.ts';
import { ensureContact } from './contacts.ts';

const address = '+254711000001';
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function rowsOf({ clinic }: Reception) {
  const [contacts, keys, conversations] = await Promise.all(
    (['contact', 'vault.contact', 'conversation'] as const).map((table) =>
      database.db
        .selectFrom(table)
        .selectAll()
        .where('organization_id', '=', clinic.organizationId)
        .execute(),
    ),
  );
  return { contacts: contacts?.length, keys: keys?.length, conversations: conversations?.length };
}

function loseKey(contactId: ContactId) {
  return database.db.deleteFrom('vault.contact').where('contact_id', '=', contactId).execute();
}

const oneOfEach = { contacts: 1, keys: 1, conversations: 1 };

describe('ensureContact', () => {
  test('makes a contact with its key, a conversation that has not begun, and one event', async () => {
    const reception = await openReception(database.db, { people: 0 });
    const { core, clinic, channelId } = reception;
    const made = await ensureContact(core, clinic.scope, { kind: 'sms', address, channelId });
    expect(made.created).toBe(true);
    expect(await rowsOf(reception)).toEqual(oneOfEach);
    const conversation = await database.db
      .selectFrom('conversation')
      .select(['contact_id', 'channel_id', 'language', 'revision', 'turns', 'misses', 'frames', 'offered'])
      .where('id', '=', made.conversationId)
      .executeTakeFirstOrThrow();
    expect(conversation).toEqual({
      contact_id: made.contactId,
      channel_id: channelId,
      language: null,
      revision: 0,
      turns: 0,
      misses: 0,
      frames: [],
      offered: null,
    });
    expect(await reception.events()).toEqual([
      { type: 'contact.created', recordId: made.contactId, details: { kind: 'sms', channelId } },
    ]);
  });

  test("keeps the address under the contact's own key alone", async () => {
    const { core, clinic, channelId } = await openReception(database.db, { people: 0 });
    const { contactId } = await ensureContact(core, clinic.scope, { kind: 'sms', address, channelId });
    const owner = { organizationId: clinic.organizationId, recordId: contactId };
    const kept = await database.db
      .selectFrom('vault.contact')
      .select(['data_key', 'address'])
      .where('contact_id', '=', contactId)
      .executeTakeFirstOrThrow();
    const opened = core.vault.decrypt(
      core.vault.unwrap(kept.data_key, owner),
      'contact.address',
      kept.address,
    );
    expect(opened).toBe(address);
    expect(kept.address.includes('711000001')).toBe(false);
  });

  test('finds them again, whatever channel they write to, and tells no event', async () => {
    const reception = await openReception(database.db, { people: 0 });
    const { core, clinic, channelId } = reception;
    const made = await ensureContact(core, clinic.scope, { kind: 'sms', address, channelId });
    const again = await ensureContact(core, clinic.scope, { kind: 'sms', address, channelId });
    expect(again).toEqual({ ...made, created: false });
    expect(await reception.events()).toHaveLength(1);
  });

  test('the same number by WhatsApp, or at another clinic, is another contact', async () => {
    const one = await openReception(database.db, { people: 0 });
    const two = await openReception(database.db, { people: 0 });
    const made = [
      await ensureContact(one.core, one.clinic.scope, { kind: 'sms', address, channelId: one.channelId }),
      await ensureContact(one.core, one.clinic.scope, {
        kind: 'whatsapp',
        address,
        channelId: one.channelId,
      }),
      await ensureContact(two.core, two.clinic.scope, { kind: 'sms', address, channelId: two.channelId }),
    ];
    expect(made.map(({ created }) => created)).toEqual([true, true, true]);
    expect(new Set(made.map(({ contactId }) => contactId)).size).toBe(3);
  });

  test('two first messages at once end with one of each, fifty times', async () => {
    for (let round = 0; round < 50; round += 1) {
      const reception = await openReception(database.db, { people: 0 });
      const { core, clinic, channelId, turn } = reception;
      const input = { kind: 'sms' as const, address, channelId };
      const both = await Promise.all([
        ensureContact(core, clinic.scope, input),
        round % 2 === 0
          ? ensureContact(core, clinic.scope, input)
          : turn((inTurn) => ensureContact(inTurn, clinic.scope, input)),
      ]);
      expect(both.map(({ created }) => created).toSorted()).toEqual([false, true]);
      expect(both[0].contactId).toBe(both[1].contactId);
      expect(both[0].conversationId).toBe(both[1].conversationId);
      expect(await rowsOf(reception)).toEqual(oneOfEach);
      expect(await reception.events()).toHaveLength(1);
    }
  });

  test('who waits for another to make the contact finds it when that commits, and makes it when that is undone', async () => {
    for (const outcome of ['committed', 'undone'] as const) {
      const reception = await openReception(database.db, { people: 0 });
      const { core, clinic, channelId, turn } = reception;
      const input = { kind: 'sms' as const, address, channelId };
      let waiting: ReturnType<typeof ensureContact> | undefined;
      let firstId: ContactId | undefined;
      const first = turn(async (inTurn) => {
        firstId = (await ensureContact(inTurn, clinic.scope, input)).contactId;
        waiting = ensureContact(core, clinic.scope, input);
        await someoneWaits();
        if (outcome === 'undone') throw new Error('the turn is lost');
      });
      if (outcome === 'undone') await expect(first).rejects.toThrow('the turn is lost');
      else await first;
      const second = await waiting;
      expect(second?.created).toBe(outcome === 'undone');
      expect(second?.contactId === firstId).toBe(outcome === 'committed');
      expect(await rowsOf(reception)).toEqual(oneOfEach);
      expect(await reception.events()).toHaveLength(1);
    }
  });
});

/** Resolves when a statement of ours waits at another's lock. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ waiting: boolean }>(
      `select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waiting`,
    );
    if (rows[0]?.waiting) return;
  }
}

describe('a contact whose vault row is lost', () => {
  test('gets a key and its address again, once, and is the same contact', async () => {
    const reception = await openReception(database.db, { people: 0 });
    const { core, clinic, channelId } = reception;
    const given = { kind: 'sms', address, channelId } as const;
    const { contactId } = await ensureContact(core, clinic.scope, given);
    await loseKey(contactId);
    const found = await Promise.all([1, 2, 3].map(() => ensureContact(core, clinic.scope, given)));
    for (const again of found) expect(again).toMatchObject({ contactId, created: false });
    expect(await rowsOf(reception)).toEqual(oneOfEach);
    const { data_key, address: sealed } = await database.db
      .selectFrom('vault.contact')
      .select(['data_key', 'address'])
      .where('contact_id', '=', contactId)
      .executeTakeFirstOrThrow();
    const key = core.vault.unwrap(data_key, { organizationId: clinic.organizationId, recordId: contactId });
    expect(core.vault.decrypt(key, 'contact.address', sealed)).toBe(address);
    const types = (await reception.events()).map(({ type }) => type);
    expect(types).toEqual(['contact.created', 'contact.key_renewed']);
  });

  test('that is there keeps the key it has, also when it does not open', async () => {
    const { core, clinic, channelId } = await openReception(database.db, { people: 0 });
    const given = { kind: 'sms', address, channelId } as const;
    const { contactId } = await ensureContact(core, clinic.scope, given);
    const damaged = Buffer.from('damaged');
    await database.db
      .updateTable('vault.contact')
      .set({ data_key: damaged })
      .where('contact_id', '=', contactId)
      .execute();
    await ensureContact(core, clinic.scope, given);
    const row = database.db
      .selectFrom('vault.contact')
      .select('data_key')
      .where('contact_id', '=', contactId);
    expect((await row.executeTakeFirstOrThrow()).data_key.equals(damaged)).toBe(true);
  });
});
