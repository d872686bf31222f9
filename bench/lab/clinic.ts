import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { applyClinicSettings } from '../../core/clinic/apply.ts';
import { parseClinicFile } from '../../core/clinic/file.ts';
import { systemClock } from '../../core/clock.ts';
import type { Database } from '../../core/db/connect.ts';
import type { AddressKind } from '../../core/db/tables.ts';
import {
  type ChannelId,
  type ContactId,
  type ConversationId,
  type CorrelationId,
  type OrganizationId,
  type PatientId,
  uuidIds,
} from '../../core/ids.ts';
import { createLog } from '../../core/log.ts';
import { addressHash, type LookupKey, organizationLookupKey } from '../../core/people/lookup.ts';
import type { Vault } from '../../core/people/vault.ts';
import type { Core } from '../../core/scope.ts';
import { indexPatients } from '../../core/search/terms.ts';
import { type Person, peopleFrom } from '../people.ts';

/** How many rows go in with one statement: Postgres takes 65,535 parameters. */
const AT_ONCE = 2_000;

/**
 * Puts the clinic of clinic.yaml into the database, and so many people who are its patients and have agreed to be.
 *
 * @param nameOf what the patient of the person with that number is called
 */
export async function fillClinic(
  database: Database,
  vault: Vault,
  people: number,
  nameOf = (number: number) => `Person Number ${number}`,
): Promise<void> {
  const core = coreOf(database, vault);
  const parsed = parseClinicFile(await readFile(new URL('clinic.yaml', import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(`clinic.yaml has problems: ${JSON.stringify(parsed.problems)}`);
  const applied = await applyClinicSettings(core, parsed.clinic, {
    correlationId: uuidIds.next<CorrelationId>(),
  });
  if (!applied.ok) throw new Error(`clinic.yaml cannot be applied: ${applied.reason}`);
  const { organizationId } = applied;
  const place = {
    organizationId,
    lookupKey: await organizationLookupKey(core, organizationId),
    channels: await channelsOf(core, organizationId),
    nameOf,
  };
  for (let first = 0; first < people; first += AT_ONCE) {
    await insertPeople(core, place, peopleFrom(first, Math.min(AT_ONCE, people - first)));
  }
  await takenIn(core, organizationId);
}

/** Tells the sweeper that it has taken in for the search what is there now: it would do so in the midst of a measurement. */
export async function takenIn({ db }: Core, organizationId: OrganizationId): Promise<void> {
  await sql`
    insert into search_progress (organization_id, message_id, patient_id)
    select ${organizationId}, (select id from inbound_message order by id desc limit 1), (select id from patient order by id desc limit 1)
    on conflict (organization_id) do update set message_id = excluded.message_id, patient_id = excluded.patient_id
  `.execute(db);
}

export function coreOf(database: Database, vault: Vault): Core {
  return { db: database.db, clock: systemClock, ids: uuidIds, vault, log: createLog({ level: 'silent' }) };
}

/** There is one. */
export async function organizationOf({ db }: Core): Promise<OrganizationId> {
  return (await db.selectFrom('organization').select('id').executeTakeFirstOrThrow()).id;
}

type Place = {
  organizationId: OrganizationId;
  lookupKey: LookupKey;
  channels: ReadonlyMap<AddressKind, ChannelId>;
  nameOf: (number: number) => string;
};

async function channelsOf(
  { db }: Core,
  organizationId: OrganizationId,
): Promise<Map<AddressKind, ChannelId>> {
  const rows = await db
    .selectFrom('channel')
    .select(['kind', 'id'])
    .where('organization_id', '=', organizationId)
    .execute();
  return new Map(rows.map(({ kind, id }) => [kind, id]));
}

async function insertPeople(core: Core, place: Place, people: readonly Person[]): Promise<void> {
  const { db, vault, clock } = core;
  const now = clock.now();
  const organization_id = place.organizationId;
  const rows = people.map((person) => rowsOf(vault, place, person));
  const stamp = { organization_id, created_at: now };
  await db
    .insertInto('contact')
    .values(rows.map(({ contactId: id, kind, hash }) => ({ ...stamp, id, kind, address_hash: hash })))
    .execute();
  await db
    .insertInto('vault.contact')
    .values(
      rows.map(({ contactId, contactKey, address }) => ({
        ...{ organization_id, contact_id: contactId, data_key: contactKey, address },
      })),
    )
    .execute();
  await db
    .insertInto('conversation')
    .values(
      rows.map(({ contactId, channelId }) => ({
        ...{ ...stamp, id: uuidIds.next<ConversationId>(), contact_id: contactId, channel_id: channelId },
        ...{ language: 'en' as const, frames: '[]' },
      })),
    )
    .execute();
  await db
    .insertInto('consent')
    .values(
      rows.map(({ contactId }) => ({
        ...{ organization_id, contact_id: contactId, purpose: 'chat' as const, wording: 'menu.first' },
        ...{ language: 'en' as const, given_at: now },
      })),
    )
    .execute();
  await db
    .insertInto('patient')
    .values(rows.map(({ patientId: id }) => ({ ...stamp, id })))
    .execute();
  await db
    .insertInto('vault.patient')
    .values(
      rows.map(({ patientId, patientKey, name }) => ({
        ...{ organization_id, patient_id: patientId, data_key: patientKey, name },
      })),
    )
    .execute();
  await db
    .insertInto('contact_patient')
    .values(
      rows.map(({ contactId, patientId }) => ({
        ...{ ...stamp, contact_id: contactId, patient_id: patientId, relation: 'self' as const },
      })),
    )
    .execute();
  const named = rows.map(({ patientId }, row) => ({
    patientId,
    name: place.nameOf(people[row]?.number ?? 0),
  }));
  await indexPatients(core, place.lookupKey, organization_id, named);
}

function rowsOf(
  vault: Vault,
  { organizationId, lookupKey, channels, nameOf }: Place,
  { kind, phone, number }: Person,
) {
  const channelId = channels.get(kind);
  if (channelId === undefined) throw new Error(`clinic.yaml has no ${kind}`);
  const contactId = uuidIds.next<ContactId>();
  const patientId = uuidIds.next<PatientId>();
  const contact = vault.newDataKey({ organizationId, recordId: contactId });
  const patient = vault.newDataKey({ organizationId, recordId: patientId });
  return {
    ...{ kind, channelId, contactId, patientId },
    hash: addressHash(lookupKey, kind, phone),
    contactKey: contact.wrapped,
    address: vault.encrypt(contact.key, 'contact.address', phone),
    patientKey: patient.wrapped,
    name: vault.encrypt(patient.key, 'patient.name', nameOf(number)),
  };
}
