import { sql } from 'kysely';
import { type ContactId, type ConversationId, isId } from '../ids.ts';
import {
  type DeadLetter,
  type DeadLetterShown,
  listDeadLetters,
  showDeadLetter,
} from '../messaging/dead-letters.ts';
import { type Retried, retryDeadLetter } from '../messaging/retry-dead-letter.ts';
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
import { may, type StaffScope } from '../staff/permissions.ts';
import { inTransaction, notAllowed, notFound, type Refused, seesContact } from './access.ts';

/** What has failed for good, as staff see it and send it again: of those whom they see. */

/** Who it was to or from. address: masked. */
export type LettersContact = {
  conversationId: ConversationId | null;
  address: string | null;
  people: Person[];
};

export type FailedLetter = DeadLetter & LettersContact;

const A_PAGE = 25;

/** Newest first. A page may be shorter where it would show people of other branches; next: goes on behind it. */
export async function listFailed(
  core: Pick<Core, 'db' | 'vault'>,
  scope: StaffScope,
  { after = null }: { after?: string | null } = {},
): Promise<{ ok: true; letters: FailedLetter[]; next: string | null } | Refused> {
  if (!may(scope, 'delivery.retry')) return notAllowed;
  const from = after !== null && isId(after) ? after : null;
  const found = await listDeadLetters(core, scope.organizationId, { after: from, limit: A_PAGE + 1 });
  const page = found.slice(0, A_PAGE);
  const contacts = await contactsOf(
    core,
    scope,
    page.map(({ contactId }) => contactId),
  );
  const letters = page.flatMap((letter) => {
    const contact = contacts.get(letter.contactId);
    return contact === undefined ? [] : [{ ...letter, ...contact }];
  });
  return { ok: true, letters, next: found.length > A_PAGE ? (page.at(-1)?.id ?? null) : null };
}

export async function showFailed(
  core: Pick<Core, 'db' | 'vault'>,
  scope: StaffScope,
  { id }: { id: string },
): Promise<{ ok: true; letter: DeadLetterShown & LettersContact } | Refused> {
  if (!may(scope, 'delivery.retry')) return notAllowed;
  const letter = isId(id) ? await showDeadLetter(core, scope.organizationId, id) : null;
  if (letter === null) return notFound;
  const contact = (await contactsOf(core, scope, [letter.contactId])).get(letter.contactId);
  return contact === undefined ? notAllowed : { ok: true, letter: { ...letter, ...contact } };
}

/** Truly sends it again, or has the patient's message handled again; `line` is to be woken. */
export async function retryFailed(
  core: Core,
  scope: StaffScope,
  { id }: { id: string },
): Promise<Retried | Refused> {
  return inTransaction(core, async (core): Promise<Retried | Refused> => {
    const shown = await showFailed(core, scope, { id });
    return shown.ok ? retryDeadLetter(core, scope, id) : shown;
  });
}

/** Those of them whom staff see. */
async function contactsOf(
  core: Pick<Core, 'db' | 'vault'>,
  scope: StaffScope,
  ids: readonly ContactId[],
): Promise<Map<ContactId, LettersContact>> {
  const { organizationId } = scope;
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{
    id: ContactId;
    conversationId: ConversationId | null;
    dataKey: Buffer | null;
    address: Buffer | null;
    people: SealedPerson[] | null;
  }>`
    select c.id, v.id as "conversationId", vc.data_key as "dataKey", vc.address, ${peopleOfContact(organizationId, sql`c.id`)} as people
    from contact c
    left join conversation v on v.organization_id = c.organization_id and v.contact_id = c.id
    left join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
    where c.organization_id = ${organizationId} and c.id = any(${[...new Set(ids)]}::uuid[])
      and ${seesContact(scope, sql`c.id`)}
  `.execute(core.db);
  return new Map(
    rows.map(({ id, conversationId, dataKey, address: sealed, people }) => {
      const address = decryptOrNull(
        core,
        openKey(core, organizationId, id, dataKey),
        'contact.address',
        sealed,
      );
      const masked = address && maskAddress(address);
      return [id, { conversationId, address: masked, people: openPeople(core, organizationId, people) }];
    }),
  );
}
