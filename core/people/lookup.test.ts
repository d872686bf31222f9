import { createSecretKey, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception } from '../../test/reception.ts';
import { type OrganizationId, uuidIds } from '../ids.ts';
import { addressHash, createOrganizationKey, organizationLookupKey } from './lookup.ts';

const address = '+254711000001';

describe('addressHash', () => {
  const key = { lookupSecret: createSecretKey(Buffer.alloc(32, 7)) };
  const hash = addressHash(key, 'sms', address);

  test('is the same each time, and stays what it was: stored hashes hang on it', () => {
    expect(hash.toString('hex')).toBe('eacf38891fae367fb86452902558217cd2b7292c36d3ca3c2104a5d00e9d35d2');
  });

  test('differs by number, kind of channel and key', () => {
    expect(addressHash(key, 'sms', '+254711000002').equals(hash)).toBe(false);
    expect(addressHash(key, 'whatsapp', address).equals(hash)).toBe(false);
    const other = { lookupSecret: createSecretKey(randomBytes(32)) };
    expect(addressHash(other, 'sms', address).equals(hash)).toBe(false);
  });
});

describe("an organization's key", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  test('is made once: a second making leaves the first, or no contact would be found again', async () => {
    const { core, clinic } = await openReception(database.db);
    const before = addressHash(await organizationLookupKey(core, clinic.organizationId), 'sms', address);
    await createOrganizationKey(core, clinic.organizationId);
    const after = addressHash(await organizationLookupKey(core, clinic.organizationId), 'sms', address);
    expect(after.equals(before)).toBe(true);
  });

  test("is no other organization's, and does not open when put into its row", async () => {
    const one = await openReception(database.db);
    const two = await openReception(database.db);
    const core = { ...two.core, vault: one.core.vault };
    const { lookup_key } = await database.db
      .selectFrom('vault.organization_key')
      .select('lookup_key')
      .where('organization_id', '=', one.clinic.organizationId)
      .executeTakeFirstOrThrow();
    await database.db
      .updateTable('vault.organization_key')
      .set({ lookup_key })
      .where('organization_id', '=', two.clinic.organizationId)
      .execute();
    await expect(organizationLookupKey(core, two.clinic.organizationId)).rejects.toMatchObject({
      code: 'not_authentic',
    });
  });

  test('that is missing is said so', async () => {
    const { core } = await openReception(database.db);
    const unknown = uuidIds.next<OrganizationId>();
    await expect(organizationLookupKey(core, unknown)).rejects.toThrow('has no lookup key');
  });
});
