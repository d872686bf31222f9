/**
 * Whether two words are at most `most` slips of a finger apart (a letter missing, added, other, or two swapped). Bounded by the
 * words' length times the bound.
 */
export function within(most: number, one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > most) return false;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    let least = row;
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      const swapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      const best = Math.min(
        (above[at] ?? 0) + 1,
        (line[at - 1] ?? 0) + 1,
        (above[at - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
      line.push(best);
      least = Math.min(least, best);
    }
    if (least > most) return false;
    before = above;
    above = line;
  }
  return (above[other.length] ?? 0) <= most;
}

/** How far a word may be from a name of so many letters: the longer, the more slips. */
export function slipsFor(length: number): number {
  if (length >= 9) return 2;
  return length >= 5 ? 1 : 0;
}
