import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OrganizationId, uuidIds } from '../ids.ts';
import { type Owner, openVault, VaultError, type VaultFault } from './vault.ts';

const first = randomBytes(32);
const vault = openVault([first]);
const owner: Owner = { organizationId: uuidIds.next<OrganizationId>(), recordId: uuidIds.next() };
const sibling: Owner = { ...owner, recordId: uuidIds.next() };
const stranger: Owner = { ...owner, organizationId: uuidIds.next<OrganizationId>() };
const { key, wrapped } = vault.newDataKey(owner);

function faultOf(act: () => unknown): VaultFault | 'none' {
  try {
    act();
    return 'none';
  } catch (error) {
    if (error instanceof VaultError) return error.code;
    throw error;
  }
}

function flipped(blob: Buffer, place: number): Buffer {
  const copy = Buffer.from(blob);
  copy.writeUInt8(copy.readUInt8(place) ^ 1, place);
  return copy;
}

describe('a sealed text', () => {
  test('opens again, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        expect(vault.decrypt(key, 'patient.name', vault.encrypt(key, 'patient.name', plain))).toBe(plain);
      }),
    );
  });

  test('opens with the key as it comes out of its wrapping', () => {
    const sealed = vault.encrypt(key, 'patient.name', 'Wanjiku');
    expect(vault.decrypt(vault.unwrap(wrapped, owner), 'patient.name', sealed)).toBe('Wanjiku');
  });

  test('differs each time and shows nothing', () => {
    const sealed = vault.encrypt(key, 'patient.name', 'Wanjiku');
    expect(sealed.equals(vault.encrypt(key, 'patient.name', 'Wanjiku'))).toBe(false);
    expect(sealed.includes('Wanjiku')).toBe(false);
    expect(sealed).toHaveLength(1 + 12 + 16 + 7);
  });

  test('opens for no other purpose, person or key', () => {
    const sealed = vault.encrypt(key, 'patient.name', 'Wanjiku');
    expect(faultOf(() => vault.decrypt(key, 'contact.address', sealed))).toBe('not_authentic');
    expect(faultOf(() => vault.decrypt({ ...key, owner: sibling }, 'patient.name', sealed))).toBe(
      'not_authentic',
    );
    expect(faultOf(() => vault.decrypt({ ...key, owner: stranger }, 'patient.name', sealed))).toBe(
      'not_authentic',
    );
    const other = vault.newDataKey(owner).key;
    expect(faultOf(() => vault.decrypt(other, 'patient.name', sealed))).toBe('not_authentic');
  });

  test('with one bit changed anywhere does not open', () => {
    const sealed = vault.encrypt(key, 'patient.name', 'Wanjiku');
    for (let place = 0; place < sealed.length; place += 1) {
      const fault = faultOf(() => vault.decrypt(key, 'patient.name', flipped(sealed, place)));
      expect(fault).toBe(place === 0 ? 'malformed' : 'not_authentic');
    }
  });

  test('cut short does not open', () => {
    const sealed = vault.encrypt(key, 'patient.name', 'Wanjiku');
    for (let length = 0; length < sealed.length; length += 1) {
      const fault = faultOf(() => vault.decrypt(key, 'patient.name', sealed.subarray(0, length)));
      expect(fault).toBe(length < 1 + 12 + 16 ? 'malformed' : 'not_authentic');
    }
  });
});

describe('a wrapped key', () => {
  test('has the documented form', () => {
    expect(wrapped).toHaveLength(1 + 4 + 12 + 16 + 32);
    expect(wrapped[0]).toBe(1);
  });

  test("is nobody else's", () => {
    expect(faultOf(() => vault.unwrap(wrapped, sibling))).toBe('not_authentic');
    expect(faultOf(() => vault.unwrap(wrapped, stranger))).toBe('not_authentic');
  });

  test('with one bit changed anywhere does not open', () => {
    for (let place = 0; place < wrapped.length; place += 1) {
      const fault = faultOf(() => vault.unwrap(flipped(wrapped, place), owner));
      expect(fault).toBe(place === 0 ? 'malformed' : place <= 4 ? 'unknown_vault_key' : 'not_authentic');
    }
  });

  test('cannot be passed off as a sealed text, nor the other way round', () => {
    const sealed = vault.encrypt(key, 'patient.name', 'x'.repeat(36));
    expect(sealed).toHaveLength(wrapped.length);
    expect(faultOf(() => vault.unwrap(sealed, owner))).toBe('unknown_vault_key');
    expect(faultOf(() => vault.decrypt(key, 'data_key', wrapped))).toBe('not_authentic');
  });

  test('is refused when it does not hold 32 bytes', () => {
    expect(faultOf(() => vault.unwrap(Buffer.alloc(0), owner))).toBe('malformed');
    expect(faultOf(() => openVault([randomBytes(16)]))).toBe('malformed');
  });
});

describe('rotation', () => {
  const next = randomBytes(32);
  const both = openVault([next, first]);
  const sealed = vault.encrypt(key, 'patient.name', 'Wanjiku');

  test('with the new key in front, all that is there opens', () => {
    expect(both.decrypt(both.unwrap(wrapped, owner), 'patient.name', sealed)).toBe('Wanjiku');
  });

  test('new keys are wrapped by the new one', () => {
    const made = both.newDataKey(owner).wrapped;
    expect(faultOf(() => openVault([next]).unwrap(made, owner))).toBe('none');
    expect(faultOf(() => vault.unwrap(made, owner))).toBe('unknown_vault_key');
  });

  test('after a rewrap the old one can go, and texts stay as they are', () => {
    const rewrapped = both.rewrap(wrapped, owner);
    const alone = openVault([next]);
    expect(alone.decrypt(alone.unwrap(rewrapped, owner), 'patient.name', sealed)).toBe('Wanjiku');
    expect(faultOf(() => alone.unwrap(wrapped, owner))).toBe('unknown_vault_key');
    expect(faultOf(() => both.rewrap(wrapped, sibling))).toBe('not_authentic');
  });
});

test('a key shows nothing of itself, and an error nothing of what it is about', () => {
  const bytes = key.secret.export();
  for (const shown of [inspect(key, { showHidden: true, depth: null }), JSON.stringify(key)]) {
    expect(shown).not.toContain(bytes.toString('hex').slice(0, 8));
    expect(shown).not.toContain(bytes.toString('base64').slice(0, 8));
  }
  const error = new VaultError('not_authentic');
  expect(Object.keys(error).toSorted()).toEqual(['code', 'name']);
  expect(error.message).toBe('the vault cannot open this: not_authentic');
});

test('opening is cheap enough to cache nothing: well under a millisecond for a key and its text', () => {
  const sealed = vault.encrypt(key, 'patient.name', 'Wanjiku Kamau');
  const rounds = 2000;
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    vault.decrypt(vault.unwrap(wrapped, owner), 'patient.name', sealed);
  }
  expect((performance.now() - began) / rounds).toBeLessThan(0.5);
});
