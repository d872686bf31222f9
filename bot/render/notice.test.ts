import { describe, expect, test } from 'vitest';
import type { AddressKind } from '../../core/db/tables.ts';
import { languages } from '../../core/language.ts';
import { noticeKinds } from '../../core/reminders/notice.ts';
import { type NoticeTold, noticeWaitId } from '../../core/reminders/told.ts';
import { createTestAccount, onWhatsApp, patient } from '../../emulators/twilio/test-account.ts';
import { noticePrompt } from '../../flows/notice/prompts.ts';
import { approvedTemplate } from '../../flows/notice/templates.ts';
import { appointmentId, noticeId } from '../../flows/sample-clinic.ts';
import { prompt } from '../../flows/vocabulary.ts';
import { askingWords, renderAsking, renderNotice, type WhatsappWindow } from './notice.ts';
import { render } from './render.ts';

const clinic = { name: 'Amani Family Clinic', phone: '+254 20 7001200' };
const waitId = noticeWaitId(noticeId(1));

function notice(kind: NoticeTold['kind'], confirmed = false, branch = 'Westlands') {
  const visit = { start: '2026-09-30T07:30:00Z', zone: 'Africa/Nairobi', branch, name: null };
  return noticePrompt({
    ...{ noticeId: noticeId(1), appointmentId: appointmentId(50), kind, confirmed, asks: 'digits', clinic },
    visit: { ...visit, service: { en: 'Dental', sw: 'Meno' }, practitioner: 'Dr. Otieno' },
  });
}

const reminder = notice('reminder');
const itsWords = (kind: AddressKind) => render(reminder, 'en', kind, waitId, clinic);
const approved = {
  kind: 'template',
  contentSid: 'HX1',
  variables: {
    ...{ 1: clinic.name, 2: expect.stringContaining('10:30'), 3: 'Dr. Otieno, Westlands' },
    ...{ 4: `${waitId}.confirm`, 5: `${waitId}.move`, 6: `${waitId}.cannot` },
  },
};
const templates = { reminder: 'HX1', cancelled: 'HX2' };

test.each<[string, AddressKind, WhatsappWindow, unknown]>([
  ['while they write to us', 'whatsapp', { windowOpen: true, templates }, itsWords('whatsapp')],
  [
    'while they write to us, without a template',
    'whatsapp',
    { windowOpen: true, templates: null },
    itsWords('whatsapp'),
  ],
  ['after a day', 'whatsapp', { windowOpen: false, templates }, approved],
  ['after a day, without any template', 'whatsapp', { windowOpen: false, templates: null }, 'outside_window'],
  [
    'after a day, with others',
    'whatsapp',
    { windowOpen: false, templates: { changed: 'HX2' } },
    'outside_window',
  ],
  ['by SMS', 'sms', { windowOpen: false, templates: null }, itsWords('sms')],
  ['by SMS, whatever WhatsApp has', 'sms', { windowOpen: false, templates }, itsWords('sms')],
  ['by e-mail', 'email', { windowOpen: false, templates: null }, itsWords('email')],
])('%s', (_, kind, window, expected) => {
  const rendered = renderNotice(reminder, 'en', kind, waitId, window, clinic);
  expect(rendered.ok ? rendered.rendered : rendered.reason).toEqual(expected);
});

describe('outside the window', () => {
  const outside = (
    own: Parameters<typeof renderNotice>[0],
    sids: WhatsappWindow['templates'],
    wait: string | null = waitId,
  ) => renderNotice(own, 'en', 'whatsapp', wait, { windowOpen: false, templates: sids }, clinic);

  test('who is expected is told so, where the clinic has the text, and else asked once more', () => {
    const expected = notice('reminder', true);
    expect(outside(expected, { reminder: 'HX1', confirmed: 'HX3' })).toMatchObject({
      rendered: { contentSid: 'HX3', variables: { 4: `${waitId}.move`, 5: `${waitId}.cannot` } },
    });
    expect(outside(expected, { reminder: 'HX1' })).toMatchObject({ rendered: approved });
  });

  test('what is no notice, or waits for nothing, has no template', () => {
    expect(outside(prompt('staff.text', { text: 'Karibu' }), templates)).toMatchObject({ ok: false });
    expect(outside(reminder, templates, null)).toMatchObject({ ok: false });
  });

  test('a name that would not fit into a variable is made to', () => {
    expect(outside(notice('reminder', false, ' West\n\nlands '), templates)).toMatchObject({
      rendered: { variables: { 3: 'Dr. Otieno, West lands' } },
    });
  });
});

test.each(noticeKinds.flatMap((kind) => languages.map((language) => ({ kind, language }))))(
  'WhatsApp takes $kind in $language as we fill it',
  async ({ kind, language }) => {
    const account = createTestAccount();
    const sid = `HX${'a'.repeat(32)}`;
    account.emulator.approve({ sid, language, ...approvedTemplate(kind, language) });
    const window = { windowOpen: false, templates: { [kind]: sid } };
    const outcome = renderNotice(notice(kind), language, 'whatsapp', waitId, window, clinic);
    if (!outcome.ok || outcome.rendered.kind !== 'template') throw new Error('it has a template');
    const { contentSid, variables } = outcome.rendered;
    const contentVariables = JSON.stringify(variables);
    await account.client.messages.create({ ...onWhatsApp, contentSid, contentVariables });
    const within = render(notice(kind), language, 'whatsapp', waitId, clinic);
    if (within.kind !== 'buttons') throw new Error('it has buttons');
    expect(account.network.inbox('whatsapp', patient)).toMatchObject([
      { text: within.body, interactive: { type: 'buttons', buttons: within.buttons } },
    ]);
  },
);

test.each(languages)(
  'WhatsApp takes in %s the text by which staff ask somebody to write',
  async (language) => {
    const account = createTestAccount();
    const sid = `HX${'a'.repeat(32)}`;
    account.emulator.approve({ sid, language, ...approvedTemplate('staff_message', language) });
    const params = { clinic: ' Amani\n Family Clinic' };
    const rendered = renderAsking({ key: 'staff.please_write', params, choices: [] }, sid);
    if (rendered.kind !== 'template') throw new Error('it is a template');
    const contentVariables = JSON.stringify(rendered.variables);
    await account.client.messages.create({
      ...onWhatsApp,
      contentSid: rendered.contentSid,
      contentVariables,
    });
    expect(account.network.inbox('whatsapp', patient)).toMatchObject([
      { text: askingWords('Amani Family Clinic', language) },
    ]);
  },
);
