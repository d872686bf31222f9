import type { ChannelKind } from '../../core/db/tables.ts';
import { beginHandover } from '../../core/messaging/handover.ts';
import { type Line, queueMessage } from '../../core/messaging/outbox.ts';
import { ensureContact } from '../../core/people/contacts.ts';
import type { Core, Scope } from '../../core/scope.ts';
import { type Command, type Happening, prompt } from '../../flows/vocabulary.ts';
import { writeContent } from '../render/content.ts';
import type { Asked } from './run-command.ts';

/**
 * Puts the conversation into a person's hands: staff's list gets it with the time by which the patient was told to expect an
 * answer, and whoever is on call an SMS. Asked for again, all that stands already.
 */
export async function handOver(
  core: Core,
  scope: Scope,
  { standing, wakes }: Asked,
  { reason }: Extract<Command, { do: 'hand_over' }>,
): Promise<Happening> {
  const { conversationId, contactId } = standing;
  const { answerBy, open, fresh } = await beginHandover(core, scope, { conversationId, contactId, reason });
  if (fresh) {
    const told = await tellOnCall(core, scope, answerBy);
    if (told) wakes.push(told);
  }
  return { type: 'HANDED_OVER', answerBy: answerBy.toString(), open };
}

/**
 * Queues the SMS to the clinic's on-call phone: by when the patient expects an answer, and nothing of who asks or what for.
 * Null where there is no such phone, nothing to send by, or the phone wants nothing from us.
 */
async function tellOnCall(core: Core, scope: Scope, answerBy: Temporal.Instant): Promise<Line | null> {
  const { organizationId } = scope;
  const clinic = await core.db
    .selectFrom('organization')
    .select(['on_call_phone as phone', 'zone', 'default_language as language'])
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  const channelId = await firstChannel(core, scope, 'sms');
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
  const local = answerBy.toZonedDateTimeISO(clinic.zone).toPlainDateTime();
  const waiting = local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
  const content = writeContent({ prompt: prompt('staff.on_call', { waiting }), waitId: null });
  await queueMessage(core, scope, { contactId, channelId, language: clinic.language, content });
  return { organizationId, contactId };
}

/** The clinic's first number of that kind; one of its own rather than one it shares by a keyword. */
async function firstChannel(core: Core, { organizationId }: Scope, kind: ChannelKind) {
  const first = await core.db
    .selectFrom('channel')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('kind', '=', kind)
    .where('active', '=', true)
    .orderBy((row) => row('keyword', 'is not', null))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return first?.id ?? null;
}
