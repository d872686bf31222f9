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
