/** Chance that happens the same way again: numbers from 0 up to 1, by a seed. */
export type Chance = { next(): number; below(end: number): number; pick<T>(from: readonly [T, ...T[]]): T };

export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    // a full-period generator modulo 2^32 whose low bits are weak: they are mixed with the high ones
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 16), 0x45d9f3b);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return { next, below, pick: (from) => from[below(from.length)] ?? from[0] };
}
