import { describe, expect, test } from 'vitest';
import { readProviderNumber } from '../clinic/plain-values.ts';
import { dialledNumber } from './dialled.ts';

const rows: [written: string, stored: string][] = [
  ['+254711082001', '+254711082001'],
  ['254711082001', '+254711082001'],
  [' 254711082001', '+254711082001'],
  ['+254 711 082001', '+254711082001'],
  ['0711082001', '+254711082001'],
  ['255754220913', '+255754220913'],
  ['+14155238886', '+14155238886'],
  ['22141', '22141'],
  ['+22141', '22141'],
  [' 22141 ', '22141'],
  ['MIADI', 'MIADI'],
  ['Afya 24', 'Afya 24'],
];

describe('a number as a provider writes it', () => {
  test.each(rows)('%j is %j', (written, stored) => {
    expect(dialledNumber(written)).toBe(stored);
  });

  test.each([...new Set(rows.map(([, stored]) => stored))])(
    '%s is what the clinic’s file stores',
    (stored) => {
      expect(readProviderNumber(stored)).toMatchObject({ ok: true, value: { number: stored } });
      expect(dialledNumber(stored)).toBe(stored);
    },
  );
});
