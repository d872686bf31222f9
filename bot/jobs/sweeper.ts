import { expireHolds } from '../../core/booking/end-hold.ts';
import { doubtAbandoned, requeueDoubted } from '../../core/messaging/doubt.ts';
import {
  buryDead,
  claimWaiting,
  type DeadMessage,
  openKept,
  type WaitingMessage,
} from '../../core/messaging/inbox.ts';
import { dueLines } from '../../core/messaging/outbox.ts';
import { applyKeptReceipts } from '../../core/messaging/receipts.ts';
import { putOffAtNight } from '../../core/reminders/night.ts';
import { listUnanswered } from '../../core/reminders/unanswered.ts';
import type { Core, Scope } from '../../core/scope.ts';
import { indexNew } from '../../core/search/index-new.ts';
import { openItem } from '../../core/worklist.ts';
import { queueApology } from '../apology.ts';
import type { Bot } from '../bot.ts';
import type { InboundContent } from '../channels/handler.ts';
import { takeTurn } from '../conversation/turn.ts';
import { callAfterAll } from './call-after-all.ts';
import { lapseHandovers } from './lapse-handovers.ts';
import { sendHeld } from './send-held-replies.ts';

/**
 * One loop over what is due and was not woken: messages whose turn was put off, messages that were not sent, messages in
 * doubt, holds that have run out, hand-overs whose time has passed, what nobody has taken on the pages, notices that are due.
 * Every step may run twice, in two processes at once, without harm; one that fails does not stop the others.
 */
export type Sweeper = {
  /** One round; the number of rows it found something to do for. */
  sweep(): Promise<number>;
  start(): void;
  /** Ends after the round that runs. */
  stop(): Promise<void>;
};

const EVERY_MS = 1_000;
/** Rows of a kind in one round: what is left is the next round's. */
const AT_MOST = 200;
/** A reply is sent right after its turn; only what is later than this was missed. */
const MISSED_AFTER = Temporal.Duration.from({ seconds: 2 });
/** Somebody was asked to look at a notice then (later.ts): what is later than this was not. */
const NOTICE_MISSED_AFTER = Temporal.Duration.from({ seconds: 10 });

export function createSweeper(bot: Bot): Sweeper {
  const inTransaction = (work: (core: Core) => Promise<number>) => () =>
    bot.db.transaction().execute((db) => work({ ...bot, db }));
  const steps: readonly [string, () => Promise<number>][] = [
    ['handovers', () => lapseHandovers(bot, AT_MOST)],
    ['turns', () => takeWaitingTurns(bot)],
    ['held_replies', () => sendHeld(bot, AT_MOST)],
    ['dead_turns', () => apologise(bot)],
    ['on_call', () => callAfterAll(bot, AT_MOST)],
    ['holds', inTransaction((core) => expireHolds(core, core.clock.now(), AT_MOST))],
    ['receipts', inTransaction((core) => applyKeptReceipts(core, AT_MOST))],
    ['notices_ahead', everySeconds(15, bot, async () => bot.notices?.lookAhead() ?? 0)],
    ['notices', async () => bot.notices?.look(bot.notices.woken ? NOTICE_MISSED_AFTER : undefined) ?? 0],
    ['nights', everySeconds(20, bot, () => putOffAtNight(bot, AT_MOST))],
    [
      'unanswered',
      everySeconds(
        60,
        bot,
        inTransaction((core) => listUnanswered(core, AT_MOST)),
      ),
    ],
    ['abandoned', () => doubtAbandoned(bot)],
    ['doubted', () => requeueDoubted(bot)],
    ['unsent', () => wakeLines(bot)],
    ['overdue', () => lookForOverdue(bot)],
    ['search', () => indexNew(bot, AT_MOST)],
  ];
  let running: Promise<number> = Promise.resolve(0);
  let timer: NodeJS.Timeout | undefined;

  async function sweep(): Promise<number> {
    let found = 0;
    for (const [step, run] of steps) {
      try {
        const count = await run();
        if (count > 0) bot.log.info('swept', { kind: step, count });
        bot.metrics?.swept(step, count);
        found += count;
      } catch (error) {
        bot.log.error('sweep_failed', { kind: step }, error);
        bot.metrics?.sweepFailed(step);
      }
    }
    return found;
  }

  function start(): void {
    timer = setTimeout(() => {
      running = sweep();
      running.then(() => timer && start());
    }, EVERY_MS);
  }

  async function stop(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    await running;
  }

  return { sweep, start, stop };
}

/** Not in each round; by our clock, which a rehearsal moves. */
function everySeconds(seconds: number, { clock }: Pick<Core, 'clock'>, step: () => Promise<number>) {
  let last: Temporal.Instant | undefined;
  return async (): Promise<number> => {
    const now = clock.now();
    if (last !== undefined && Math.abs(last.until(now).total('seconds')) < seconds) return 0;
    last = now;
    return step();
  };
}

async function takeWaitingTurns(bot: Bot): Promise<number> {
  const messages = await claimWaiting(bot, AT_MOST);
  await Promise.all(messages.map((message) => takeWaitingTurn(bot, message)));
  return messages.length;
}

async function takeWaitingTurn(bot: Bot, message: WaitingMessage): Promise<void> {
  const { organizationId, kind, addressHash, channelId, providerMessageId, correlationId, id } = message;
  const fields = { correlationId, messageId: id, tries: message.tries };
  try {
    const outcome = await takeTurn(bot, {
      kind: 'kept',
      id,
      content: JSON.parse(openKept(bot, message)) as InboundContent, // written by receive.ts alone
      standing: { organizationId, kind, addressHash, channelId, providerMessageId },
      correlationId,
      back: null,
    });
    bot.log.info('turn_taken_late', { ...fields, state: outcome });
  } catch (error) {
    bot.log.error('turn_failed', fields, error);
  }
}

/** Messages whose tries are used up: each is given up in a transaction of its own, in which patient and staff are told. */
async function apologise(bot: Bot): Promise<number> {
  let buried = 0;
  while (buried < AT_MOST) {
    const dead = await bot.db.transaction().execute((db) => giveUp({ ...bot, db }));
    if (!dead) return buried;
    buried++;
    bot.wake(dead);
  }
  return buried;
}

async function giveUp(core: Core): Promise<DeadMessage | null> {
  const dead = await buryDead(core);
  if (!dead) return null;
  const { organizationId, correlationId, id } = dead;
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  await openItem(core, scope, { kind: 'dead_turn', recordKind: 'inbound_message', recordId: id });
  // Where none can be written (the contact's key is gone), the message is given up all the same: others wait behind it.
  await queueApology(core, scope, dead);
  return dead;
}

async function wakeLines(bot: Bot): Promise<number> {
  const lines = await dueLines(bot, MISSED_AFTER, AT_MOST);
  for (const line of lines) bot.wake(line, line.notice ? 'later' : 'now');
  return lines.length;
}

/** What is overdue in spite of all this is nothing more to do here: it is said. */
async function lookForOverdue(bot: Bot): Promise<number> {
  await bot.overdue?.look();
  return 0;
}
