/** How the providers call the clinic: over HTTP, or in tests straight into an app, without a port. */
export type Fetch = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A call that did not end in 2xx. Holds no content of the message. */
export type CallFailure = { url: string; status: number; reason: string };

/** Twilio gives up on a webhook after 15 seconds: https://www.twilio.com/docs/usage/webhooks/webhooks-faq */
const patience = 15_000;

export type Callbacks = ReturnType<typeof createCallbacks>;

export function createCallbacks(fetch: Fetch) {
  const pending = new Set<Promise<void>>();
  const failures: CallFailure[] = [];
  const stopped = new AbortController();

  return {
    /** Every call the clinic did not answer with 2xx. */
    failures,

    /** Posts a form and returns the HTTP status; 0 when nobody answered. Never throws. */
    async post(
      url: string,
      form: Record<string, string>,
      headers: Record<string, string> = {},
    ): Promise<number> {
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
          body: new URLSearchParams(form).toString(),
          signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(patience)]),
        });
        await answer.arrayBuffer();
        if (!answer.ok) failures.push({ url, status: answer.status, reason: 'refused' });
        return answer.status;
      } catch (error) {
        failures.push({ url, status: 0, reason: error instanceof Error ? error.message : String(error) });
        return 0;
      }
    },

    /** Does work after the present request is answered, as a provider's own queues do. */
    later(work: () => Promise<void>): void {
      if (stopped.signal.aborted) return;
      const running: Promise<void> = new Promise<void>((resolve) => setImmediate(resolve))
        .then(() => (stopped.signal.aborted ? undefined : work()))
        .catch((error: unknown) => {
          failures.push({
            url: '',
            status: 0,
            reason: error instanceof Error ? error.message : String(error),
          });
        })
        .finally(() => pending.delete(running));
      pending.add(running);
    },

    /** How many are under way. */
    pending: (): number => pending.size,

    /** Resolves once nothing is under way, what came up meanwhile included. */
    async idle(): Promise<void> {
      while (pending.size > 0) await Promise.all(pending);
    },

    /** Breaks off what is under way and starts nothing more. */
    stop: (): void => stopped.abort(),
  };
}
