import { expect, test } from 'vitest';
import { readMail } from './mail.ts';

const at = Temporal.Instant.from('2026-10-05T06:00:00Z');
const envelope = { from: 'miadi@amani.example', to: 'asha@example.com' };
const read = (...lines: string[]) => readMail(Buffer.from(lines.join('\r\n')), envelope, at);

test('headers are unfolded and decoded, and the body is as it was written', () => {
  const mail = read(
    'From: =?UTF-8?Q?Amani_=C3=A9?= <miadi@amani.example>',
    'Subject: =?UTF-8?B?SGFiYXJp?=',
    ' =?UTF-8?Q?_k=C4=A9?=',
    'Message-ID: <1@amani.example>',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'k=C4=A9 =3D a long li=',
    'ne',
    '',
  );
  expect(mail).toMatchObject({
    ...{ ...envelope, at, sender: 'Amani é', subject: 'Habari kĩ', messageId: '<1@amani.example>' },
    text: 'kĩ = a long line\n',
  });
});

test.each([
  [['Content-Transfer-Encoding: base64', '', Buffer.from('kĩ').toString('base64')], 'kĩ'],
  [['Content-Transfer-Encoding: 8bit', '', 'kĩ'], 'kĩ'],
  [['Subject: none', '', 'kĩ'], 'kĩ'],
  [['Subject: none'], ''],
])('%j', (lines, text) => {
  expect(read(...lines).text).toBe(text);
});
