import { inBatches } from '../../core/db/batches.ts';
import type { Db } from '../../core/db/connect.ts';
import { insist, insistOnTransaction } from '../../core/db/insist.ts';
import type { Provider } from '../../core/db/tables.ts';
import { createSpending, type Untold } from '../../core/limits/spending.ts';
import { recordInDoubt } from '../../core/messaging/doubt.ts';
import {
  claimHeads,
  claimNext,
  type Line,
  learnFromFailure,
  recordAllSent,
  recordErrored,
  recordFailed,
  type Sent,
  type Wired,
} from '../../core/messaging/outbox.ts';
import { reveal } from '../../core/phi.ts';
import type { Core } from '../../core/scope.ts';
import type { Prompt } from '../../flows/vocabulary.ts';
import { apologise } from '../apology.ts';
import { readContent } from '../render/content.ts';
import { render } from '../render/render.ts';
import type { Rendered } from '../render/rendered.ts';
import { admitMessage, tellBudget } from './budget.ts';
import type { Handler, SendOutcome } from './handler.ts';
import { type SendError, sendErrors, writeError } from './send-error.ts';

/**
 * Sends what the outbox holds: in order for a contact, at the same time for many; and never for more a day than the clinic's
 * budget (core/limits/budget.ts).
 */
export type Sender = {
  wake(line: Line): void;
  /** Resolves when nothing that was woken is left to do. */
  idle(): Promise<void>;
  /** Puts nothing more on the wire, and resolves when what is on it has ended and is recorded. The rest stays queued. */
  stop(): Promise<void>;
};

/** How many contacts are served at a time. */
const LINES_AT_ONCE = 32;
/** A message the provider does not take is tried this often in all, longer apart each time. */
const retryAfterSeconds = [5, 30, 120, 600] as const;

/** Not a provider's words: the clinic's day has no room for the message, or there are no words for it. */
const OVER_BUDGET = 'over_budget';
const UNRENDERABLE = 'unrenderable';

/** @param told hears of each send what came of it, and after how many seconds */
export function createSender(
  core: Core & { db: Db },
  handlers: Partial<Record<Provider, Handler>>,
  told: (wired: Wired, outcome: SendOutcome, seconds: number) => void = () => undefined,
): Sender {
  let stopped = false;
  const spending = createSpending(core);
  const claim = inBatches((lines: readonly Line[]) => claimHeads(core, lines), LINES_AT_ONCE);
  const recordSent = inBatches((sent: readonly Sent[]) => recordAllSent(core, sent), LINES_AT_ONCE);
  const waiting = new Map<string, Line>();
  const serving = new Map<string, Promise<void>>();

  function wake(line: Line): void {
    if (stopped) return;
    waiting.set(`${line.organizationId}/${line.contactId}`, line);
    serveMore();
  }

  /** A line that is being served is left waiting until then: what was queued meanwhile may have been missed. */
  function serveMore(): void {
    for (const [key, line] of waiting) {
      if (serving.size >= LINES_AT_ONCE) return;
      if (serving.has(key)) continue;
      waiting.delete(key);
      const served = serve(line).finally(() => {
        serving.delete(key);
        serveMore();
      });
      serving.set(key, served);
    }
  }

  async function serve(line: Line): Promise<void> {
    try {
      while (!stopped) {
        // before the message is on the wire: what fails here has left it where it was
        await spending.refresh(line.organizationId);
        const wired = await claimNext(core, line, claim);
        if (!wired) return;
        await deliver(wired);
      }
    } catch (error) {
      core.log.error('send_failed', { organizationId: line.organizationId }, error);
    }
  }

  async function deliver(wired: Wired): Promise<void> {
    const inWords = renderWired(wired);
    if (inWords === null) return giveUp(wired);
    const { prompt, rendered } = inWords;
    const segments = rendered.kind === 'text' ? rendered.segments : 1;
    const { charge, untold } = admitMessage(spending, wired, prompt, segments);
    if (charge === null) {
      const { id: outboxId, correlationId } = wired;
      core.log.warn('message_not_sent', { outboxId, correlationId, code: OVER_BUDGET });
      await inTransaction((own) => recordFailed(own, wired, OVER_BUDGET));
    } else if (!(await send(wired, rendered, segments))) spending.giveBack(charge);
    if (untold !== null) await tellStaff(untold);
  }

  /** Written by another edition of Miadi, in words that this one does not know: it has surely not been sent, and never will be. */
  async function giveUp(wired: Wired): Promise<void> {
    const { id: outboxId, correlationId } = wired;
    core.log.error('message_unrenderable', { outboxId, correlationId });
    await inTransaction(async (own) => {
      await recordFailed(own, wired, UNRENDERABLE);
      await apologise(own, wired);
    });
    wake(wired);
  }

  /** False: the provider surely has not taken it, and asks no money. */
  async function send(wired: Wired, rendered: Rendered, segments: number): Promise<boolean> {
    const started = performance.now();
    const outcome: SendOutcome = await sendBy(wired, rendered);
    const ms = performance.now() - started;
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
      const failed = await insist(() => recordSent({ wired, providerMessageId, segments }));
      if (failed !== null) await inTransaction((own) => learnFromFailure(own, wired, failed));
      return true;
    }
    core.log.warn('message_not_sent', { ...fields, code: outcome.error.code });
    await insist(() => recordTrouble(wired, outcome.error));
    return sendErrors[outcome.error.code].next === 'in_doubt';
  }

  async function tellStaff(untold: Untold): Promise<void> {
    try {
      const line = await tellBudget(core, untold);
      if (line !== null) wake(line);
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
    const wait = retryAfterSeconds[wired.tries - 1];
    if (next === 'in_doubt') return recordInDoubt(core, wired, code);
    if (next === 'never' || wait === undefined) {
      return inTransaction((own) => recordFailed(own, wired, code));
    }
    return recordErrored(core, wired, code, core.clock.now().add({ seconds: wait }));
  }

  function inTransaction(work: (own: Core) => Promise<void>): Promise<void> {
    return insistOnTransaction(core.db, (db) => work({ ...core, db }));
  }

  async function idle(): Promise<void> {
    while (serving.size > 0) await Promise.all(serving.values());
    await insist(() => spending.flush()).catch((error) => core.log.error('spending_not_written', {}, error));
  }

  async function stop(): Promise<void> {
    stopped = true;
    waiting.clear();
    await idle();
    spending.stop();
  }

  return { wake, idle, stop };
}

/** Null: there are no words for it. */
function renderWired(wired: Wired): { prompt: Prompt; rendered: Rendered } | null {
  try {
    const { prompt, waitId } = readContent(reveal(wired.content));
    return { prompt, rendered: render(prompt, wired.language, wired.kind, waitId, wired.clinic) };
  } catch {
    return null;
  }
}
