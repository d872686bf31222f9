import { sql } from 'kysely';
import type { AddressKind, Provider } from '../db/tables.ts';
import type { ConversationId } from '../ids.ts';
import type { Language } from '../language.ts';
import { contactKey } from '../messaging/outbox.ts';
import { readWindow } from '../messaging/window.ts';
import { patientsOf } from '../people/patients.ts';
import { VaultError } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { type Reached, type Refused, reachConversation } from './access.ts';
import { type AskRefusal, readAsking, smsInstead } from './asking.ts';
import { type CannedReply, readCannedReplies } from './canned.ts';

/** What a canned reply is filled with; null: not known, or more than one. */
export type CannedFacts = {
  name: string | null;
  /** The next visit: an ISO instant and the branch's zone. */
  visit: { start: string; zone: string } | null;
  /** Name and address of the next visit's branch, or of the clinic's first. */
  place: string;
  clinic: string;
  phone: string;
};

/** What the page needs to let staff write. Instants are ISO. */
export type Composer = {
  ok: true;
  channel: { kind: AddressKind; provider: Provider };
  language: Language;
  /** WhatsApp's: `closesAt` null where there is none, or the patient never wrote. */
  window: { open: boolean; closesAt: string | null };
  /** Whether they can be asked to write; null while the window is open. askedAt: ISO, where they were asked only just. */
  asking: { ok: true } | { ok: false; reason: AskRefusal; askedAt: string | null } | null;
  /** Where the window is closed: a conversation by SMS with the same people. */
  smsId: ConversationId | null;
  /** Of one SMS segment, or of one WhatsApp message, in the clinic's currency: '0.8000'. */
  price: string;
  currency: string;
  canned: CannedReply[];
  facts: CannedFacts;
  held: { heldId: string; staffId: string; text: string | null; heldAt: string; until: string }[];
};

export async function composerFacts(
  core: Pick<Core, 'db' | 'clock' | 'vault'>,
  scope: StaffScope,
  { conversationId }: { conversationId: string },
): Promise<Composer | Refused> {
  const reached = await reachConversation(core, scope, 'conversation.reply', conversationId);
  if (!reached.ok) return reached;
  const { organizationId } = scope;
  const channel = await core.db
    .selectFrom('channel as h')
    .innerJoin('organization as o', 'o.id', 'h.organization_id')
    .select(['h.kind', 'h.provider', 'h.price', 'o.currency'])
    .where('h.organization_id', '=', organizationId)
    .where('h.id', '=', reached.channelId)
    .executeTakeFirstOrThrow();
  const { open, closesAt } = await readWindow(core, scope, reached);
  const { kind, provider, price, currency } = channel;
  return {
    ok: true,
    channel: { kind, provider },
    language: reached.language,
    window: { open, closesAt: closesAt?.toString() ?? null },
    asking: open ? null : await askingOf(core, scope, reached),
    smsId: open ? null : await smsInstead(core, scope, reached),
    price,
    currency,
    canned: await readCannedReplies(core, organizationId),
    facts: await readFacts(core, scope, reached),
    held: await readHeld(core, scope, reached),
  };
}

async function askingOf(
  core: Pick<Core, 'db' | 'clock'>,
  scope: StaffScope,
  reached: Reached,
): Promise<Composer['asking']> {
  const asking = await readAsking(core, scope, reached);
  if (asking.ok) return { ok: true };
  const { reason, askedAt } = asking;
  return { ok: false, reason, askedAt: askedAt?.toString() ?? null };
}

async function readFacts(
  core: Pick<Core, 'db' | 'clock' | 'vault'>,
  { organizationId }: StaffScope,
  { contactId }: Reached,
): Promise<CannedFacts> {
  const { rows } = await sql<{
    clinic: string;
    phone: string;
    start: Temporal.Instant | null;
    zone: string | null;
    branch: string | null;
    address: string | null;
  }>`
    select o.name as clinic, coalesce(b.phone, o.phone) as phone, next.start, b.zone, b.name as branch, b.address
    from organization o
    left join lateral (
      select lower(a.visit) as start, a.branch_id from contact_patient cp
      join appointment a on a.organization_id = cp.organization_id and a.patient_id = cp.patient_id
      where cp.organization_id = o.id and cp.contact_id = ${contactId} and a.status in ('pending', 'booked')
        and lower(a.visit) > ${core.clock.now()}
      order by lower(a.visit) limit 1
    ) next on true
    left join lateral (
      select * from branch where branch.organization_id = o.id and (branch.id = next.branch_id or (next.branch_id is null and branch.active))
      order by position limit 1
    ) b on true
    where o.id = ${organizationId}
  `.execute(core.db);
  const [row] = rows;
  if (row === undefined) throw new Error(`there is no organization ${organizationId}`);
  const { clinic, phone, start, zone, branch, address } = row;
  return {
    name: await onlyName(core, organizationId, contactId),
    visit: start && zone ? { start: start.toString(), zone } : null,
    place: [branch ?? clinic, address ?? ''].filter((part) => part !== '').join(', '),
    clinic,
    phone,
  };
}

/** Null where the phone serves several: whoever is greeted by another's name wonders who reads along. */
async function onlyName(
  core: Pick<Core, 'db' | 'vault'>,
  organizationId: StaffScope['organizationId'],
  contactId: Reached['contactId'],
): Promise<string | null> {
  try {
    const [patient, ...others] = await patientsOf(core, { organizationId }, contactId);
    return patient && others.length === 0 ? (patient.name.split(' ')[0] ?? null) : null;
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** Texts that wait for the patient to write; null where it does not open any more. */
async function readHeld(
  core: Pick<Core, 'db' | 'vault'>,
  { organizationId }: StaffScope,
  { conversationId, contactId }: { conversationId: ConversationId; contactId: Reached['contactId'] },
): Promise<Composer['held']> {
  const rows = await core.db
    .selectFrom('held_reply')
    .select(['id', 'staff_id', 'text', 'held_at', 'until'])
    .where('organization_id', '=', organizationId)
    .where('conversation_id', '=', conversationId)
    .where('ended_at', 'is', null)
    .orderBy('held_at')
    .execute();
  if (rows.length === 0) return [];
  const key = await contactKey(core, organizationId, contactId);
  return rows.map(({ id, staff_id, text, held_at, until }) => ({
    heldId: id,
    staffId: staff_id,
    text: key && core.vault.decrypt(key, 'held_reply.text', text),
    heldAt: held_at.toString(),
    until: until.toString(),
  }));
}
