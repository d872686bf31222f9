import type { Form } from '../bot/channels/form.ts';

/** Every field as it came, in the order it came: a signature is made over all of them. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** Several times what a provider's largest form has. */
export const MOST_FIELDS = 200;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The body as text; null where it is not UTF-8. */
export function readText(body: ArrayBuffer): string | null {
  try {
    return utf8.decode(body);
  } catch {
    return null;
  }
}

/**
 * A form, strictly: URLSearchParams would take broken UTF-8 for question marks, and hand a patient's words on garbled.
 * null where it is broken, or has more fields than anybody whom we know sends: what is done with them comes before it is
 * known who sent them.
 */
export function readForm(text: string): Fields | null {
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > MOST_FIELDS) return null;
  try {
    return pairs.map((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [decode(name), decode(value)] as const;
    });
  } catch {
    return null;
  }
}

/** The top level of a JSON object, as the same body would stand in a form. */
export function readJsonFields(text: string): Fields | null {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
    return Object.entries(body)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, String(value)] as const);
  } catch {
    return null;
  }
}

/** A repeated name counts by its first value. */
export function formOf(fields: Fields): Form {
  return Object.fromEntries([...fields].reverse());
}

/** As Twilio's package wants what it signs: a repeated name with all of its values. */
export function signedParams(fields: Fields): Record<string, string | string[]> {
  const params = new Map<string, [string, ...string[]]>();
  for (const [name, value] of fields) {
    const values = params.get(name);
    if (values === undefined) params.set(name, [value]);
    else values.push(value);
  }
  return Object.fromEntries(
    [...params].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

function decode(part: string): string {
  return /[%+]/.test(part) ? decodeURIComponent(part.replaceAll('+', ' ')) : part; // names and most values are as they are
}
