import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from 'node:crypto';
import type { OrganizationId } from '../ids.ts';

/** Keys of keys, 32 bytes each. The first wraps, all unwrap: a new one is put in front, the old one goes after a rewrap. */
export type VaultKeys = readonly [Buffer, ...Buffer[]];

/** Whose key it is. A contact's or patient's own id; for an organization's own key, the organization's. */
export type Owner = { organizationId: OrganizationId; recordId: string };

/** One owner's key, open. Prints nothing of itself; kept no longer than the work at hand, so that an erased key is gone. */
export type DataKey = { readonly owner: Owner; readonly secret: KeyObject };

/**
 * Encryption of personal data by a key per person (AES-256-GCM, a random nonce each time). Every ciphertext is bound to its
 * owner and purpose ("patient.name"): copied to another person's row, or to another column, it does not open. Synchronous, as
 * unwrapping and decrypting together take about 20 µs; nothing is cached, so that destroying a wrapped key is enough to
 * erase its owner. All that opens a blob throws VaultError.
 */
export type Vault = {
  newDataKey(owner: Owner): { key: DataKey; wrapped: Buffer };
  unwrap(wrapped: Buffer, owner: Owner): DataKey;
  /** The same data key under the first of the vault keys. */
  rewrap(wrapped: Buffer, owner: Owner): Buffer;
  encrypt(key: DataKey, purpose: string, plain: string): Buffer;
  decrypt(key: DataKey, purpose: string, sealed: Buffer): string;
  /** Tells whether two texts of one owner's are the same, and nothing else. 32 bytes. */
  digest(key: DataKey, purpose: string, plain: string): Buffer;
};

/**
 * malformed: not a blob of this vault's · unknown_vault_key: wrapped by a key that VAULT_KEY does not list (any more) ·
 * not_authentic: damaged, or another owner's or purpose's.
 */
export type VaultFault = 'malformed' | 'unknown_vault_key' | 'not_authentic';

/** Something is broken or was tampered with: nothing that a caller could answer. Names neither owner nor content. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultFault;

  constructor(code: VaultFault) {
    super(`the vault cannot open this: ${code}`);
    this.code = code;
  }
}

// sealed:  version (1) · nonce (12) · tag (16) · ciphertext
// wrapped: version (1) · vault key's id (4) · nonce (12) · tag (16) · ciphertext (32)
const version = 1;
const versionByte = Buffer.of(version);
const keyLength = 32;
const keyIdLength = 4;
const nonceLength = 12;
const tagLength = 16;
const cipher = 'aes-256-gcm';

export function openVault(keys: VaultKeys): Vault {
  const [wrapping, ...retired] = keys.map((bytes) => ({ id: keyId(bytes), secret: secretOf(bytes) }));
  if (wrapping === undefined) throw new VaultError('unknown_vault_key');

  const wrap = (bytes: Buffer, owner: Owner) =>
    seal(wrapping.secret, binding(owner, 'data_key'), bytes, [versionByte, wrapping.id]);

  const unwrapBytes = (wrapped: Buffer, owner: Owner): Buffer => {
    const content = contentOf(wrapped);
    const id = content.subarray(0, keyIdLength);
    const vaultKey = [wrapping, ...retired].find((candidate) => candidate.id.equals(id));
    if (vaultKey === undefined) throw new VaultError('unknown_vault_key');
    return open(vaultKey.secret, binding(owner, 'data_key'), content.subarray(keyIdLength));
  };

  return {
    newDataKey(owner) {
      const bytes = randomBytes(keyLength);
      const wrapped = wrap(bytes, owner);
      return { key: { owner, secret: takeSecret(bytes) }, wrapped };
    },
    unwrap: (wrapped, owner) => ({ owner, secret: takeSecret(unwrapBytes(wrapped, owner)) }),
    rewrap(wrapped, owner) {
      const bytes = unwrapBytes(wrapped, owner);
      const rewrapped = wrap(bytes, owner);
      bytes.fill(0);
      return rewrapped;
    },
    encrypt: (key, purpose, plain) =>
      seal(key.secret, binding(key.owner, purpose), Buffer.from(plain, 'utf8'), [versionByte]),
    decrypt: (key, purpose, sealed) =>
      open(key.secret, binding(key.owner, purpose), contentOf(sealed)).toString('utf8'),
    digest: (key, purpose, plain) =>
      createHmac('sha256', key.secret)
        .update(binding(key.owner, purpose))
        .update('\0')
        .update(plain)
        .digest(),
  };
}

/** Says which vault key wrapped a data key, and nothing of the key itself. */
function keyId(bytes: Buffer): Buffer {
  return createHash('sha256').update('miadi vault key\0').update(bytes).digest().subarray(0, keyIdLength);
}

function secretOf(bytes: Buffer): KeyObject {
  if (bytes.length !== keyLength) throw new VaultError('malformed');
  return createSecretKey(bytes);
}

/** Moves the bytes of a key into a KeyObject, which no listing or dump of an object shows. */
function takeSecret(bytes: Buffer): KeyObject {
  const secret = secretOf(bytes);
  bytes.fill(0);
  return secret;
}

/** What a ciphertext is bound to. Ids and purposes hold no NUL, so that no two bindings read the same. */
function binding(owner: Owner, purpose: string): Buffer {
  return Buffer.from([version, purpose, owner.organizationId, owner.recordId].join('\0'), 'utf8');
}

function contentOf(blob: Buffer): Buffer {
  if (blob[0] !== version) throw new VaultError('malformed');
  return blob.subarray(1);
}

function seal(secret: KeyObject, bound: Buffer, plain: Buffer, head: readonly Buffer[]): Buffer {
  const nonce = nextNonce();
  const sealing = createCipheriv(cipher, secret, nonce, { authTagLength: tagLength }).setAAD(bound);
  const sealed = sealing.update(plain);
  sealing.final(); // in this mode it has nothing left to give, and makes the tag
  return Buffer.concat([...head, nonce, sealing.getAuthTag(), sealed]);
}

/** Asked for one by one they took a fifth of sealing. They need not be secret, only never the same. */
const nonces = Buffer.allocUnsafeSlow(nonceLength * 256);
let noncesTaken = nonces.length;

function nextNonce(): Buffer {
  if (noncesTaken === nonces.length) {
    randomFillSync(nonces);
    noncesTaken = 0;
  }
  noncesTaken += nonceLength;
  return nonces.subarray(noncesTaken - nonceLength, noncesTaken);
}

function open(secret: KeyObject, bound: Buffer, content: Buffer): Buffer {
  if (content.length < nonceLength + tagLength) throw new VaultError('malformed');
  const nonce = content.subarray(0, nonceLength);
  const tag = content.subarray(nonceLength, nonceLength + tagLength);
  const opening = createDecipheriv(cipher, secret, nonce, { authTagLength: tagLength })
    .setAAD(bound)
    .setAuthTag(tag);
  const plain = opening.update(content.subarray(nonceLength + tagLength));
  try {
    opening.final();
  } catch {
    throw new VaultError('not_authentic');
  }
  return plain;
}
