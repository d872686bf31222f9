import { sql } from 'kysely';
import type { AddressKind } from '../db/tables.ts';
import type { ContactId, ConversationId, InboundMessageId, PatientId } from '../ids.ts';
import { parseAddress } from '../people/address.ts';
import { addressHash, organizationLookupKey } from '../people/lookup.ts';
import {
  decryptOrNull,
  maskAddress,
  openKey,
  openPeople,
  type Person,
  peopleOfContact,
  type SealedPerson,
} from '../people/read-people.ts';
import type { Core } from '../scope.ts';
import { recordsWith } from '../search/find.ts';
import { textOf } from '../search/index-new.ts';
import { messageTerms, termHash, wordsToFind } from '../search/terms.ts';
import { may, type StaffScope } from '../staff/permissions.ts';
import { notAllowed, type Refused, seesContact, seesPatient } from './access.ts';

const MOST_FOUND = 20;
/** Nobody types more; what goes beyond is not looked for. */
const MOST_WORDS = 8;

export type FoundContact = {
  contactId: ContactId;
  conversationId: ConversationId;
  kind: AddressKind;
  /** Masked. */
  address: string | null;
};

/** name: null where it does not open any more. */
export type FoundPatient = { patientId: PatientId; name: string | null; contacts: FoundContact[] };

export type FoundPeople =
  | {
      ok: true;
      patients: FoundPatient[];
      /** Found by their number, with those whom they care for. */
      contacts: (FoundContact & { people: Person[] })[];
    }
  | Refused;

/** Patients by the beginnings of their names (of three letters), all words of them; contacts by their whole number. */
export async function searchPeople(
  core: Pick<Core, 'db' | 'vault'>,
  scope: StaffScope,
  query: string,
): Promise<FoundPeople> {
  if (!may(scope, 'patient.read')) return notAllowed;
  return {
    ok: true,
    patients: await patientsNamed(core, scope, query),
    contacts: await contactsAt(core, scope, query),
  };
}

type SealedContact = Omit<FoundContact, 'address'> & { dataKey: string | null; address: string | null };

async function patientsNamed(
  core: Pick<Core, 'db' | 'vault'>,
  scope: StaffScope,
  query: string,
): Promise<FoundPatient[]> {
  const { organizationId } = scope;
  const words = [...new Set(wordsToFind(query))].slice(0, MOST_WORDS);
  if (!words.some((word) => [...word].length >= 2)) return [];
  const key = await organizationLookupKey(core, organizationId);
  const hashes = words.map((word) => termHash(key, 'patient', word));
  const { rows } = await sql<{
    patientId: PatientId;
    dataKey: Buffer;
    name: Buffer;
    contacts: SealedContact[] | null;
  }>`
    select vp.patient_id as "patientId", vp.data_key as "dataKey", vp.name, (
      select json_agg(json_build_object('contactId', c.id, 'conversationId', v.id, 'kind', c.kind,
        'dataKey', encode(vc.data_key, 'base64'), 'address', encode(vc.address, 'base64')) order by cp.created_at)
      from contact_patient cp
      join contact c on c.organization_id = cp.organization_id and c.id = cp.contact_id
      join conversation v on v.organization_id = c.organization_id and v.contact_id = c.id
      left join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
      where cp.organization_id = vp.organization_id and cp.patient_id = vp.patient_id) as contacts
    from (${recordsWith(organizationId, 'patient', hashes)}) found
    join vault.patient vp on vp.organization_id = ${organizationId} and vp.patient_id = found.record_id
    where ${seesPatient(scope, sql`vp.patient_id`)}
    order by found.record_id desc limit ${MOST_FOUND}
  `.execute(core.db);
  return rows.map(({ patientId, dataKey, name, contacts }) => ({
    patientId,
    name: decryptOrNull(core, openKey(core, organizationId, patientId, dataKey), 'patient.name', name),
    contacts: (contacts ?? []).map((contact) => openContact(core, scope, contact)),
  }));
}

