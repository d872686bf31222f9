import type { Context } from 'hono';
import { html } from 'hono/html';
import { streamSSE } from 'hono/streaming';
import { threadOf } from './choices.ts';
import { clockOf, threadView, type View } from './thread-view.ts';

/** Below the minute or so after which proxies cut a silent connection. */
const beat = 20_000;

/**
 * The thread, live. Every change sends the whole of it and the page morphs what is new into place: a page that was away misses
 * nothing and needs no memory of where it was, and a thread on a phone is small.
 */
export function streamThread(c: Context, view: View, stopped: AbortSignal): Response {
  const { network } = view;
  const thread = threadOf(view.choice);

  return streamSSE(c, async (stream) => {
    let isDirty = true;
    let wake = () => {};
    const unsubscribe = network.subscribe(({ phone, number }) => {
      if (phone !== thread.phone || number !== thread.number) return;
      isDirty = true;
      wake();
    });
    const end = () => wake();
    stopped.addEventListener('abort', end);
    stream.onAbort(end);
    try {
      while (!stream.aborted && !stopped.aborted) {
        const changed = isDirty;
        isDirty = false;
        const time = clockOf(network.now().toZonedDateTimeISO(view.zone));
        const clock = html`<hx-partial hx-target="#clock" hx-swap="textContent">${time}</hx-partial>`;
        const shown = String(html`${changed ? threadView(view) : ''}${clock}`);
        await stream.writeSSE({ data: shown, id: String(network.revision()) });
        // What the page shows has been seen: an open thread is a thread that is read.
        if (changed) network.read(thread);
        if (!isDirty) await new Promise<void>((resolve) => asleep(resolve));
      }
    } finally {
      unsubscribe();
      stopped.removeEventListener('abort', end);
    }

    function asleep(resolve: () => void): void {
      const timer = setTimeout(resolve, beat);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stream.aborted || stopped.aborted) wake();
    }
  });
}
