import type { Fetch } from './callbacks.ts';

/** A call that a provider made to the clinic, as it came over the wire. */
export type Call = { url: string; path: string; headers: Headers; form: Record<string, string> };

/** Stands in for the clinic in the emulators' own tests: keeps what it is called with, and answers as it is told. */
export function createTestClinic() {
  const calls: Call[] = [];
  const answers = { status: 200 };

  const fetch: Fetch = async (url, init) => {
    const request = new Request(url, init);
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    calls.push({ url, path: new URL(url).pathname, headers: request.headers, form });
    return new Response(null, { status: answers.status });
  };

  return {
    fetch,
    calls,
    answers,
    /** The forms of the calls to a path, in order. */
    formsTo: (path: string): Record<string, string>[] =>
      calls.filter((call) => call.path === path).map((call) => call.form),
  };
}

/** A clock that stands still until it is told to move. */
export function createTestClock(start = '2026-10-05T06:00:00Z') {
  let at = Temporal.Instant.from(start);
  return {
    now: (): Temporal.Instant => at,
    wait: (duration: Temporal.DurationLike): void => {
      at = at.add(duration);
    },
  };
}
