import type { Db } from '../../core/db/connect.ts';
import { insist, insistOnTransaction } from '../../core/db/insist.ts';
import type { Provider } from '../../core/db/tables.ts';
import { recordInDoubt } from '../../core/messaging/doubt.ts';
import {
  claimNext,
  type Line,
  learnFromFailure,
  recordErrored,
  recordFailed,
  recordSent,
  type Wired,
} from '../../core/messaging/outbox.ts';
import { reveal } from '../../core/phi.ts';
import type { Core } from '../../core/scope.ts';
import { readContent } from '../render/content.ts';
import { render } from '../render/render.ts';
import type { Handler, SendOutcome } from './handler.ts';
import { type SendError, sendErrors, writeError } from './send-error.ts';

/** Sends what the outbox holds: in order for a contact, at the same time for many. */
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

export function createSender(core: Core & { db: Db }, handlers: Partial<Record<Provider, Handler>>): Sender {
  let stopped = false;
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
        const wired = await claimNext(core, line);
        if (!wired) return;
        await deliver(wired);
      }
    } catch (error) {
      core.log.error('send_failed', { organizationId: line.organizationId }, error);
    }
  }

  async function deliver(wired: Wired): Promise<void> {
    const rendered = renderWired(wired);
    const started = performance.now();
    const outcome: SendOutcome = await sendBy(wired, rendered);
    const fields = {
      outboxId: wired.id,
      correlationId: wired.correlationId,
      provider: wired.provider,
      ms: Math.round(performance.now() - started),
      tries: wired.tries,
    };
    if (outcome.ok) {
      core.log.info('message_sent', fields);
      const segments = rendered.kind === 'text' ? rendered.segments : 1;
      const { failed } = await insist(() => recordSent(core, wired, outcome.providerMessageId, segments));
      if (failed !== null) await inTransaction((own) => learnFromFailure(own, wired, failed));
    } else {
      core.log.warn('message_not_sent', { ...fields, code: outcome.error.code });
      await insist(() => recordTrouble(wired, outcome.error));
    }
  }

  async function sendBy(wired: Wired, message: ReturnType<typeof renderWired>): Promise<SendOutcome> {
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
  }

  async function stop(): Promise<void> {
    stopped = true;
    waiting.clear();
    await idle();
  }

  return { wake, idle, stop };
}

function renderWired(wired: Wired) {
  const { prompt, waitId } = readContent(reveal(wired.content));
  return render(prompt, wired.language, wired.kind, waitId);
}
