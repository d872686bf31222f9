import { setTimeout as pause } from 'node:timers/promises';
import { inBatches } from '../../core/db/batches.ts';
import { type Db, ranOutOfTime } from '../../core/db/connect.ts';
import { insist, insistOnTransaction } from '../../core/db/insist.ts';
import type { DeliveryState, Provider } from '../../core/db/tables.ts';
import { createRounds } from '../../core/in-rounds.ts';
import { createSpending, type Untold } from '../../core/limits/spending.ts';
import { claimHeads, claimNext, mayGoOutYet } from '../../core/messaging/claim.ts';
import { recordInDoubt } from '../../core/messaging/doubt.ts';
import {
  type Line,
  learnFromFailure,
  recordAllSent,
  recordErrored,
  recordFailed,
  type Sent,
  type Wired,
} from '../../core/messaging/outbox.ts';
import type { Place } from '../../core/messaging/place.ts';
import { type Held, putBack, putBackUnsure } from '../../core/messaging/put-back.ts';
import { reveal } from '../../core/phi.ts';
import type { Core } from '../../core/scope.ts';
import type { Prompt } from '../../flows/vocabulary.ts';
import { apologise } from '../apology.ts';
import { createGiveWay, type GiveWay } from '../give-way.ts';
import { isForOnCall } from '../on-call.ts';
import { readContent } from '../render/content.ts';
import { renderAsking, renderNotice } from '../render/notice.ts';
import { render } from '../render/render.ts';
import type { Rendered } from '../render/rendered.ts';
import type { Answer } from './breaker.ts';
import { type Breakers, createBreakers } from './breakers.ts';
import { admitMessage, tellBudget } from './budget.ts';
import { createCredit } from './credit.ts';
import type { Handler, SendOutcome } from './handler.ts';
import { createLanes, type Delivered } from './lanes.ts';
import { secondsToNextTry } from './retry.ts';
import { type SendError, sendErrors, writeError } from './send-error.ts';

/**
 * Sends what the outbox holds: in order for a contact, at the same time for many; and never for more a day than the clinic's
 * budget (core/limits/budget.ts).
 */
export type Sender = {
  /** later: a notice, which nobody sits waiting for. Notices have places of their own, and let others go first. */
  wake(line: Line, when?: 'now' | 'later'): void;
  /**
   * For a message that is being queued just now: it may be committed as on the wire, together with the turn or with what was decided of the
   * notice, and sent from here. Null: it is to wait in line.
   *
   * @param when as of wake
   */
  keepPlace(line: Line, when?: 'now' | 'later'): Place | null;
  /** Whether a batch of notices can be given to it: what is looked at long before it can be sent is looked at in vain. */
  hasRoom(): boolean;
  /** Resolves when there is room; with false when it was told to stop. */
  room(): Promise<boolean>;
  /** Resolves when nothing that was woken is left to do. */
  idle(): Promise<void>;
  /** Puts nothing more on the wire, and resolves when what is on it has ended and is recorded. The rest stays queued. */
  stop(): Promise<void>;
};

/** How many contacts are served at a time, of those whose messages were queued; and of their messages, and of records, how many share a statement. */
const LINES_AT_ONCE = 32;
/**
 * Beside them, those whose answer came with the turn. One that finds no place is queued, and claimed in a commit of its own; but a provider counts the
 * calls that are under way, and each is in doubt after kill -9 (docs/decisions/0021-on-the-wire-with-the-turn.md).
 */
const ANSWERS_AT_ONCE = 64;
/** Beside them, for notices. The more, the fewer statements they take. */
const NOTICES_AT_ONCE = 64;
/** In one statement. */
const NOTICES_TOGETHER = 32;
/** Where nobody sits waiting for a statement, so long is waited until more have come together: for claims of notices, and for records of what was sent. */
const GATHER_MS = 10;
/** Records of answers are not waited for where so many have come: the more there is to do, the sooner places are wanted again. */
const MANY = 8;
/** Notices that are held come again over so many seconds at most: a provider that is back is not run down at once. */
const AGAIN_WITHIN_SECONDS = 120;

/** Not a provider's words: the clinic's day has no room for the message, or there are no words for it. */
const OVER_BUDGET = 'over_budget';
const UNRENDERABLE = 'unrenderable';

/**
 * What a message that was taken cost; raised: what a receipt that was faster has made of it; lateSeconds: how long after a
 * notice was due its first attempt went out, null of all else.
 */
