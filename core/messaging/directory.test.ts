import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ChannelId, OrganizationId } from '../ids.ts';
import { type ClinicChannel, routeByKeyword } from './directory.ts';

const lookupKey = { lookupSecret: createSecretKey(Buffer.alloc(32)) };
const channel = (keyword: string | null): ClinicChannel => ({
  lookupKey,
  mostMessagesAMinute: 600,
  organizationId: `org-${keyword}` as OrganizationId,
  channelId: `channel-${keyword}` as ChannelId,
  address: '22141',
  price: '0.8000',
  keyword,
});

describe('routeByKeyword', () => {
  const rows: [string, (string | null)[], string, string | null, string | null][] = [
    ['a number of its own takes everything', [null], 'hello', null, 'hello'],
    ['the keyword is stripped', ['AFYA'], 'AFYA 1', 'AFYA', '1'],
    ['whatever its case', ['AFYA'], '  afya book', 'AFYA', 'book'],
    ['the keyword alone is an empty message', ['AFYA'], 'Afya', 'AFYA', ''],
    ['punctuation ends the keyword', ['AFYA'], 'afya: 2', 'AFYA', ': 2'],
    ['a longer word is not the keyword', ['AFYA', 'MOYO'], 'AFYANJEMA 1', null, null],
    ['two clinics on one code', ['AFYA', 'MOYO'], 'moyo 3', 'MOYO', '3'],
    ['the longest keyword wins', ['AFYA', 'AFYA BORA'], 'afya bora 3', 'AFYA BORA', '3'],
    ['a sole clinic also takes a message without its keyword', ['AFYA'], '1', 'AFYA', '1'],
    ['several clinics and no keyword: nobody', ['AFYA', 'MOYO'], '1', null, null],
  ];
  test.each(rows)('%s', (_, keywords, text, keyword, rest) => {
    const routed = routeByKeyword(keywords.map(channel), text);
    if (rest === null) expect(routed).toBeNull();
    else expect(routed).toEqual({ channel: channel(keyword), text: rest });
  });
});
