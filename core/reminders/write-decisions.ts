import { sql } from 'kysely';
import { rowsOf } from '../db/rows-of.ts';
import type { ContactId, NoticeId, OrganizationId, OutboxId } from '../ids.ts';
import { toWired, type WiredRow, wiredColumns, wiredJoins } from '../messaging/claim.ts';
import { noticeMayGoOut } from '../messaging/notice-gate.ts';
import type { Line } from '../messaging/outbox.ts';
import type { Phi } from '../phi.ts';
import type { Core, Scope } from '../scope.ts';
import { openItem } from '../worklist.ts';
import type { EndReason, NextStep, NoticeEnd } from './notice.ts';
import type { Places } from './places.ts';
import type { Reachable, Situation } from './situation.ts';

/** A step that sends, with all that its attempt is written with. */
export type SendingStep = Extract<NextStep, { do: 'send' }> & {
  to: Reachable;
  outboxId: OutboxId;
  content: Phi<string>;
  /** The same, sealed. */
  prompt: Buffer;
  digest: Buffer;
  /** When to look again. */
  until: Temporal.Instant;
};
type Ending = Extract<NextStep, { do: 'end' }>;
type Waiting = Extract<NextStep, { do: 'wait' }>;

/** What the policy has decided of a notice, with all that is to be written for it. */
export type Decided = { situation: Situation; step: SendingStep | Ending | Waiting };

/** The very same words to the same person within so many minutes are a mistake of ours, whatever has led to it. */
const SAME_TEXT_MINUTES = 30;

/** A few statements, however many notices. lines: those in which something waits; next: when to look again. */
export async function writeDecisions(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  decided: readonly Decided[],
  places: Places,
  between: () => Promise<void>,
): Promise<{ lines: Line[]; next: Temporal.Instant[] }> {
  const sendings = decided.flatMap((one) => (isSending(one) ? [one] : []));
  const waits = decided.flatMap(({ situation, step }) =>
    step.do === 'end' ? [] : [{ ...situation, until: step.until }],
  );
  await takeBackOvertaken(core, decided);
  await writeLooks(core, waits);
  await noteFallbacks(core, sendings);
  await writeEnds(
    core,
    decided.flatMap((one) => (isEnding(one) ? [one] : [])),
  );
  await between();
  // Last, as what is on the wire here keeps others away from its contact until the transaction ends: nothing is waited for behind it.
  const begun = await insertAttempts(core, sendings, places);
  const braked = sendings.filter(({ step }) => !begun.has(step.outboxId));
  await writeEnds(
    core,
    braked.map(({ situation }) => ({ situation, step: sameText })),
  );
  const lines = sendings.filter(({ step }) => begun.get(step.outboxId)?.wired === false).map(lineOf);
  const stopped = new Set(braked.map(({ situation }) => situation.noticeId));
  const next = waits.filter(({ noticeId }) => !stopped.has(noticeId)).map(({ until }) => until);
  return { lines, next };
}

const sameText: Ending = { do: 'end', state: 'call_list', reason: 'same_text', overtakes: [] };

type DecidedSending = { situation: Situation; step: SendingStep };
type DecidedEnding = { situation: Situation; step: Ending };

function isSending(one: Decided): one is DecidedSending {
  return one.step.do === 'send';
}

function isEnding(one: Decided): one is DecidedEnding {
  return one.step.do === 'end';
}

function lineOf({ situation, step }: DecidedSending): Line {
  return { organizationId: situation.organizationId, contactId: step.to.contactId };
}

type AttemptRow = WiredRow & { wired: boolean };

/**
 * An attempt goes on the wire here only where nothing else to the contact waits or is on its way, and where the truth lets it as of this statement.
 *
 * @returns those that were written: the others would have said the very same again
 */
async function insertAttempts(
  core: Pick<Core, 'db' | 'clock' | 'vault'>,
  sendings: readonly DecidedSending[],
  places: Places,
): Promise<Map<OutboxId, AttemptRow>> {
  if (sendings.length === 0) return new Map();
  const now = core.clock.now();
  const kept = sendings.map((one) =>
    places.keep({
      ...lineOf(one),
      id: one.step.outboxId,
      notice: { noticeId: one.situation.noticeId },
    }),
  );
  const { rows } = await sql<AttemptRow>`
    with wanted as materialized (
      select * from ${rowsOf('w', sendings, {
        organization_id: ['uuid', ({ situation }) => situation.organizationId],
        id: ['uuid', ({ step }) => step.outboxId],
        contact_id: ['uuid', ({ step }) => step.to.contactId],
        channel_id: ['uuid', ({ step }) => step.to.channelId],
        language: ['text', ({ step }) => step.to.language],
        prompt: ['bytea', ({ step }) => step.prompt],
        digest: ['bytea', ({ step }) => step.digest],
        notice_id: ['uuid', ({ situation }) => situation.noticeId],
        retry_of: ['uuid', () => null],
        correlation_id: ['uuid', ({ situation }) => situation.correlationId],
        kind: ['text', ({ step }) => step.to.kind],
        has_place: ['boolean', (_, at) => kept[at]],
      })}
    ), written as (
      insert into outbox (organization_id, id, contact_id, channel_id, language, prompt, digest, notice_id, state, tries,
        wired_at, next_attempt_at, correlation_id, created_at)
      select organization_id, id, contact_id, channel_id, language, prompt, digest, notice_id,
        case when at_once.is then 'wired' else 'queued' end, case when at_once.is then 1 else 0 end,
        case when at_once.is then ${now}::timestamptz end, case when at_once.is then null else ${now}::timestamptz end,
        correlation_id, ${now}
      from wanted w
      cross join lateral (
        select w.has_place and not exists (select from outbox before
          where before.organization_id = w.organization_id and before.contact_id = w.contact_id
            and before.state in ('queued', 'errored', 'wired')) and ${noticeMayGoOut('w', now)} as is
        offset 0 -- looked up once, not for each column that asks
      ) at_once
      where not exists (select from outbox o where o.organization_id = w.organization_id and o.contact_id = w.contact_id
        and o.digest = w.digest and o.state <> 'cancelled'
        and o.created_at > ${now}::timestamptz - make_interval(mins => ${SAME_TEXT_MINUTES}))
      order by w.contact_id -- as turns do: two that meet on the wire wait in one order
      returning *
    ), happened as (
      insert into event (organization_id, at, type, actor_kind, record_kind, record_id, correlation_id, details)
      select o.organization_id, ${now}, 'notice.attempted', 'system', 'notice', o.notice_id, o.correlation_id,
        json_build_object('outboxId', o.id, 'contactId', o.contact_id, 'kind', w.kind)
      from written o join wanted w on w.id = o.id
    )
    select o.state = 'wired' as wired, ${wiredColumns} from written o ${wiredJoins(now)}
  `.execute(core.db);
  const written = new Map(rows.map((row) => [row.id, row]));
  for (const one of sendings) {
    const row = written.get(one.step.outboxId);
    if (row?.wired)
      places.wires(
        row.id,
        toWired(core, lineOf(one), row, () => one.step.content),
      );
  }
  return written;
}

