import { sql } from 'kysely';
import { type Db, type Tx, violated } from '../db/connect.ts';
import { insist } from '../db/insist.ts';
import type { ContactId, NoticeId, OrganizationId, OutboxId } from '../ids.ts';
import { mapInRounds } from '../in-rounds.ts';
import type { Line } from '../messaging/outbox.ts';
import type { KeepPlace } from '../messaging/place.ts';
import { phi } from '../phi.ts';
import type { Core } from '../scope.ts';
import { nextAttempt } from './next-attempt.ts';
import type { NextStep } from './notice.ts';
import { openPlaces, type Places } from './places.ts';
import { type Reachable, readSituations, type Situation } from './situation.ts';
import { bindSmsSiblings, wantsSmsSibling } from './sms-sibling.ts';
import type { ComposeNotice } from './told.ts';
import { type Decided, type SendingStep, writeDecisions } from './write-decisions.ts';

/** What came of looking. lines: to be woken, something waits in them. next: when to look again at those that wait. */
export type Looked = { count: number; lines: Line[]; next: Temporal.Instant[] };

/** lateBy: leave alone what has become due only just now, as somebody was asked to look at it. */
export type Which = { limit: number; lateBy?: Temporal.Duration };

export type LookOptions = {
  /** An attempt for which the sender has a place goes on the wire in the same transaction, and out when that has ended. */
  keepPlace?: KeepPlace;
  /** Awaited between two statements: others may go first. */
  between?: () => Promise<void>;
};

/**
 * Looks at notices that are due, and does what the policy says: starts an attempt (an outbox row), waits, or ends the notice.
 * One transaction: the rows are locked (what another worker has is passed over), the truth is read anew, and all is written
 * together. May run twice, anywhere, without harm. A row that makes trouble is put off alone, and logged.
 *
 * @param compose the words, made of what is told (flows know them, core does not)
 */
export async function lookAtNotices(
  core: Core & { db: Db },
  compose: ComposeNotice,
  which: Which,
  { keepPlace = noPlace, between = atOnce }: LookOptions = {},
): Promise<Looked> {
  const { limit, lateBy } = which;
  const now = core.clock.now();
  const by = lateBy === undefined ? now : now.subtract(lateBy);
  try {
    return await insist(() => lookTogether(core, compose, by, limit, { keepPlace, between }));
  } catch (error) {
    // Another process has put something to one of the contacts on the wire in this very moment: all wait in line then.
    if (violated(error) === 'outbox_one_on_the_wire') return lookAtNotices(core, compose, which, { between });
    core.log.error('notices_failed', {}, error);
    const due = await core.db.transaction().execute((db) => lockDue(db, by, limit));
    return lookOneByOne(core, compose, due);
  }
}

const noPlace: KeepPlace = () => null;
const atOnce = async () => undefined;

async function lookTogether(
  core: Core & { db: Db },
  compose: ComposeNotice,
  by: Temporal.Instant,
  limit: number,
  { keepPlace, between }: Required<LookOptions>,
): Promise<Looked> {
  const places = openPlaces(keepPlace);
  try {
    const looked = await core.db
      .transaction()
      .execute(async (db) => look({ ...core, db }, compose, await lockDue(db, by, limit), places, between));
    places.committed();
    return looked;
  } catch (error) {
    places.broken();
    throw error;
  }
}

/** What failed together is looked at alone; what fails alone is looked at again later. */
async function lookOneByOne(
  core: Core & { db: Db },
  compose: ComposeNotice,
  due: readonly Due[],
): Promise<Looked> {
  const all: Looked = { count: 0, lines: [], next: [] };
  for (const one of due) {
    try {
      const looked = await core.db.transaction().execute(async (db) => {
        const own = { ...core, db };
        return look(own, compose, (await isStillDue(own, one)) ? [one] : [], openPlaces(noPlace), atOnce);
      });
      all.count += looked.count;
      all.lines.push(...looked.lines);
      all.next.push(...looked.next);
    } catch (error) {
      core.log.error('notice_failed', { noticeId: one.id }, error);
      await putOff(core, one);
    }
  }
  return all;
}

type Due = { organizationId: OrganizationId; id: NoticeId };

