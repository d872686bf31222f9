import { sql } from 'kysely';
import type { Executor } from '../db/connect.ts';
import { rowsOf } from '../db/rows-of.ts';
import type { NoticeId, OrganizationId } from '../ids.ts';
import type { Core } from '../scope.ts';
import { isThisTry, lockConversation, takenSince, type Wired } from './outbox.ts';
import type { PerhapsWired } from './place.ts';

/** Answers to patients come again within so many seconds of the moment at which their channel may be open again. */
const ANSWERS_WITHIN_SECONDS = 5;

/** `within`: over so many seconds from `until` on notices are spread; `share`, from 0 up to 1, is this one's place among them. */
export type Held = { wired: Wired; until: Temporal.Instant; within: number; share: number };

/**
 * Takes messages off the wire that were not sent, as their provider is not to be called now: the try does not count, and they keep
 * their place in their line. The next look is put off, so that thousands that wait do not come around each second. Where a person has taken the
 * conversation meanwhile, the bot's words are not queued again: its row is locked first, as whoever takes it does. Safe to repeat.
 */
export async function putBack(core: Pick<Core, 'db' | 'clock'>, held: readonly Held[]): Promise<undefined[]> {
  const answers = held.filter(({ wired }) => wired.notice === null);
  await core.db.transaction().execute(async (tx) => {
    await sql`
      select from conversation v
      join ${rowsOf('a', answers, {
        organization_id: ['uuid', ({ wired }) => wired.organizationId],
        contact_id: ['uuid', ({ wired }) => wired.contactId],
      })} on a.organization_id = v.organization_id and a.contact_id = v.contact_id
      order by v.organization_id, v.id for no key update of v
    `.execute(tx);
    await sql`
      with held as materialized (
        select * from ${rowsOf('h', held, {
          organization_id: ['uuid', ({ wired }) => wired.organizationId],
          id: ['uuid', ({ wired }) => wired.id],
          wired_at: ['timestamptz', ({ wired }) => wired.wiredAt],
          until: ['timestamptz', ({ until }) => until.toString()],
          within: ['float8', (one) => one.within],
          share: ['float8', (one) => one.share],
        })}
      )
      update outbox o set tries = o.tries - 1, wired_at = case when o.tries > 1 then o.wired_at end,
        state = case when overtaken.is then 'cancelled'
          when o.tries > 1 and not o.in_doubt then 'errored' else 'queued' end, -- in doubt it was queued once more
        next_attempt_at = case when overtaken.is then null else held.until + make_interval(secs => held.share *
          case when o.notice_id is null then least(held.within, ${ANSWERS_WITHIN_SECONDS}) else held.within end) end,
        ended_at = case when overtaken.is then ${core.clock.now()}::timestamptz end
      from held
      cross join lateral (select exists (${takenSince(sql`held.organization_id`, sql`held.id`)}) as is) overtaken
      where o.organization_id = held.organization_id and o.id = held.id
        and ${isThisTry(sql`held.wired_at`, 'o')}
    `.execute(tx);
  });
  return held.map(() => undefined);
}

/**
 * A message that a commit of which nobody told the end may have put on the wire: sent it has surely not been. The row is locked first that such a
 * commit holds, an answer's conversation or a notice: by then it is decided. Where a person has taken the conversation meanwhile, the bot's
 * words are not queued again. Run in a transaction; nothing happens where the message is not on the wire.
 */
export async function putBackUnsure(core: Pick<Core, 'db' | 'clock'>, perhaps: PerhapsWired): Promise<void> {
  const { organizationId, id, notice } = perhaps;
  const now = core.clock.now();
  await (notice === null ? lockConversation(core.db, perhaps) : lockNotice(core.db, organizationId, notice));
  await sql`
    update outbox o set tries = o.tries - 1, wired_at = null,
      state = case when overtaken.is then 'cancelled' else 'queued' end,
      next_attempt_at = case when overtaken.is then null else ${now}::timestamptz end,
      ended_at = case when overtaken.is then ${now}::timestamptz end
    from (select exists (${takenSince(sql`${organizationId}::uuid`, sql`${id}::uuid`)}) as is) overtaken
    where o.organization_id = ${organizationId} and o.id = ${id} and ${isThisTry(null, 'o')}
  `.execute(core.db);
}

async function lockNotice(
  db: Executor,
  organizationId: OrganizationId,
  { noticeId }: { noticeId: NoticeId },
): Promise<void> {
  await sql`
    select from notice where organization_id = ${organizationId} and id = ${noticeId} for no key update
  `.execute(db);
}
