/**
 * The answer of a question that several ask in a row: asked once, believed for so long. What fails is not believed, and asked anew.
 *
 * @param elapsed milliseconds of a clock that never steps back
 */
export function lately<Result>(
  ask: () => Promise<Result>,
  forMs: number,
  elapsed: () => number = () => performance.now(),
): () => Promise<Result> {
  let known: { at: number; answer: Promise<Result> } | undefined;
  return () => {
    if (known !== undefined && elapsed() - known.at < forMs) return known.answer;
    const asked = { at: elapsed(), answer: ask() };
    known = asked;
    asked.answer.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.answer;
  };
}
