import { type AddressKind, addressKinds } from '../db/tables.ts';

/** lastSeenAt: when the patient last wrote from there. */
type Address = { kind: AddressKind; lastSeenAt: Temporal.Instant | null };

/** What is known of how to reach a patient. */
export type Known = {
  /** What they asked for. */
  preferred: AddressKind | null;
  /** When an SMS last had to do what WhatsApp did not. */
  fellBackAt: Temporal.Instant | null;
};

/**
 * A patient's addresses, most promising first: what they asked for; SMS where it had to help out last time, until they write on
 * WhatsApp again; where they wrote from last; else WhatsApp, SMS, e-mail.
 */
export function inOrder<A extends Address>(addresses: readonly A[], known: Known): A[] {
  const smsFirst =
    known.fellBackAt !== null && !addresses.some((address) => isBack(address, known.fellBackAt));
  const rank = ({ kind, lastSeenAt }: A): number[] => [
    kind === known.preferred ? 0 : 1,
    smsFirst && kind === 'sms' ? 0 : 1,
    lastSeenAt === null ? Number.POSITIVE_INFINITY : -lastSeenAt.epochMilliseconds,
    addressKinds.indexOf(kind),
  ];
  return addresses.toSorted((a, b) => compare(rank(a), rank(b)));
}

/** On WhatsApp again since an SMS had to do. */
function isBack({ kind, lastSeenAt }: Address, fellBackAt: Temporal.Instant | null): boolean {
  if (kind !== 'whatsapp' || lastSeenAt === null || fellBackAt === null) return false;
  return Temporal.Instant.compare(lastSeenAt, fellBackAt) > 0;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((number, at) => number !== b[at]);
  return place === -1 ? 0 : (a[place] ?? 0) < (b[place] ?? 0) ? -1 : 1;
}
