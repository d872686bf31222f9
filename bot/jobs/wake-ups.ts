import { dueLines } from '../../core/messaging/outbox.ts';
import { nextNight, prune } from '../../core/nightly.ts';
import type { Bot } from '../bot.ts';
import type { Later, WakeHandlers } from './later.ts';

/** What this process does when it is woken; see later.ts. */
export type WakeUps = {
  /** Resolves when it works, or the jobs' backend was tried once in vain. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Lines in one look; the sweeper finds what is left. */
const AT_MOST = 5_000;
/** The night's work is asked for again so often: its job may be lost with the backend that it lay in, and no row is behind it. */
const PLAN_EVERY_MS = 3_600_000;

export function createWakeUps(bot: Bot, later: Later): WakeUps {
  const handlers: WakeHandlers = {
    notices: async () => void (await bot.notices?.look()),
    async messages() {
      const lines = await dueLines(bot, Temporal.Duration.from({ seconds: 0 }), AT_MOST);
      for (const line of lines) bot.wake(line, line.notice ? 'later' : 'now');
    },
    async nightly() {
      const { keys, receipts } = await prune(bot);
      bot.log.info('pruned', { kind: 'idempotency', count: keys });
      bot.log.info('pruned', { kind: 'receipt', count: receipts });
      await planNight();
    },
  };
  let timer: NodeJS.Timeout | undefined;

  async function planNight(): Promise<void> {
    later.at('nightly', await nextNight(bot));
  }

  function planNightSoon(): void {
    planNight().catch((error) => bot.log.error('night_not_planned', {}, error));
  }

  return {
    async start() {
      timer = setInterval(planNightSoon, PLAN_EVERY_MS).unref();
      planNightSoon();
      await later.work(handlers);
    },
    async stop() {
      clearInterval(timer);
      await later.stop();
    },
  };
}
