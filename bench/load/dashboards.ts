import { setTimeout as pause } from 'node:timers/promises';
import { personOf } from '../people.ts';
import type { StaffBrowser } from './staff.ts';
import { write } from './webhook.ts';
import { openWire, type Wire } from './wire.ts';

/** Dashboards that are open at the inbox. */
export type Dashboards = {
  /**
   * A patient writes: how long after that the first and the last of the dashboards hear of it, in milliseconds; and where they load
   * the list anew for it, as pages do, when the last has it.
   */
  change(options: { person: number; conversationId: string; reload: boolean }): Promise<Change>;
  close(): void;
};

export type Change = { first: number; last: number; shown: number };

/** What dashboard/inbox.js and dashboard/pages/inbox-view.ts say. */
const AGAIN_MS = 300_000;
const RELOAD_AFTER_MS = 150;
const list = '/inbox/list?filter=all';
/** Longer than this nobody waits: something is broken. */
const MOST_MS = 20_000;

type Listener = { hears(text: string): void };

/** The program is stopped before we are. */
function hasEnded(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return false;
  throw error;
}

/** Each hears of changes, and loads its list anew every five minutes, also when nothing happens. */
export async function openDashboards(origin: string, staff: readonly StaffBrowser[]): Promise<Dashboards> {
  const listeners = new Set<Listener>();
  let open = true;
  let wire: Wire | undefined;
  await Promise.all(
    staff.map((browser) => browser.listen((text) => listeners.forEach((one) => void one.hears(text)))),
  );
  for (const [place, browser] of staff.entries())
    void keepLooking(browser, (AGAIN_MS / staff.length) * place);

  async function keepLooking(browser: StaffBrowser, firstAfterMs: number): Promise<void> {
    for (let ms = firstAfterMs; ; ms = AGAIN_MS) {
      await pause(ms, undefined, { ref: false });
      if (!open) return;
      if (!(await browser.refresh(list).then(() => true, hasEnded))) return;
    }
  }

  return {
    async change({ person, conversationId, reload }) {
      wire ??= await openWire(origin);
      const heard: number[] = [];
      const { promise: all, resolve } = Promise.withResolvers<void>();
      const listener = {
        hears(text: string) {
          if (!text.includes(conversationId)) return;
          heard.push(performance.now());
          if (heard.length === staff.length) resolve();
        },
      };
      listeners.add(listener);
      const began = performance.now();
      const status = await write(wire, personOf(person), 'Hi');
      if (status !== 200) throw new Error(`the patient's message was answered ${status}`);
      await Promise.race([all, pause(MOST_MS, undefined, { ref: false })]);
      listeners.delete(listener);
      if (heard.length < staff.length) throw new Error(`${heard.length} of ${staff.length} have heard of it`);
      if (reload) {
        await pause(RELOAD_AFTER_MS);
        await Promise.all(staff.map((browser) => browser.refresh(list)));
      }
      const after = (at: number | undefined) => (at ?? Number.NaN) - began;
      return { first: after(heard[0]), last: after(heard.at(-1)), shown: performance.now() - began };
    },
    close() {
      open = false;
      wire?.close();
    },
  };
}
