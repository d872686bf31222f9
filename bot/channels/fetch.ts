import { inTime } from './in-time.ts';

/**
 * As much of fetch as calling a provider takes: the one in the program is leaner than Node's (lean-fetch.ts), a test or a rehearsal may
 * hand in any other, Node's own included.
 */
export type Fetch = (
  url: string,
  request: {
    method: 'GET' | 'POST';
    headers: Record<string, string>;
    body?: string;
    /** An answer that leads elsewhere is an answer: nothing is ever sent to a host that nobody named. */
    redirect: 'manual';
    signal: AbortSignal;
  },
) => Promise<{ readonly status: number; readonly ok: boolean; text(): Promise<string> }>;

/** One call to a provider: its whole answer as text, within so long from the beginning to the last byte. Throws what the fetch throws. */
export function call(
  fetch: Fetch,
  url: string,
  request: Omit<Parameters<Fetch>[1], 'redirect' | 'signal'>,
  timeoutMs: number,
): Promise<{ status: number; ok: boolean; text: string }> {
  return inTime(timeoutMs, async (signal) => {
    const response = await fetch(url, { ...request, redirect: 'manual', signal });
    return { status: response.status, ok: response.ok, text: await response.text() };
  });
}
