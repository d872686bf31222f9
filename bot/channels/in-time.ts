/**
 * A call that is given so long. Not by AbortSignal.timeout: its timer outlives the call, for all of that time, and what keeps track of it
 * is swept with the whole heap alone (docs/decisions/0023-what-is-young-dies-young.md).
 */
export async function inTime<Result>(
  ms: number,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const calling = new AbortController();
  const late = () => calling.abort(new DOMException(`no answer within ${ms} ms`, 'TimeoutError'));
  const timer = setTimeout(late, ms);
  try {
    return await call(calling.signal);
  } finally {
    clearTimeout(timer);
  }
}
