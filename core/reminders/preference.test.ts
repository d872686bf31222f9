import { expect, test } from 'vitest';
import type { AddressKind } from '../db/tables.ts';
import { inOrder } from './preference.ts';

const kinds: Record<string, AddressKind> = { w: 'whatsapp', s: 'sms', e: 'email' };

function day(number: number): Temporal.Instant {
  return Temporal.Instant.from('2026-10-01T09:00:00Z').add({ hours: 24 * number });
}

/** "w3 s e": last seen on day 3 on WhatsApp, never by SMS or e-mail. */
function addressesOf(text: string) {
  return text.split(' ').map((name) => {
    const seen = name.slice(1);
    return {
      name,
      kind: kinds[name.slice(0, 1)] ?? 'sms',
      lastSeenAt: seen === '' ? null : day(Number(seen)),
    };
  });
}

type Given = { preferred?: AddressKind; fellBack?: number };

test.each<[string, string, Given, string]>([
  ['nothing is known', 'e s w', {}, 'w s e'],
  ['nothing to choose from', 's', {}, 's'],
  ['where they wrote from comes first', 'w s3 e', {}, 's3 w e'],
  ['where they wrote from last', 'w2 s3', {}, 's3 w2'],
  ['where they wrote from last, the other way', 's2 w3', {}, 'w3 s2'],
  ['two of a kind: the one used last', 's1 s4 w2', {}, 's4 w2 s1'],
  ['seen at the same moment', 's2 w2', {}, 'w2 s2'],
  ['they asked for e-mail', 'w3 s2 e', { preferred: 'email' }, 'e w3 s2'],
  ['they asked for SMS, with two numbers', 'w9 s1 s3', { preferred: 'sms' }, 's3 s1 w9'],
  ['they asked for what they do not have', 'w s', { preferred: 'email' }, 'w s'],
  ['an SMS had to help out', 'w3 s e', { fellBack: 5 }, 's w3 e'],
  ['an SMS had to help out, nobody seen', 'w s e', { fellBack: 5 }, 's w e'],
  ['back on WhatsApp', 'w6 s e', { fellBack: 5 }, 'w6 s e'],
  ['back on WhatsApp, from another number', 'w1 w6 s', { fellBack: 5 }, 'w6 w1 s'],
  ['at the very moment is not back', 'w5 s', { fellBack: 5 }, 's w5'],
  ['writing by SMS is not back on WhatsApp', 'w3 s6', { fellBack: 5 }, 's6 w3'],
  ['their wish weighs more than what helped out', 'w3 s', { preferred: 'whatsapp', fellBack: 5 }, 'w3 s'],
  ['e-mail wished, then what helped out', 'w3 s e', { preferred: 'email', fellBack: 5 }, 'e s w3'],
])('%s', (_, addresses, { preferred = null, fellBack }, expected) => {
  const known = { preferred, fellBackAt: fellBack === undefined ? null : day(fellBack) };
  const ordered = inOrder(addressesOf(addresses), known);
  expect(ordered.map(({ name }) => name).join(' ')).toBe(expected);
});
