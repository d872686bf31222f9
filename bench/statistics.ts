/** Of the values of several pairs: what the table says. */
export type Spread = { median: number; least: number; most: number; count: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = inOrder(values);
  return {
    median: quantile(sorted, 0.5),
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
    count: sorted.length,
  };
}

export type Latencies = { p50: number; p95: number; p99: number; max: number };

/** In the unit they are given in. */
export function latenciesOf(values: readonly number[]): Latencies {
  const sorted = inOrder(values);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => nearestRank(sorted, share)) as [
    number,
    number,
    number,
  ];
  return { p50, p95, p99, max: sorted.at(-1) ?? Number.NaN };
}

function inOrder(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

/** Between the two nearest, where the share falls between them. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) return Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** A value that was measured, never one between two: of the slowest, a mean would say too little. */
function nearestRank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
