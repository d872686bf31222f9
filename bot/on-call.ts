import { sql } from 'kysely';
import type { ChannelKind, Provider } from '../core/db/tables.ts';
import type { ChannelId, ContactId } from '../core/ids.ts';
import type { Language } from '../core/language.ts';
import { type Line, queueMessage } from '../core/messaging/outbox.ts';
import { ensureContact } from '../core/people/contacts.ts';
import type { Core, Scope } from '../core/scope.ts';
import { closeItems, openItem } from '../core/worklist.ts';
import { type Prompt, prompt } from '../flows/vocabulary.ts';
import { writeContent } from './render/content.ts';

/**
 * Whether it goes to the on-call phone, which is the clinic's own: a day's budget that patients have spent does not stop it. Of
 * staff's texts what they write themselves is for patients, and the word that asks them to write.
 */
export function isForOnCall({ key }: Prompt): boolean {
  return key.startsWith('staff.') && key !== 'staff.text' && key !== 'staff.please_write';
}

/** Whether it says whom to call where life is at risk: a day's budget that others have spent does not stop it either. */
export function isOfDanger({ key }: Prompt): boolean {
  return key === 'person.danger' || key === 'person.danger_again';
}

/**
 * Queues an SMS to the clinic's on-call phone; run in a transaction. Null where there is no such phone, nothing to send by, or
 * the phone wants nothing from us, which staff are shown, or cannot be written to.
 *
 * @param say the prompt, for a clinic in that zone
 * @param without a provider that this cannot be told by: what waits for the phone there is sent by the other channel, too, as
 * it stands before this one
 */
export async function tellOnCall(
  core: Core,
  scope: Scope,
  say: (clinic: { zone: string }) => Prompt,
  without: Provider | null = null,
): Promise<Line | null> {
  const { organizationId } = scope;
  const phone = await readPhone(core, scope, without);
  if (phone === null) return null;
  const { contactId, channelId, language } = phone;
  if (phone.optedOut) {
    core.log.warn('on_call_opted_out', { organizationId });
    await openItem(core, scope, { kind: 'on_call_stopped', recordKind: 'contact', recordId: contactId });
    return null;
  }
  if (without !== null) await reroute(core, scope, phone, without);
  const content = writeContent({ prompt: say(phone), waitId: null });
  const queued = await queueMessage(core, scope, { contactId, channelId, language, content });
  if (!queued.ok) {
    core.log.error('on_call_unreachable', { organizationId, contactId, reason: queued.reason });
    return null;
  }
  await closeItems(core, scope, { kinds: ['on_call_stopped'] }); // of another phone, perhaps
  return { organizationId, contactId };
}

/**
 * What waits for the on-call phone at a provider whose account is empty is sent by another. Run in a transaction; safe to repeat.
 *
 * @returns the line to wake; null where nothing waits there, or there is no other provider
 */
export async function rerouteOnCall(core: Core, scope: Scope, empty: Provider): Promise<Line | null> {
  const phone = await readPhone(core, scope, empty);
  if (phone === null || !(await reroute(core, scope, phone, empty))) return null;
  return { organizationId: scope.organizationId, contactId: phone.contactId };
}

/** A patient waits for a person, or life may be at risk: by when they expect an answer, and nothing of who asks or what for. */
export function tellOfPatient(
  core: Core,
  scope: Scope,
  { kind, answerBy }: { kind: 'person' | 'danger'; answerBy: Temporal.Instant },
): Promise<Line | null> {
  return tellOnCall(core, scope, ({ zone }) => {
    if (kind === 'danger') return prompt('staff.on_call_danger', {});
    const local = answerBy.toZonedDateTimeISO(zone).toPlainDateTime();
    const waiting = local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
    return prompt('staff.on_call', { waiting });
  });
}

/** The on-call phone, and what it is written to by. */
type Phone = {
  contactId: ContactId;
  channelId: ChannelId;
  /** The channel's account is empty as well, as far as we know. */
  empty: boolean;
  optedOut: boolean;
  language: Language;
  zone: string;
};

/** Null where there is no such phone, or nothing to send by. */
async function readPhone(core: Core, scope: Scope, without: Provider | null): Promise<Phone | null> {
  const { organizationId } = scope;
  const { phone, ...clinic } = await core.db
    .selectFrom('organization')
    .select(['on_call_phone as phone', 'zone', 'default_language as language'])
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  const channel = await firstChannel(core, scope, 'sms', without);
  if (phone === null || channel === null) return null;
  const { channelId } = channel;
  const { contactId } = await ensureContact(core, scope, { kind: 'sms', address: phone, channelId });
  const { opted_out_at } = await core.db
    .selectFrom('contact')
    .select('opted_out_at')
    .where('organization_id', '=', organizationId)
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  return { ...clinic, ...channel, contactId, optedOut: opted_out_at !== null };
}

/**
 * The clinic's first number of that kind: of a provider whose account is not known to be empty, if there is one; and one of its own rather
 * than one it shares by a keyword.
 */
async function firstChannel(
  core: Core,
  { organizationId }: Scope,
  kind: ChannelKind,
  without: Provider | null,
): Promise<{ channelId: ChannelId; empty: boolean } | null> {
  const { rows } = await sql<{ channelId: ChannelId; empty: boolean }>`
    select h.id as "channelId", exists (
      select from worklist_item w join channel told on told.organization_id = w.organization_id and told.id = w.record_id
      where w.organization_id = h.organization_id and w.kind = 'out_of_credit' and w.closed_at is null
        and told.provider = h.provider) as empty
    from channel h
    where h.organization_id = ${organizationId} and h.kind = ${kind} and h.active
      and (${without}::text is null or h.provider <> ${without})
    order by empty, h.keyword is not null, h.id limit 1
  `.execute(core.db);
  return rows[0] ?? null;
}

/**
 * What is in doubt waits for its receipt all the same, and at an account that is empty as well there is no hurry: each would send it
 * back to the other at once. That its first copy has arrived is heard from a provider whose receipts hand our own id back (Twilio); of one that
 * knows its own alone (Africa's Talking), which in doubt we never learned, the alarm may come twice: better than not at all.
 *
 * @returns whether there was anything
 */
async function reroute(
  core: Core,
  { organizationId }: Scope,
  { contactId, channelId, empty }: Phone,
  from: Provider,
): Promise<boolean> {
  const { rows } = await sql`
    with ours as materialized ( -- in the order in which receipts lock messages
      select o.organization_id, o.id from outbox o
      where o.organization_id = ${organizationId} and o.contact_id = ${contactId}
        and (o.state in ('queued', 'errored') or (o.state = 'unknown' and o.next_attempt_at is not null))
        and o.channel_id in (select h.id from channel h where h.organization_id = ${organizationId} and h.provider = ${from})
      order by o.organization_id, o.id for no key update
    )
    update outbox o set channel_id = ${channelId},
      next_attempt_at = case when ${empty} or o.state = 'unknown' then o.next_attempt_at else ${core.clock.now()}::timestamptz end
    from ours where o.organization_id = ours.organization_id and o.id = ours.id
    returning o.id
  `.execute(core.db);
  return rows.length > 0;
}
