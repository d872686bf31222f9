import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddressKind } from '../db/tables.ts';
import { parseAddress } from './address.ts';

describe('parseAddress', () => {
  const rows: [AddressKind, string, string | null][] = [
    ['sms', '+254711000001', '+254711000001'],
    ['sms', '+254 711 000 001', '+254711000001'],
    ['sms', '+254 (0) 711-000-001', '+254711000001'],
    ['sms', '254711000001', '+254711000001'],
    ['sms', ' 254711000001', '+254711000001'],
    ['sms', '00254711000001', '+254711000001'],
    ['sms', '0711000001', '+254711000001'],
    ['sms', '0711 000 001', '+254711000001'],
    ['sms', '711000001', '+254711000001'],
    ['sms', '0110000001', '+254110000001'],
    ['sms', '020 2000000', '+254202000000'],
    ['sms', '+255712345678', '+255712345678'],
    ['sms', '255712345678', '+255712345678'],
    ['sms', '+447400123456', '+447400123456'],
    ['sms', '447400123456', '+447400123456'],
    ['whatsapp', 'whatsapp:+254711000001', '+254711000001'],
    ['whatsapp', 'WhatsApp:+254 711 000 001', '+254711000001'],
    ['whatsapp', 'whatsapp: 254711000001', '+254711000001'],
    ['whatsapp', '+254711000001', '+254711000001'],
    ['whatsapp', '254711000001', '+254711000001'],
    ['whatsapp', 'whatsapp:KE.1A2B3C4D5E', 'KE.1A2B3C4D5E'],
    ['whatsapp', '123456789012345@lid', '123456789012345@lid'],
    ['sms', 'KE.1A2B3C4D5E', null],
    ['sms', 'MPESA', null],
    ['sms', '22141', null],
    ['whatsapp', '22141', null],
    ['sms', '+254', null],
    ['sms', '+2547110000011111111', null],
    ['sms', '0711', null],
    ['sms', '', null],
    ['sms', '+', null],
    ['sms', '00', null],
    ['whatsapp', 'whatsapp:', null],
    ['whatsapp', 'two words', null],
    ['whatsapp', 'a'.repeat(129), null],
    ['sms', '+254711000001 ext. 5', null],
    ['sms', 'call 0711000001', null],
    ['sms', '0711000001; drop table', null],
    ['email', 'asha@example.com', 'asha@example.com'],
    ['email', '  Asha.Wanjiru+clinic@Mail.EXAMPLE.co.ke ', 'Asha.Wanjiru+clinic@mail.example.co.ke'],
    ['email', "o'brien_1@ex-ample.org", "o'brien_1@ex-ample.org"],
    ['email', '+254711000001', null],
    ['email', 'asha', null],
    ['email', 'asha@', null],
    ['email', 'asha@example', null],
    ['email', 'asha@example.c', null],
    ['email', 'asha@-example.com', null],
    ['email', 'asha@exam_ple.com', null],
    ['email', 'asha@127.0.0.1', null],
    ['email', '.asha@example.com', null],
    ['email', 'as..ha@example.com', null],
    ['email', 'asha@example..com', null],
    ['email', 'asha@example.com, baraka@example.com', null],
    ['email', 'Asha <asha@example.com>', null],
    ['email', '"asha"@example.com', null],
    ['email', 'asha@example.com\r\nBcc: all@example.com', null],
    ['email', 'asha wanjiru@example.com', null],
    ['email', `${'a'.repeat(65)}@example.com`, null],
    ['email', `a@${'b.'.repeat(130)}com`, null],
    ['sms', 'asha@example.com', null],
  ];
  test.each(rows)('%s %j is %j', (kind, raw, address) => {
    expect(parseAddress(kind, raw)).toBe(address);
  });

  test.each(rows.flatMap(([kind, , address]) => (address === null ? [] : [[kind, address] as const])))(
    '%s %s is its own one form',
    (kind, address) => expect(parseAddress(kind, address)).toBe(address),
  );

  test('a mobile number is read in one piece as it is with a space in it', () => {
    const number = fc
      .tuple(
        fc.constantFrom('2541', '2547', '2556', '2557', '2563', '2567', '2507'),
        fc.stringMatching(/^\d{8}$/),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(number, (digits) => {
        const spaced = `+${digits.slice(0, 3)} ${digits.slice(3)}`;
        expect([parseAddress('sms', spaced), parseAddress('sms', `+${digits}`)]).toEqual([
          `+${digits}`,
          `+${digits}`,
        ]);
      }),
    );
  });
});
