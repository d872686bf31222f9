import { describe, expect, test } from 'vitest';
import { type Choice, prompt, text } from '../../flows/vocabulary.ts';
import { isGsm7 } from './gsm7.ts';
import { render } from './render.ts';

const waitId = '0199a1b2-0000-7000-8000-000000000001';

const clinic = { name: 'Amani Family Clinic', phone: '+254 20 7001200' };

const doctors: Choice[] = [
  {
    id: 'p1',
    label: text('common.name', { name: 'Dr Wanjikũ' }),
    hint: text('booking.address', { address: 'Mama  Ngina\nSt' }),
  },
  { id: 'any', label: text('booking.any_doctor', {}) },
];
const taken = text('booking.slot_taken', {});
const asked = prompt('booking.choose_practitioner', {}, doctors, taken);

test('WhatsApp in English: buttons', () => {
  expect(render(asked, 'en', 'whatsapp', waitId, clinic)).toEqual({
    kind: 'buttons',
    body: 'Sorry, that time has just been taken.\n\nWho would you like to see?',
    buttons: [
      { id: `${waitId}.p1`, title: 'Dr Wanjikũ' },
      { id: `${waitId}.any`, title: 'Any doctor' },
    ],
    plain: [
      'Sorry, that time has just been taken.\n\nWho would you like to see?\n',
      '1 Dr Wanjikũ – Mama Ngina St\n2 Any doctor\n',
      'Reply with a number, 1-2.',
    ].join('\n'),
  });
});

test('SMS in English: numbered lines in GSM-7', () => {
  expect(render(asked, 'en', 'sms', waitId, clinic)).toEqual({
    kind: 'text',
    segments: 1,
    text: [
      'Sorry, that time has just been taken.',
      'Who would you like to see?',
      '1 Dr Wanjiku (Mama Ngina St)',
      '2 Any doctor',
      'Reply with a number, 1-2.',
    ].join('\n'),
  });
});

describe('e-mail', () => {
  test('has the words and no choices, says how to answer, and a subject that tells nothing', () => {
    expect(render(asked, 'en', 'email', waitId, clinic)).toEqual({
      kind: 'email',
      sender: 'Amani Family Clinic',
      subject: 'A message from Amani Family Clinic',
      text: [
        'Sorry, that time has just been taken.\n',
        'Who would you like to see?\n',
        'Please do not reply to this e-mail: nobody reads this mailbox. To answer, write to us on WhatsApp or by SMS, or call +254 20 7001200.\n',
      ].join('\n'),
    });
  });

  test('in Swahili, and in plain letters', () => {
    const said = prompt('staff.text', { text: 'Habari Wanjikũ – *leta* kadi…' });
    expect(render(said, 'sw', 'email', null, clinic)).toMatchObject({
      subject: 'Ujumbe kutoka Amani Family Clinic',
      text: expect.stringMatching(
        /^Habari Wanjikũ – leta kadi…\n\nTafadhali usijibu .* piga \+254 20 7001200\.\n$/,
      ),
    });
  });
});

test('Swahili has other words and the same choices', () => {
  const english = render(asked, 'en', 'whatsapp', waitId, clinic);
  const swahili = render(asked, 'sw', 'whatsapp', waitId, clinic);
  expect(swahili.kind).toBe('buttons');
  expect(swahili).not.toEqual(english);
  const ids = [english, swahili].map(
    (one) => one.kind === 'buttons' && one.buttons.map((button) => button.id),
  );
  expect(ids[0]).toEqual(ids[1]);
});

test('a hint that says nothing on a channel leaves no trace', () => {
  const when = { start: '2026-10-08T06:00:00Z', zone: 'Africa/Nairobi', practitioner: 'Dr. Otieno' };
  const choices: Choice[] = [
    { id: 's', label: text('booking.slot', when), hint: text('booking.slot_hint', when) },
  ];
  const rendered = render(prompt('booking.choose_slot_near', {}, choices), 'en', 'sms', waitId, clinic);
  expect(rendered.kind === 'text' && rendered.text).not.toContain('()');
});

describe('staff’s own text', () => {
  const words = 'Habari Wanjikũ – *bring* your card…';
  const said = prompt('staff.text', { text: words });
  test('goes out as it was written on WhatsApp', () => {
    expect(render(said, 'en', 'whatsapp', null, clinic)).toEqual({ kind: 'text', text: words, segments: 1 });
  });
  test('is folded for SMS', () => {
    const rendered = render(said, 'en', 'sms', null, clinic);
    expect(rendered).toEqual({ kind: 'text', text: 'Habari Wanjiku - bring your card...', segments: 1 });
    expect(rendered.kind === 'text' && isGsm7(rendered.text)).toBe(true);
  });
});
