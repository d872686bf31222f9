import { sql } from 'kysely';
import type { ContactId, InboundMessageId, OrganizationId, PatientId } from '../ids.ts';
import { organizationLookupKey } from '../people/lookup.ts';
import { decryptOrNull, openKey } from '../people/read-people.ts';
import type { Core } from '../scope.ts';
import { indexMessages, indexPatients, type MessageWords } from './terms.ts';

/**
 * Takes what was said into the search, behind the turns: hashing a message's words in its turn would make every answer wait for what staff
 * may look for some day. How far it has come is a message's id (they sort by age). A message is taken up a minute after it
 * came: one with an older id could else be committed behind it, and be passed over. The names of patients from before there was a search come in
 * the same way; new ones are written with the patient.
 */
const SETTLED_AFTER = { seconds: 60 };

/** One round for every organization that has something new; the number of records taken in. Safe to run in several processes at once. */
export async function indexNew(core: Core, most: number): Promise<number> {
  const now = core.clock.now();
  const settled = now.subtract(SETTLED_AFTER);
  const { rows } = await sql<{ organizationId: OrganizationId }>`
    select o.id as "organizationId" from organization o
    join vault.organization_key k on k.organization_id = o.id
    left join search_progress s on s.organization_id = o.id
    where (exists (select from (select m.received_at from inbound_message m
        where m.organization_id = o.id and m.id > coalesce(s.message_id, '00000000-0000-0000-0000-000000000000')
        order by m.id limit 1) next where next.received_at <= ${settled})
      or exists (select from patient p
        where p.organization_id = o.id and p.id > coalesce(s.patient_id, '00000000-0000-0000-0000-000000000000')
          and p.created_at <= ${settled}))
  `.execute(core.db);
  let taken = 0;
  for (const { organizationId } of rows) {
    try {
      taken += await core.db
        .transaction()
        .execute((db) => indexOrganization({ ...core, db }, organizationId, settled, most));
    } catch (error) {
      core.log.error('search_index_failed', { organizationId }, error); // the others' must not wait for it
    }
  }
  return taken;
}

async function indexOrganization(
  core: Core,
  organizationId: OrganizationId,
  settled: Temporal.Instant,
  most: number,
): Promise<number> {
  await sql`
    insert into search_progress (organization_id) values (${organizationId}) on conflict do nothing
  `.execute(core.db);
  const { rows } = await sql<{ messageId: InboundMessageId | null; patientId: PatientId | null }>`
    select message_id as "messageId", patient_id as "patientId" from search_progress
    where organization_id = ${organizationId} for update skip locked
  `.execute(core.db);
  const [progress] = rows;
  if (progress === undefined) return 0; // another process is at it
  const key = await organizationLookupKey(core, organizationId);
  const patients = await nextPatients(core, organizationId, progress.patientId, settled, most);
  await indexPatients(core, key, organizationId, patients);
  const messages = await nextMessages(core, organizationId, progress.messageId, settled, most);
  await indexMessages(core, key, organizationId, messages.flatMap(wordsOf));
  await core.db
    .updateTable('search_progress')
    .set({
      message_id: messages.at(-1)?.messageId ?? progress.messageId,
      patient_id: patients.at(-1)?.patientId ?? progress.patientId,
    })
    .where('organization_id', '=', organizationId)
    .execute();
  return patients.length + messages.length;
}

const nil = '00000000-0000-0000-0000-000000000000';

async function nextPatients(
  core: Core,
  organizationId: OrganizationId,
  after: PatientId | null,
  settled: Temporal.Instant,
  most: number,
): Promise<{ patientId: PatientId; name: string | null }[]> {
  const { rows } = await sql<{ patientId: PatientId; dataKey: Buffer | null; name: Buffer | null }>`
    select p.id as "patientId", vp.data_key as "dataKey", vp.name from patient p
    left join vault.patient vp on vp.organization_id = p.organization_id and vp.patient_id = p.id
    where p.organization_id = ${organizationId} and p.id > ${after ?? nil} and p.created_at <= ${settled}
    order by p.id limit ${most}
  `.execute(core.db);
  return rows.map(({ patientId, dataKey, name }) => ({
    patientId,
    name: decryptOrNull(core, openKey(core, organizationId, patientId, dataKey), 'patient.name', name),
  }));
}

type NextMessage = { messageId: InboundMessageId; contactId: ContactId; content: string | null };

async function nextMessages(
  core: Core,
  organizationId: OrganizationId,
  after: InboundMessageId | null,
  settled: Temporal.Instant,
  most: number,
): Promise<NextMessage[]> {
  const { rows } = await sql<{
    messageId: InboundMessageId;
    contactId: ContactId;
    body: Buffer;
    dataKey: Buffer | null;
    settled: boolean;
  }>`
    select m.id as "messageId", v.contact_id as "contactId", m.body, vc.data_key as "dataKey",
      m.received_at <= ${settled} as settled
    from inbound_message m
    join conversation v on v.organization_id = m.organization_id and v.id = m.conversation_id
    left join vault.contact vc on vc.organization_id = v.organization_id and vc.contact_id = v.contact_id
    where m.organization_id = ${organizationId} and m.id > ${after ?? nil}
    order by m.id limit ${most}
  `.execute(core.db);
  // Up to the first that has only just come.
  const young = rows.findIndex((row) => !row.settled);
  return rows.slice(0, young === -1 ? rows.length : young).map(({ messageId, contactId, body, dataKey }) => ({
    messageId,
    contactId,
    content: decryptOrNull(
      core,
      openKey(core, organizationId, contactId, dataKey),
      'inbound_message.body',
      body,
    ),
  }));
}

/** Words only: a tap repeats what we have said. */
function wordsOf({ messageId, contactId, content }: NextMessage): MessageWords[] {
  const text = content === null ? null : textOf(content);
  return text === null ? [] : [{ messageId, contactId, text }];
}

/** Of a message as receive.ts has kept it. */
export function textOf(content: string): string | null {
  const parsed = JSON.parse(content) as { kind?: unknown; text?: unknown };
  return parsed.kind === 'text' && typeof parsed.text === 'string' ? parsed.text : null;
}
