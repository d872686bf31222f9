/**
 * Keeps what it worked out for the last few things, told apart by identity: several ask of the same thing in a row.
 *
 * Not a WeakMap of all of them: V8's frequent collections, of what is young, keep a WeakMap's values whether their keys live or not, and so
 * what came of each message would be moved among what is old, to be swept with the whole heap (docs/decisions/0023-what-is-young-dies-young.md).
 *
 * @param most how many are kept
 */
export function ofLastFew<Key extends object, Value>(
  most: number,
  workOut: (key: Key) => Value,
): (key: Key) => Value {
  const kept: { key: Key; value: Value }[] = [];
  let oldest = 0;
  return (key) => {
    const known = kept.find((one) => one.key === key);
    if (known !== undefined) return known.value;
    const value = workOut(key);
    kept[oldest] = { key, value };
    oldest = (oldest + 1) % most;
    return value;
  };
}
