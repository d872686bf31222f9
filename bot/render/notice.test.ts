import { expect, test } from 'vitest';
import type { AddressKind } from '../../core/db/tables.ts';
import { prompt } from '../../flows/vocabulary.ts';
import { renderNotice, type Window } from './notice.ts';
import { render } from './render.ts';

const clinic = { name: 'Amani Family Clinic', phone: '+254 20 7001200' };
const said = prompt('staff.text', { text: 'See you tomorrow.' });
const template = { contentSid: 'HX1', variables: { 1: ' Tue 6 Oct\n 09:00 ', 2: '', 3: 'notice-1.confirm' } };
const approved = {
  kind: 'template',
  contentSid: 'HX1',
  variables: { 1: 'Tue 6 Oct 09:00', 2: '–', 3: 'notice-1.confirm' },
};
const itsWords = (kind: AddressKind) => render(said, 'en', kind, 'notice-1', clinic);

test.each<[string, AddressKind, Window, unknown]>([
  ['while they write to us', 'whatsapp', { windowOpen: true, template }, itsWords('whatsapp')],
  [
    'while they write to us, without a template',
    'whatsapp',
    { windowOpen: true, template: null },
    itsWords('whatsapp'),
  ],
  ['after a day', 'whatsapp', { windowOpen: false, template }, approved],
  ['after a day, without a template', 'whatsapp', { windowOpen: false, template: null }, 'outside_window'],
  ['by SMS', 'sms', { windowOpen: false, template: null }, itsWords('sms')],
  ['by SMS, whatever WhatsApp has', 'sms', { windowOpen: false, template }, itsWords('sms')],
  ['by e-mail', 'email', { windowOpen: false, template: null }, itsWords('email')],
])('%s', (_, kind, window, expected) => {
  const rendered = renderNotice(said, 'en', kind, 'notice-1', window, clinic);
  expect(rendered.ok ? rendered.rendered : rendered.reason).toEqual(expected);
});
