import { expect, test } from 'vitest';
import { noticeKinds } from '../../core/reminders/notice.ts';
import { type NoticeTold, noticeOfWait, noticeWaitId } from '../../core/reminders/told.ts';
import { appointmentId, noticeId } from '../../flows/sample-clinic.ts';
import { readContent } from '../render/content.ts';
import { render } from '../render/render.ts';
import { composeNotice } from './compose.ts';

const told = (given: Partial<NoticeTold>): NoticeTold => ({
  ...{ noticeId: noticeId(1), appointmentId: appointmentId(1), kind: 'reminder', confirmed: false },
  clinic: { name: 'Amani Family Clinic', phone: '+254 711 000 001' },
  visit: {
    ...{ start: '2026-10-07T07:00:00Z', zone: 'Africa/Nairobi', branch: 'Westlands', name: null },
    ...{ service: { en: 'Dental', sw: 'Meno' }, practitioner: 'Dr. Otieno' },
  },
  asks: 'digits',
  ...given,
});
const show = (given: Partial<NoticeTold>, kind: 'whatsapp' | 'sms') => {
  const { prompt, waitId } = readContent(composeNotice(told(given)));
  return render(prompt, 'en', kind, waitId, told(given).clinic);
};

test('by SMS: numbered lines', () => {
  expect(show({}, 'sms')).toMatchObject({
    kind: 'text',
    segments: 2,
    text: expect.stringMatching(
      /Will you come\?\n1 I'll come\n2 Another time\n3 Can't come\nReply with a number, 1-3\.$/,
    ),
  });
});

test('by SMS in the midst of something else: words, and no number', () => {
  const { kind, ...shown } = show({ asks: 'words' }, 'sms');
  expect(kind).toBe('text');
  expect(JSON.stringify(shown)).toContain('Reply \\"I will come\\" or \\"I cannot come\\".');
  expect(JSON.stringify(shown)).not.toMatch(/\\n/);
});

test.each(noticeKinds)('by WhatsApp: buttons that name the notice, in the midst of whatever (%s)', (kind) => {
  for (const asks of ['digits', 'words'] as const) {
    const shown = show({ kind, asks }, 'whatsapp');
    if (shown.kind !== 'buttons') throw new Error(`shown as ${shown.kind}`);
    for (const { id } of shown.buttons) expect(id.startsWith(`${noticeWaitId(noticeId(1))}.`)).toBe(true);
    expect(noticeOfWait(noticeWaitId(noticeId(1)))).toBe(noticeId(1));
  }
});

test('where buttons cannot be shown and a digit answers something else, its choices have no numbers', () => {
  const shown = show({ asks: 'words' }, 'whatsapp');
  expect(shown.kind === 'buttons' && shown.plain.split('\n\n').slice(1)).toEqual([
    "- I'll come\n- Another time\n- Can't come",
  ]);
});
