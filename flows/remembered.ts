/**
 * Keeps what it worked out of texts that come again and again: days, and when slots begin, which many patients are shown. Not for what tells of
 * anybody. When it knows too many it begins anew.
 *
 * @param most how many are kept
 * @param isWorth whether a value is: others are worked out each time
 */
export function remembered<Value extends object | string>(
  most: number,
  workOut: (text: string) => Value,
  isWorth: (value: Value, text: string) => boolean = () => true,
): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = workOut(text);
    if (!isWorth(value, text)) return value;
    if (known.size >= most) known.clear();
    known.set(text, value);
    return value;
  };
}
