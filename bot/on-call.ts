import type { ChannelKind, Provider } from '../core/db/tables.ts';
import type { ChannelId, ContactId } from '../core/ids.ts';
import { type Line, queueMessage } from '../core/messaging/outbox.ts';
import { ensureContact } from '../core/people/contacts.ts';
import type { Core, Scope } from '../core/scope.ts';
import { type Prompt, prompt } from '../flows/vocabulary.ts';
import { writeContent } from './render/content.ts';

/**
 * Whether it goes to the on-call phone, which is the clinic's own: a day's budget that patients have spent does not stop it. Of
 * staff's texts what they write themselves is for patients, and the word that asks them to write.
 */
export function isForOnCall({ key }: Prompt): boolean {
  return key.startsWith('staff.') && key !== 'staff.text' && key !== 'staff.please_write';
}

/**
 * Queues an SMS to the clinic's on-call phone; run in a transaction. Null where there is no such phone, nothing to send by, or
 * the phone wants nothing from us or cannot be written to.
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
  const clinic = await core.db
    .selectFrom('organization')
    .select(['on_call_phone as phone', 'zone', 'default_language as language'])
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  const channelId = await firstChannel(core, scope, 'sms', without);
  if (clinic.phone === null || channelId === null) return null;
  const { contactId } = await ensureContact(core, scope, { kind: 'sms', address: clinic.phone, channelId });
  const { opted_out_at } = await core.db
    .selectFrom('contact')
    .select('opted_out_at')
    .where('organization_id', '=', organizationId)
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  if (opted_out_at !== null) {
    core.log.warn('on_call_opted_out', { organizationId });
    return null;
  }
  if (without !== null) await reroute(core, scope, contactId, channelId);
  const content = writeContent({ prompt: say(clinic), waitId: null });
  const queued = await queueMessage(core, scope, {
    contactId,
    channelId,
    language: clinic.language,
    content,
  });
  if (!queued.ok) {
    core.log.error('on_call_unreachable', { organizationId, contactId, reason: queued.reason });
    return null;
  }
  return { organizationId, contactId };
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

/** The clinic's first number of that kind; one of its own rather than one it shares by a keyword. */
async function firstChannel(
  core: Core,
  { organizationId }: Scope,
  kind: ChannelKind,
  without: Provider | null,
) {
  const first = await core.db
    .selectFrom('channel')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('kind', '=', kind)
    .where('active', '=', true)
    .$if(without !== null, (found) => found.where('provider', '!=', without as Provider))
    .orderBy((row) => row('keyword', 'is not', null))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return first?.id ?? null;
}

async function reroute(
  core: Core,
  { organizationId }: Scope,
  contactId: ContactId,
  channelId: ChannelId,
): Promise<void> {
  await core.db
    .updateTable('outbox')
    .set({ channel_id: channelId, next_attempt_at: core.clock.now() })
    .where('organization_id', '=', organizationId)
    .where('contact_id', '=', contactId)
    .where('state', 'in', ['queued', 'errored'])
    .where('channel_id', '!=', channelId)
    .execute();
}