/** Attempts that must not go out any more, since another one does or the notice has ended. */
async function takeBackOvertaken(
  core: Pick<Core, 'db' | 'clock'>,
  decided: readonly Decided[],
): Promise<void> {
  const overtaken = decided.flatMap(({ situation, step }) =>
    step.do === 'wait' ? [] : step.overtakes.map((contactId: ContactId) => ({ ...situation, contactId })),
  );
  if (overtaken.length === 0) return;
  await sql`
    update outbox o set state = 'cancelled', next_attempt_at = null, ended_at = ${core.clock.now()}
    from ${rowsOf('gone', overtaken, {
      organization_id: ['uuid', (one) => one.organizationId],
      notice_id: ['uuid', (one) => one.noticeId],
      contact_id: ['uuid', (one) => one.contactId],
    })}
    where o.organization_id = gone.organization_id and o.notice_id = gone.notice_id and o.contact_id = gone.contact_id and o.state in ('queued', 'errored', 'unknown')
      and o.retry_of is null
  `.execute(core.db);
}

async function writeLooks(
  core: Pick<Core, 'db'>,
  waits: readonly { organizationId: OrganizationId; noticeId: NoticeId; until: Temporal.Instant }[],
): Promise<void> {
  if (waits.length === 0) return;
  await sql`
    update notice n set look_at = w.look_at
    from ${rowsOf('w', waits, {
      organization_id: ['uuid', (one) => one.organizationId],
      id: ['uuid', ({ noticeId }) => noticeId],
      look_at: ['timestamptz', ({ until }) => until],
    })}
    where n.organization_id = w.organization_id and n.id = w.id and n.state = 'open'
  `.execute(core.db);
}

async function writeEnds(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  endings: readonly DecidedEnding[],
): Promise<void> {
  if (endings.length === 0) return;
  const now = core.clock.now();
  await sql`
    with ended as (
      update notice n set state = e.state, reason = e.reason, ended_at = ${now}, look_at = null
      from ${rowsOf('e', endings, {
        organization_id: ['uuid', ({ situation }) => situation.organizationId],
        id: ['uuid', ({ situation }) => situation.noticeId],
        state: ['text', ({ step }): NoticeEnd => step.state],
        reason: ['text', ({ step }): EndReason => step.reason],
      })}
      where n.organization_id = e.organization_id and n.id = e.id and n.state = 'open'
      returning n.organization_id, n.id, n.correlation_id, n.state, n.reason
    )
    insert into event (organization_id, at, type, actor_kind, record_kind, record_id, correlation_id, details)
    select organization_id, ${now}, 'notice.ended', 'system', 'notice', id, correlation_id,
      json_build_object('state', state, 'reason', reason) from ended
  `.execute(core.db);
  for (const { situation, step } of endings)
    if (step.state === 'call_list') await putOnCallList(core, situation);
}

/** Staff call the patient: nothing else is left. */
async function putOnCallList(core: Pick<Core, 'db' | 'clock' | 'ids'>, situation: Situation): Promise<void> {
  const { organizationId, correlationId, appointmentId, notice } = situation;
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  const dueAt = notice.kind === 'follow_up' ? notice.tooLateAt : notice.visitStart;
  await openItem(core, scope, { kind: 'call', recordKind: 'appointment', recordId: appointmentId, dueAt });
}

/** Who had to be reached elsewhere than on WhatsApp gets the next notice there first (preference.ts). */
async function noteFallbacks(
  core: Pick<Core, 'db' | 'clock'>,
  sendings: readonly DecidedSending[],
): Promise<void> {
  const patients = sendings
    .filter(
      ({ situation, step }) =>
        step.to.kind !== 'whatsapp' && situation.attempts.some(({ kind }) => kind === 'whatsapp'),
    )
    .map(({ situation }) => situation);
  if (patients.length === 0) return;
  await sql`
    update patient p set fell_back_at = ${core.clock.now()}
    from ${rowsOf('fell', patients, {
      organization_id: ['uuid', (one) => one.organizationId],
      id: ['uuid', (one) => one.patientId],
    })}
    where p.organization_id = fell.organization_id and p.id = fell.id
  `.execute(core.db);
}
