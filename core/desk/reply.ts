import { answerBefore, once } from '../booking/idempotent.ts';
import type { OutboxId } from '../ids.ts';
import { contactKey, type Line } from '../messaging/outbox.ts';
import { readWindow } from '../messaging/window.ts';
import type { DataKey } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { inTransaction, type Reached, type Refused, reachConversation } from './access.ts';
import { queueAsking, readAsking } from './asking.ts';
import { formKey } from './form-key.ts';
import { HELD_DAYS, holdReply } from './held-replies.ts';
import { type HeldBy, heldByOther, type Lease, lockLease, takeLease } from './lease.ts';
import { answered, queueStaffText } from './queue-text.ts';
import { cleanText } from './staff-text.ts';

export type ReplyInput = {
  /** Of the form: with the same text it is the same reply, with another text another one. */
  key: string;
  conversationId: string;
  text: string;
  /** The canned reply that it began as: for the record. */
  cannedKey?: string;
  /** Where WhatsApp lets nothing through now: keep it, and send it when the patient writes next. */
  holdUntilAnswer?: boolean;
  /** And ask them to write, where that can be done (asking.ts). */
  askToWrite?: boolean;
};

/**
 * held: kept until the patient writes; asked: they are asked to, now. Refused, window_closed: WhatsApp lets nothing through that was not approved since that
 * instant (null: they never wrote) · provider_blocks: the patient has opted out at the provider · no_key: their records are
 * erased.
 */
export type Replied =
  | { ok: true; state: 'queued'; outboxId: OutboxId }
  | { ok: true; state: 'held'; heldId: string; asked: boolean }
  | { ok: false; reason: 'window_closed'; closedAt: string | null }
  | HeldBy
  | Refused
  | { ok: false; reason: 'empty' | 'too_long' | 'provider_blocks' | 'no_key' };

/** Who is to be woken when the reply is committed. */
export type Reply = { result: Replied; wake: Line | null };

/**
 * Staff answer. Whoever answers has the conversation: it is taken in the same transaction where nobody has it. A text that is
 * sent again from the same form gets the first answer.
 */
export async function replyToPatient(core: Core, scope: StaffScope, input: ReplyInput): Promise<Reply> {
  return inTransaction(core, async (core) => {
    const reached = await reachConversation(core, scope, 'conversation.reply', input.conversationId);
    if (!reached.ok) return { result: reached, wake: null };
    const lease = await lockLease(core, scope, reached.conversationId);
    const readable = await read(core, scope, input, reached);
    if ('ok' in readable) return { result: readable, wake: null };
    const key = formKey(core, scope, readable.key, { key: input.key, text: readable.text });
    const before = await answerBefore<Replied>(core, scope, 'staff_reply', key);
    const way = before ?? (await chooseWay(core, scope, input, reached, lease));
    // A refusal is not kept: the same form may be sent again, with the box ticked that keeps the text.
    if (typeof way === 'object') return withWake(scope, reached, way);
    const result = await once<Replied>(core, scope, 'staff_reply', key, () =>
      write(core, scope, input, reached, lease, { ...readable, way }),
    );
    return withWake(scope, reached, result);
  });
}

function withWake({ organizationId }: StaffScope, { contactId }: Reached, result: Replied): Reply {
  const queued = result.ok && (result.state === 'queued' || result.asked);
  return { result, wake: queued ? { organizationId, contactId } : null };
}

type Unsent = Extract<Replied, { ok: false }>;
type Way = 'send' | 'hold';
/** key: the contact's. */
type Readable = { text: string; key: DataKey };

async function read(
  core: Core,
  { organizationId }: StaffScope,
  input: ReplyInput,
  { contactId }: Reached,
): Promise<Readable | Unsent> {
  const cleaned = cleanText(input.text);
  if (!cleaned.ok) return cleaned;
  const key = await contactKey(core, organizationId, contactId);
  return key === null ? { ok: false, reason: 'no_key' } : { text: cleaned.text, key };
}

async function chooseWay(
  core: Core,
  scope: StaffScope,
  input: ReplyInput,
  reached: Reached,
  lease: Lease | undefined,
): Promise<Way | Unsent> {
  const other = heldByOther(lease, scope.actor.id, core.clock.now());
  if (other) return other;
  if (await isBlocked(core, scope, reached)) return { ok: false, reason: 'provider_blocks' };
  const { open, closesAt } = await readWindow(core, scope, reached);
  if (open) return 'send';
  if (input.holdUntilAnswer) return 'hold';
  return { ok: false, reason: 'window_closed', closedAt: closesAt?.toString() ?? null };
}

async function write(
  core: Core,
  scope: StaffScope,
  { cannedKey, askToWrite }: ReplyInput,
  reached: Reached,
  lease: Lease | undefined,
  { text, key, way }: Readable & { way: Way },
): Promise<Replied> {
  const { contactId, conversationId } = reached;
  const holderId = scope.actor.id;
  if (way === 'hold') {
    // The answer that it waits for is to a person: the bot must not come in between.
    const quietUntil = core.clock.now().add({ hours: 24 * HELD_DAYS });
    await takeLease(core, scope, lease, { contactId, conversationId, holderId, quietUntil });
    const heldId = await holdReply(core, scope, { conversationId, key, text });
    const asking = askToWrite ? await readAsking(core, scope, reached) : undefined;
    if (!asking?.ok) return { ok: true, state: 'held', heldId, asked: false };
    await queueAsking(core, scope, reached, key, asking);
    return { ok: true, state: 'held', heldId, asked: true };
  }
  await takeLease(core, scope, lease, { contactId, conversationId, holderId });
  const outboxId = await queueStaffText(core, scope, reached, key, text);
  await answered(core, scope, reached, { outboxId, cannedKey: cannedKeyOf(cannedKey) });
  return { ok: true, state: 'queued', outboxId };
}

/** Only what is surely a code goes into the log of events. */
function cannedKeyOf(given: string | undefined): string | null {
  return given !== undefined && /^[a-z_]{1,40}$/.test(given) ? given : null;
}

async function isBlocked(
  core: Core,
  { organizationId }: StaffScope,
  { contactId }: Reached,
): Promise<boolean> {
  const { opted_out_by } = await core.db
    .selectFrom('contact')
    .select('opted_out_by')
    .where('organization_id', '=', organizationId)
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  return opted_out_by === 'provider';
}
