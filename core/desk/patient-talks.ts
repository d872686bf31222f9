import { sql } from 'kysely';
import type { AddressKind } from '../db/tables.ts';
import type { ContactId, ConversationId, PatientId } from '../ids.ts';
import {
  openKey,
  openPeople,
  type Person,
  peopleOfContact,
  type SealedPerson,
} from '../people/read-people.ts';
import type { Core } from '../scope.ts';
import { may, type StaffScope } from '../staff/permissions.ts';
import { reachConversation } from './access.ts';
import { type Message, readMessages } from './messages.ts';
import { recordReading } from './reading.ts';

/** What was last said with one contact of a patient's. */
export type PatientTalk = {
  contactId: ContactId;
  conversationId: ConversationId;
  kind: AddressKind;
  /** Whom else this phone stands for: what was written may be about them. */
  others: Person[];
  /** The latest, oldest first. */
  messages: Message[];
  /** There are earlier ones. */
  more: boolean;
};

/** Of each contact; the whole of it is the conversation's page. */
const LATEST = 6;

/**
 * The latest messages of a patient's contacts. Null: they may not read conversations. A contact whose visits are all at other branches is left out,
 * as its conversation is.
 */
export async function readTalks(
  core: Pick<Core, 'db' | 'vault' | 'clock'>,
  scope: StaffScope,
  patientId: PatientId,
  contacts: readonly { contactId: ContactId; conversationId: ConversationId }[],
): Promise<PatientTalk[] | null> {
  if (!may(scope, 'conversation.read')) return null;
  const talks: PatientTalk[] = [];
  for (const { contactId, conversationId } of contacts) {
    const reached = await reachConversation(core, scope, 'conversation.read', conversationId);
    if (!reached.ok) continue;
    const { key, people } = await readContact(core, scope, contactId);
    const { messages, earlier } = await readMessages(core, scope, reached, key, null, LATEST);
    const others = people.filter((person) => person.patientId !== patientId);
    // what was read may be theirs: their log has it by the conversation
    if (others.length > 0) await recordReading(core, scope, 'conversation.read', conversationId);
    talks.push({
      ...{ contactId, conversationId, kind: reached.kind, others, messages, more: earlier !== null },
    });
  }
  return talks;
}

async function readContact(
  core: Pick<Core, 'db' | 'vault'>,
  { organizationId }: StaffScope,
  contactId: ContactId,
) {
  const { rows } = await sql<{ data_key: Buffer | null; people: SealedPerson[] | null }>`
    select vc.data_key, ${peopleOfContact(organizationId, sql`c.id`)} as people
    from contact c left join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
    where c.organization_id = ${organizationId} and c.id = ${contactId}
  `.execute(core.db);
  const [row] = rows;
  return {
    key: openKey(core, organizationId, contactId, row?.data_key ?? null),
    people: openPeople(core, organizationId, row?.people ?? null),
  };
}