export type TakenMessage = {
  wired: Wired;
  cost: number;
  currency: string;
  raised: DeliveryState | null;
  lateSeconds: number | null;
};

export type SenderOptions = {
  /** From 0 up to 1. */
  random?: () => number;
  /** Milliseconds of a clock that never steps back. */
  elapsed?: () => number;
  breakers?: Breakers;
  /** Runs the claims of notices; what was claimed together is then sent one by one. */
  giveWay?: GiveWay;
  /** For the statements of every message: claims, and records of what was sent. */
  steady?: Core;
  /** Asked to wake the line again, for a retry. */
  wakeAt?: (when: Temporal.Instant) => void;
  /** Hears of each message that was taken, once that is recorded. */
  taken?: (told: TakenMessage) => void;
  /** Hears of each attempt at a notice that has failed for good when it was sent. */
  attemptFailed?: (wired: Wired, error: SendError) => void;
};

/** @param told hears of each send what came of it, and after how many seconds */
export function createSender(
  core: Core & { db: Db },
  handlers: Partial<Record<Provider, Handler>>,
  told: (wired: Wired, outcome: SendOutcome, seconds: number) => void = () => undefined,
  options: SenderOptions = {},
): Sender {
  const { random = Math.random, breakers = createBreakers(core), wakeAt, taken, attemptFailed } = options;
  const giveWay = options.giveWay ?? createGiveWay(() => false);
  const spending = createSpending(core, options.elapsed);
  const gather = async (batch: () => Promise<void>) => {
    await pause(GATHER_MS);
    await batch();
  };
  const { steady = core } = options;
  const claimAll = (lines: readonly Line[]) => claimHeads(steady, lines);
  const claim = {
    now: inBatches(claimAll, LINES_AT_ONCE),
    later: inBatches(claimAll, NOTICES_TOGETHER, (batch) => gather(() => giveWay(batch))),
  };
  const recordAll = (sent: readonly Sent[]) => recordAllSent(steady, sent);
  // Only a second message to the same contact waits for it; yet never in line with other work, as what is not recorded in time is in doubt.
  const recordSent = {
    now: inBatches(recordAll, LINES_AT_ONCE, (batch, waiting) => (waiting < MANY ? gather(batch) : batch())),
    later: inBatches(recordAll, NOTICES_TOGETHER, (batch) => gather(() => giveWay.toTurns().then(batch))),
  };
  const lookAgain = inBatches((those: readonly Wired[]) => mayGoOutYet(steady, those), NOTICES_TOGETHER);
  const mayStillGoOut = (wired: Wired) =>
    lookAgain(wired).catch((error) => {
      core.log.error('not_looked_again', { outboxId: wired.id, correlationId: wired.correlationId }, error);
      return true; // left on the wire it would be in doubt
    });
  const oneByOne = createRounds();
  const holdAll = inBatches((held: readonly Held[]) => putBack(core, held), LINES_AT_ONCE);
  const credit = createCredit(core);
  const places = { kept: ANSWERS_AT_ONCE, now: LINES_AT_ONCE, later: NOTICES_AT_ONCE };
  const lanes = createLanes(places, NOTICES_TOGETHER, serve);

  function keepPlace(line: Line, when: 'now' | 'later' = 'now'): Place | null {
    const decided = Promise.withResolvers<() => Promise<Delivered>>();
    if (!spending.isFresh(line.organizationId)) return null;
    const lane = when === 'later' ? 'later' : 'kept';
    if (!lanes.keep(line, lane, async () => (await decided.promise)())) return null;
    return {
      send: (wired) =>
        decided.resolve(async () => {
          if (when === 'later' && !(await letTurnsPass(wired))) return 'perhaps_more';
          return deliver(wired);
        }),
      putBack: (perhaps) =>
        decided.resolve(async () => {
          await inTransaction((own) => putBackUnsure(own, perhaps));
          return 'perhaps_more';
        }),
      leave: () => decided.resolve(async () => 'last'),
    };
  }

  async function serve(line: Line, when: 'now' | 'later', first?: () => Promise<Delivered>): Promise<void> {
    try {
      if (first && (await first()) === 'last') return;
      while (!lanes.isStopped()) {
        // before the message is on the wire: what fails or waits here has left it where it was
        await spending.refresh(line.organizationId);
        if (lanes.isStopped()) return;
        const wired = await claimNext(core, line, claim[when]);
        if (wired === null) return;
        if (when === 'later' && !(await letTurnsPass(wired))) continue;
        if ((await deliver(wired)) === 'last') return;
      }
    } catch (error) {
      core.log.error('send_failed', { organizationId: line.organizationId }, error);
    }
  }

  /** A turn that was waited for may have cancelled the very visit: then the message is off the wire again. False: it does not go out now. */
  async function letTurnsPass(wired: Wired): Promise<boolean> {
    if (!(await giveWay(async (waited) => waited))) return true;
    if (await mayStillGoOut(wired)) {
      await oneByOne();
      return true;
    }
    await insist(() => holdAll({ wired, until: core.clock.now(), within: 0, share: 0 }));
    return false;
  }

  /**
   * last: nothing waits behind it, or it is held and with it what waits: its line need not be asked for again. What another process queues in the moment of
   * recording may be missed by both: the sweeper finds it.
   */
  async function deliver(wired: Wired): Promise<Delivered> {
    const inWords = renderWired(wired);
    if (inWords === null) {
      await giveUp(wired);
      return 'perhaps_more';
    }
    if (inWords === 'outside_window') {
      await failUnsent(wired, inWords);
      return 'perhaps_more';
    }
    const { prompt, rendered } = inWords;
    const answer = breakers.ask(wired);
    if (!answer.go) {
      await hold(wired, prompt, answer);
      return 'last';
    }
    const segments = rendered.kind === 'text' ? rendered.segments : 1;
    const { charge, untold, currency } = admitMessage(spending, wired, prompt, segments);
    if (charge === null) {
      breakers.hear(wired, answer.turn, null);
      const { id: outboxId, correlationId } = wired;
      core.log.warn('message_not_sent', { outboxId, correlationId, code: OVER_BUDGET });
      await inTransaction((own) => recordFailed(own, wired, OVER_BUDGET));
    }
    const sent = charge && (await send(wired, rendered, { prompt, segments, currency, turn: answer.turn }));
    if (charge && !sent?.paid) spending.giveBack(charge);
    if (untold !== null) await tellStaff(untold);
    return sent?.more === false ? 'last' : 'perhaps_more';
  }

  async function hold(wired: Wired, said: Prompt, held: Answer & { go: false }): Promise<void> {
    const { until, wait, trouble } = held;
    const within = Math.min(wait, AGAIN_WITHIN_SECONDS);
    await insist(() => holdAll({ wired, until, within, share: random() }), ranOutOfTime);
    // another message may have gone out meanwhile: then staff are told that there is credit, and are not to hear otherwise
    if (trouble === 'credit' && breakers.isInTrouble(wired)) await sayOutOfCredit(wired, said);
  }

  async function sayOutOfCredit(wired: Wired, said: Prompt): Promise<void> {
    const line = await credit.isOut(wired, isForOnCall(said));
    if (line !== null) lanes.wake(line, 'now');
  }

  /** There is no need to ask the provider. */
  async function failUnsent(wired: Wired, code: 'outside_window'): Promise<void> {
    const { id: outboxId, correlationId } = wired;
    core.log.warn('message_not_sent', { outboxId, correlationId, code });
    await inTransaction((own) => recordFailed(own, wired, code));
    if (wired.notice !== null) attemptFailed?.(wired, { code, providerCode: null });
  }

  /** Written by another edition of Miadi, in words that this one does not know: it has surely not been sent, and never will be. */
  async function giveUp(wired: Wired): Promise<void> {
    const { id: outboxId, correlationId } = wired;
    core.log.error('message_unrenderable', { outboxId, correlationId });
    await inTransaction(async (own) => {
      await recordFailed(own, wired, UNRENDERABLE);
      await apologise(own, wired);
    });
    lanes.wake(wired, 'now');
  }

  /** Not paid: the provider surely has not taken it. */
  async function send(
    wired: Wired,
    rendered: Rendered,
    { prompt, segments, currency, turn }: Posting,
  ): Promise<{ paid: boolean; more: boolean }> {
    const [began, started] = [core.clock.now(), performance.now()];
    const outcome: SendOutcome = await sendBy(wired, rendered);
    const ms = performance.now() - started;
    breakers.hear(wired, turn, outcome);
    told(wired, outcome, ms / 1000);
    const fields = {
      outboxId: wired.id,
      correlationId: wired.correlationId,
      provider: wired.provider,
      ms: Math.round(ms),
      tries: wired.tries,
    };
    if (outcome.ok) {
      core.log.info('message_sent', fields);
      const { providerMessageId } = outcome;
      const record = recordSent[wired.notice === null ? 'now' : 'later'];
      const taking = { wired, providerMessageId, segments };
      const { failed, more, raised } = await insist(() => record(taking), ranOutOfTime);
      taken?.({
        wired,
        currency,
        raised,
        lateSeconds: latenessOf(wired, began),
        cost: Number(wired.price) * segments,
      });
      if (failed !== null) await inTransaction((own) => learnFromFailure(own, wired, failed));
      await credit.isThere(wired, began);
      return { paid: true, more };
    }
    core.log.warn('message_not_sent', { ...fields, code: outcome.error.code });
    await insist(() => recordTrouble(wired, outcome.error), ranOutOfTime);
    if (outcome.error.code === 'out_of_credit') await sayOutOfCredit(wired, prompt);
    return { paid: sendErrors[outcome.error.code].next === 'in_doubt', more: true };
  }

  async function tellStaff(untold: Untold): Promise<void> {
    try {
      const line = await tellBudget(core, untold);
      if (line !== null) lanes.wake(line, 'now');
    } catch (error) {
      spending.stillUntold(untold);
      core.log.error('budget_not_told', { organizationId: untold.organizationId }, error);
    }
  }

  async function sendBy(wired: Wired, message: Rendered): Promise<SendOutcome> {
    const handler = handlers[wired.provider];
    if (!handler) return { ok: false, error: { code: 'bad_credentials', providerCode: null } };
    return handler.send({
      outboxId: wired.id,
      channel: wired.kind,
      from: wired.from,
      to: reveal(wired.to),
      message,
    });
  }

  async function recordTrouble(wired: Wired, error: SendError): Promise<void> {
    const code = writeError(error);
    const { next } = sendErrors[error.code];
    if (next === 'in_doubt') return recordInDoubt(core, wired, code);
    const failed = { code: error.code, tries: wired.tries, isAttempt: wired.notice !== null };
    const wait = next === 'retry' ? secondsToNextTry(failed, random()) : null;
    if (wait !== null) {
      const again = againAfter(wired, wait);
      await recordErrored(core, wired, code, again);
      wakeAt?.(again);
      return;
    }
    await inTransaction((own) => recordFailed(own, wired, code));
    if (wired.notice !== null) attemptFailed?.(wired, error);
  }

  /** Not before the provider may be called again: it would only be held then. */
  function againAfter(wired: Wired, seconds: number): Temporal.Instant {
    const again = core.clock.now().add({ milliseconds: Math.round(seconds * 1000) });
    const held = breakers.heldUntil(wired);
    return held !== null && Temporal.Instant.compare(held, again) > 0 ? held : again;
  }

  function inTransaction(work: (own: Core) => Promise<void>): Promise<void> {
    return insistOnTransaction(core.db, (db) => work({ ...core, db }));
  }

  async function idle(): Promise<void> {
    await lanes.idle();
    await insist(() => spending.flush()).catch((error) => core.log.error('spending_not_written', {}, error));
  }

  async function stop(): Promise<void> {
    lanes.stop();
    await idle();
    spending.stop();
  }

  const { hasRoom, room } = lanes;
  return { wake: (line, when = 'now') => lanes.wake(line, when), keepPlace, hasRoom, room, idle, stop };
}

function latenessOf({ notice }: Wired, began: Temporal.Instant): number | null {
  return notice?.isFirst ? notice.dueAt.until(began).total('seconds') : null;
}

type Posting = { prompt: Prompt; segments: number; currency: string; turn: number };

/** Null: there are no words for it. outside_window: WhatsApp lets none through that the clinic has. */
function renderWired(wired: Wired): { prompt: Prompt; rendered: Rendered } | 'outside_window' | null {
  const { language, kind, notice, clinic } = wired;
  try {
    const { prompt, waitId, contentSid } = readContent(reveal(wired.content));
    if (kind === 'whatsapp' && contentSid !== undefined && prompt.key === 'staff.please_write') {
      return { prompt, rendered: renderAsking(prompt, contentSid) };
    }
    if (notice === null) return { prompt, rendered: render(prompt, language, kind, waitId, clinic) };
    const told = renderNotice(prompt, language, kind, waitId, notice, clinic);
    return told.ok ? { prompt, rendered: told.rendered } : told.reason;
  } catch {
    return null;
  }
}