async function lockDue(db: Tx, by: Temporal.Instant, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select organization_id as "organizationId", id from notice where state = 'open' and look_at <= ${by}
    order by look_at limit ${sql.lit(limit)} for update skip locked -- a limit that the plan knows: it reads no further
  `.execute(db);
  return rows;
}

async function isStillDue(core: Pick<Core, 'db' | 'clock'>, { organizationId, id }: Due): Promise<boolean> {
  const { rows } = await sql`
    select id from notice where organization_id = ${organizationId} and id = ${id} and state = 'open'
      and look_at <= ${core.clock.now()} for update skip locked
  `.execute(core.db);
  return rows.length === 1;
}

/** A notice that cannot be looked at must not be found due again at once, and for ever. */
const PUT_OFF_MINUTES = 10;

async function putOff(core: Core, { organizationId, id }: Due): Promise<void> {
  await sql`
    update notice set look_at = ${core.clock.now().add({ minutes: PUT_OFF_MINUTES })}
    where organization_id = ${organizationId} and id = ${id} and state = 'open'
  `.execute(core.db);
}

async function look(
  core: Core,
  compose: ComposeNotice,
  due: readonly Due[],
  places: Places,
  between: () => Promise<void>,
): Promise<Looked> {
  if (due.length === 0) return { count: 0, lines: [], next: [] };
  await between();
  const situations = await withSiblings(core, await readSituations(core, due));
  await between();
  const decided = await mapInRounds(situations, (situation) => decide(core, compose, situation));
  const { lines, next } = await writeDecisions(core, decided, places, between);
  return { count: due.length, lines, next };
}

/** A patient whom WhatsApp alone cannot reach any more is given the same number by SMS, and looked at with it. */
async function withSiblings(core: Core, situations: Situation[]): Promise<Situation[]> {
  const now = core.clock.now();
  const wanting = situations.filter((one) => wantsSmsSibling(one, decideStep(core, one), now));
  if (wanting.length === 0) return situations;
  await bindSmsSiblings(core, wanting);
  const again = await readSituations(
    core,
    wanting.map(({ organizationId, noticeId: id }) => ({ organizationId, id })),
  );
  const found = new Map(again.map((situation) => [situation.noticeId, situation]));
  return situations.map((situation) => found.get(situation.noticeId) ?? situation);
}

function decideStep(core: Pick<Core, 'clock'>, situation: Situation): NextStep {
  const { notice, attempts, visit, reach, rules } = situation;
  const step = nextAttempt(notice, attempts, visit, reach, rules, core.clock.now());
  return withinCap(step, situation);
}

/** A patient gets no more in a day than the clinic lets them have: what is over is for staff to tell. A fallback is no new notice. */
export function withinCap(
  step: NextStep,
  { attempts, sentInADay, mostNotices }: Pick<Situation, 'attempts' | 'sentInADay' | 'mostNotices'>,
): NextStep {
  const begins = step.do === 'send' && attempts.length === 0;
  if (!begins || sentInADay < mostNotices) return step;
  return { do: 'end', state: 'call_list', reason: 'daily_cap', overtakes: [] };
}

function decide(core: Core, compose: ComposeNotice, situation: Situation): Decided {
  const step = decideStep(core, situation);
  if (step.do !== 'send') return { situation, step };
  try {
    const to = situation.reach.find(({ contactId }) => contactId === step.to.contactId) as Reachable;
    const sealed = seal(core, compose, situation, to);
    const until = afterSending(core, situation, to.contactId);
    return { situation, step: { ...step, to, outboxId: core.ids.next<OutboxId>(), ...sealed, until } };
  } catch (error) {
    core.log.error('notice_failed', { noticeId: situation.noticeId }, error);
    return { situation, step: { do: 'wait', until: core.clock.now().add({ minutes: PUT_OFF_MINUTES }) } };
  }
}

/** When to look again at what is sent now: the policy's own answer, once the attempt is among the others. */
function afterSending(
  core: Pick<Core, 'clock'>,
  situation: Situation,
  contactId: ContactId,
): Temporal.Instant {
  const now = core.clock.now();
  const { notice, attempts, visit, reach, rules } = situation;
  const kind = reach.find((one) => one.contactId === contactId)?.kind ?? 'sms';
  const sent = { contactId, kind, state: 'queued', startedAt: now, errorCode: null } as const;
  const step = nextAttempt(notice, [...attempts, sent], visit, reach, rules, now);
  return step.do === 'wait' ? step.until : now.add({ minutes: rules.fallbackMinutes });
}

/** The words, and a keyed print of them that tells whether the very same have just been said. */
function seal(
  core: Core,
  compose: ComposeNotice,
  situation: Situation,
  to: Reachable,
): Pick<SendingStep, 'content' | 'prompt' | 'digest'> {
  const { organizationId, noticeId, appointmentId, notice, told } = situation;
  const key = core.vault.unwrap(to.dataKey, { organizationId, recordId: to.contactId });
  const { clinic, zone, service, branch, practitioner, confirmed } = told;
  const name = to.shared ? nameOf(core, situation) : null;
  const visit = { start: notice.visitStart.toString(), zone, service, branch, practitioner, name };
  const asks = to.kind === 'sms' && to.amid ? 'words' : 'digits';
  const content = compose({ noticeId, kind: notice.kind, appointmentId, clinic, visit, confirmed, asks });
  const said = JSON.stringify([notice.kind, appointmentId, visit, confirmed]);
  return {
    content: phi(content),
    prompt: core.vault.encrypt(key, 'outbox.prompt', content),
    digest: core.vault.digest(key, 'outbox.digest', said),
  };
}

function nameOf(core: Core, { organizationId, patientId, told: { patient } }: Situation): string | null {
  if (patient === null) return null;
  const key = core.vault.unwrap(patient.dataKey, { organizationId, recordId: patientId });
  return core.vault.decrypt(key, 'patient.name', patient.name);
}