async function contactsAt(
  core: Pick<Core, 'db' | 'vault'>,
  scope: StaffScope,
  query: string,
): Promise<(FoundContact & { people: Person[] })[]> {
  const { organizationId } = scope;
  const address = query.length > 64 ? null : parseAddress('sms', query);
  if (address === null) return [];
  const key = await organizationLookupKey(core, organizationId);
  const hashes = (['whatsapp', 'sms'] as const).map((kind) => addressHash(key, kind, address));
  const { rows } = await sql<SealedContact & { people: SealedPerson[] | null }>`
    select c.id as "contactId", v.id as "conversationId", c.kind, encode(vc.data_key, 'base64') as "dataKey",
      encode(vc.address, 'base64') as address, ${peopleOfContact(organizationId, sql`c.id`)} as people
    from contact c
    join conversation v on v.organization_id = c.organization_id and v.contact_id = c.id
    left join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
    where c.organization_id = ${organizationId} and c.kind in ('whatsapp', 'sms') and c.address_hash = any(${hashes}::bytea[])
      and ${seesContact(scope, sql`c.id`)}
    order by c.kind
  `.execute(core.db);
  return rows.map(({ people, ...contact }) => ({
    ...openContact(core, scope, contact),
    people: openPeople(core, organizationId, people),
  }));
}

function openContact(
  core: Pick<Core, 'vault'>,
  { organizationId }: StaffScope,
  { dataKey, address: sealed, ...contact }: SealedContact,
): FoundContact {
  const bytes = (encoded: string | null) => (encoded === null ? null : Buffer.from(encoded, 'base64'));
  const key = openKey(core, organizationId, contact.contactId, bytes(dataKey));
  const address = decryptOrNull(core, key, 'contact.address', bytes(sealed));
  return { ...contact, address: address && maskAddress(address) };
}

/** text: null where it does not open any more. */
export type FoundMessage = {
  messageId: InboundMessageId;
  conversationId: ConversationId;
  at: string;
  text: string | null;
  people: Person[];
};

/** Patients' messages that have all of these words, the latest first. A message is found from a minute after it came. */
export async function searchMessages(
  core: Pick<Core, 'db' | 'vault'>,
  scope: StaffScope,
  query: string,
): Promise<{ ok: true; messages: FoundMessage[] } | Refused> {
  if (!may(scope, 'conversation.read')) return notAllowed;
  const { organizationId } = scope;
  const words = messageTerms(query).slice(0, MOST_WORDS);
  if (words.length === 0) return { ok: true, messages: [] };
  const key = await organizationLookupKey(core, organizationId);
  const hashes = words.map((word) => termHash(key, 'message', word));
  const { rows } = await sql<{
    messageId: InboundMessageId;
    conversationId: ConversationId;
    contactId: ContactId;
    at: Temporal.Instant;
    body: Buffer;
    dataKey: Buffer | null;
    people: SealedPerson[] | null;
  }>`
    select m.id as "messageId", m.conversation_id as "conversationId", v.contact_id as "contactId", m.received_at as at, m.body,
      vc.data_key as "dataKey", ${peopleOfContact(organizationId, sql`v.contact_id`)} as people
    from (${recordsWith(organizationId, 'message', hashes)}) found
    join inbound_message m on m.organization_id = ${organizationId} and m.id = found.record_id
    join conversation v on v.organization_id = m.organization_id and v.id = m.conversation_id
    left join vault.contact vc on vc.organization_id = v.organization_id and vc.contact_id = v.contact_id
    where ${seesContact(scope, sql`v.contact_id`)}
    order by found.record_id desc limit ${MOST_FOUND}
  `.execute(core.db);
  const messages = rows.map(({ contactId, dataKey, body, at, people, ...message }) => {
    const contactsKey = openKey(core, organizationId, contactId, dataKey);
    const content = decryptOrNull(core, contactsKey, 'inbound_message.body', body);
    const text = content && textOf(content);
    return { ...message, at: at.toString(), text, people: openPeople(core, organizationId, people) };
  });
  return { ok: true, messages };
}
