import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { ContactId, InboundMessageId, OrganizationId, PatientId } from '../ids.ts';
import { type LookupKey, organizationLookupKey } from '../people/lookup.ts';
import type { Core } from '../scope.ts';

/**
 * Words by which people and messages are found, as keyed hashes: nobody reads a word out of them, and without the organization's key nobody can
 * try one. A name is found by the beginnings of its words, a message by its words.
 */

/** A beginning is of three letters at least: shorter ones find everybody. And of so many at most. */
const SHORTEST = 3;
const LONGEST = 20;
/** Words of one message; a longer one is a flood, or pasted. */
const MOST_WORDS = 60;
/** Of the hash so much is kept: among a million words two of the same are not to be expected, and the table is half as big. */
const HASH_BYTES = 10;

/** Lower case, without accents and signs, as somebody would type it who searches for it: "Ng'ang'a" is "nganga". */
export function wordsToFind(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’‘`ʼ]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => [...word].slice(0, LONGEST).join(''));
}

/** The beginnings of a name's words; a word too short for one stands whole. */
export function nameTerms(name: string): string[] {
  const beginnings = wordsToFind(name).flatMap((word) => {
    const letters = [...word];
    if (letters.length <= SHORTEST) return [word];
    return Array.from({ length: letters.length - SHORTEST + 1 }, (_, more) =>
      letters.slice(0, SHORTEST + more).join(''),
    );
  });
  return [...new Set(beginnings)];
}

export function messageTerms(text: string): string[] {
  const words = wordsToFind(text).filter((word) => [...word].length >= SHORTEST);
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** What each kind of record is searched by has hashes of its own: a name does not tell in which messages it stands. */
export function termHash({ lookupSecret }: LookupKey, kind: 'patient' | 'message', word: string): Buffer {
  return createHmac('sha256', lookupSecret)
    .update(`search.${kind}\0${word}`)
    .digest()
    .subarray(0, HASH_BYTES);
}

/** Makes a patient found by that name, and by no earlier one. Run in the transaction that writes the name. */
export async function indexPatientName(
  core: Pick<Core, 'db' | 'vault'>,
  { organizationId }: { organizationId: OrganizationId },
  { patientId, name }: { patientId: PatientId; name: string },
): Promise<void> {
  const key = await organizationLookupKey(core, organizationId);
  const hashes = nameTerms(name).map((word) => termHash(key, 'patient', word));
  await sql`
    delete from vault.search_term where organization_id = ${organizationId} and patient_id = ${patientId}
      and hash <> all(${hashes}::bytea[])
  `.execute(core.db);
  await sql`
    insert into vault.search_term (organization_id, hash, record_kind, record_id, patient_id)
    select ${organizationId}, hash, 'patient', ${patientId}, ${patientId} from unnest(${hashes}::bytea[]) as hash
    on conflict do nothing
  `.execute(core.db);
}

/** The same of many, of whom none was found by another name before. A patient whose key is gone by now is passed over. */
export async function indexPatients(
  core: Pick<Core, 'db'>,
  key: LookupKey,
  organizationId: OrganizationId,
  patients: readonly { patientId: PatientId; name: string | null }[],
): Promise<void> {
  const terms = patients.flatMap(({ patientId, name }) =>
    nameTerms(name ?? '').map((word) => ({ patientId, hash: termHash(key, 'patient', word) })),
  );
  if (terms.length === 0) return;
  await sql`
    insert into vault.search_term (organization_id, hash, record_kind, record_id, patient_id)
    select ${organizationId}, t.hash, 'patient', t.patient_id, vp.patient_id
    from unnest(${terms.map(({ hash }) => hash)}::bytea[], ${terms.map(({ patientId }) => patientId)}::uuid[]) as t (hash, patient_id)
    join vault.patient vp on vp.organization_id = ${organizationId} and vp.patient_id = t.patient_id
    order by t.hash, t.patient_id
    on conflict do nothing
  `.execute(core.db);
}

export type MessageWords = { messageId: InboundMessageId; contactId: ContactId; text: string };

/** Safe to repeat. A contact whose key is gone by now is passed over. */
export async function indexMessages(
  core: Pick<Core, 'db'>,
  key: LookupKey,
  organizationId: OrganizationId,
  messages: readonly MessageWords[],
): Promise<void> {
  const terms = messages.flatMap(({ messageId, contactId, text }) =>
    messageTerms(text).map((word) => ({ messageId, contactId, hash: termHash(key, 'message', word) })),
  );
  if (terms.length === 0) return;
  await sql`
    insert into vault.search_term (organization_id, hash, record_kind, record_id, contact_id)
    select ${organizationId}, t.hash, 'message', t.message_id, vc.contact_id
    from unnest(${terms.map(({ hash }) => hash)}::bytea[], ${terms.map(({ messageId }) => messageId)}::uuid[],
      ${terms.map(({ contactId }) => contactId)}::uuid[]) as t (hash, message_id, contact_id)
    join vault.contact vc on vc.organization_id = ${organizationId} and vc.contact_id = t.contact_id
    order by t.hash, t.message_id
    on conflict do nothing
  `.execute(core.db);
}
