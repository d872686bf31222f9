import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openVault } from '../people/vault.ts';
import { openStaffKey, secretFor } from './staff-key.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('is made once, opens after VAULT_KEY was changed, and says another secret for each purpose', async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const { db } = database;
  const opened = await Promise.all(
    Array.from({ length: 5 }, () => openStaffKey({ db, vault: openVault([old]) })),
  );
  const later = await openStaffKey({ db, vault: openVault([fresh, old]) });
  const secrets = [...opened, later].map((key) => secretFor(key, 'sign-in'));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toMatch(/^[\da-f]{64}$/);
  expect(secretFor(later, 'other')).not.toBe(secrets[0]);
  await expect(openStaffKey({ db, vault: openVault([fresh]) })).rejects.toThrow('unknown_vault_key');
});
