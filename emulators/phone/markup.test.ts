import { html } from 'hono/html';
import { expect, test } from 'vitest';
import { markedUp } from './markup.ts';

test.each([
  ['Karibu *Amani Clinic*!', 'Karibu <strong>Amani Clinic</strong>!'],
  ['_kesho_ ~leo~', '<em>kesho</em> <s>leo</s>'],
  ['2*3*4 and a_b_c', '2*3*4 and a_b_c'],
  ['* not bold *', '* not bold *'],
  ['*one\ntwo*', '*one\ntwo*'],
  ['*<b>* & "x"', '<strong>&lt;b&gt;</strong> &amp; &quot;x&quot;'],
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
])('%s', async (text, expected) => {
  expect(String(await html`${markedUp(text)}`)).toBe(expected);
});
