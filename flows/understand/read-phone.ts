const LEAST_DIGITS = 9;
const MOST_DIGITS = 15;

/** A telephone number as it is written: nine digits or more, with spaces, hyphens or brackets between. One pass. */
export function readPhone(text: string): string | null {
  let first = -1;
  let last = -1;
  let digits = 0;
  const shown = text.slice(0, 1000);
  for (let at = 0; at <= shown.length; at++) {
    const sign = shown[at] ?? 'end';
    if (sign >= '0' && sign <= '9' && sign.length === 1) {
      if (first < 0) first = at > 0 && shown[at - 1] === '+' ? at - 1 : at;
      last = at;
      digits++;
    } else if (!(first >= 0 && (sign === ' ' || sign === '-' || sign === '(' || sign === ')'))) {
      if (digits >= LEAST_DIGITS && digits <= MOST_DIGITS) return shown.slice(first, last + 1);
      first = -1;
      digits = 0;
    }
  }
  return null;
}
