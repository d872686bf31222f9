import { describe, expect, test } from 'vitest';
import { noticeKinds } from '../../core/reminders/notice.ts';
import { noticeWaitId } from '../../core/reminders/told.ts';
import { appointmentId, noticeId } from '../sample-clinic.ts';
import { type Text, wordsOf } from '../words.ts';
import { noticePrompt } from './prompts.ts';
import {
  approvedTemplate,
  isNoticePrompt,
  type NoticePrompt,
  templateOf,
  templateVariables,
} from './templates.ts';

const languages = ['en', 'sw'] as const;
const every = noticeKinds.flatMap((kind) => languages.map((language) => ({ kind, language })));
const waitId = noticeWaitId(noticeId(1));

function promptOf(kind: (typeof noticeKinds)[number], given: object = {}, confirmed = false): NoticePrompt {
  const prompt = noticePrompt({
    ...{ noticeId: noticeId(1), appointmentId: appointmentId(50), kind, confirmed, asks: 'digits' },
    clinic: { name: 'Amani Family Clinic', phone: '+254 711 000 001' },
    visit: {
      ...{ start: '2026-09-30T07:30:00Z', zone: 'Africa/Nairobi', branch: 'Westlands', name: 'Baraka Njeri' },
      ...{ service: { en: 'Dental', sw: 'Meno' }, practitioner: 'Dr. Otieno' },
      ...given,
    },
  });
  if (!isNoticePrompt(prompt)) throw new Error('it is a notice');
  return prompt;
}

/** As WhatsApp puts the two together. */
const filled = (written: string, variables: Record<string, string>) =>
  written.replace(/\{\{(\d+)\}\}/g, (_, at: string) => variables[at] ?? '');

describe.each(every)('the template of $kind in $language', ({ kind, language }) => {
  const template = approvedTemplate(kind, language);
  const prompt = promptOf(kind);

  test('says with its variables what the notice says', () => {
    const variables = templateVariables(prompt, waitId, language);
    expect(filled(template.body, variables)).toBe(wordsOf(prompt as Text, language, 'whatsapp'));
    expect(template.buttons.map(({ title, id }) => ({ title, id: filled(id, variables) }))).toEqual(
      prompt.choices.map(({ id, label }) => ({
        title: wordsOf(label, language, 'whatsapp'),
        id: `${waitId}.${id}`,
      })),
    );
    expect(Object.keys(variables)).toEqual(
      Array.from({ length: 3 + template.buttons.length }, (_, at) => String(at + 1)),
    );
  });

  test('is as WhatsApp wants it: words at both ends, variables counted up, few of them', () => {
    expect(template.body).not.toMatch(/^[\s*]*\{\{|\}\}[\s*.?!]*$/);
    const numbers = [...template.body.matchAll(/\{\{(\d+)\}\}/g)].map(([, number]) => number);
    expect(numbers).toEqual(['1', '2', '3']);
    expect(template.body).not.toMatch(/\}\}\s*\{\{|\n{3,}| {2,}/);
    // More words than variables, and a few more.
    expect(template.body.replace(/\{\{\d\}\}/g, '').split(/\s+/).length).toBeGreaterThan(2 * 3);
    expect(template.buttons.length).toBeLessThanOrEqual(3);
    for (const { title } of template.buttons) expect(title.length).toBeLessThanOrEqual(20);
  });

  test('stays within its limits whatever the names', () => {
    const endless = 'Wanjiku  wa\nNyambura '.repeat(40);
    const long = promptOf(kind, { branch: endless, practitioner: endless, name: endless });
    const variables = templateVariables(long, waitId, language);
    expect(filled(template.body, variables).length).toBeLessThanOrEqual(1024);
    for (const value of Object.values(variables)) {
      expect(value).toMatch(/\S/);
      expect(value).not.toMatch(/[\n\t]| {2,}/);
    }
    for (const { id } of template.buttons) expect(filled(id, variables).length).toBeLessThanOrEqual(200);
  });
});

test('who will come has no template of their own: their visit is confirmed', () => {
  const prompt = promptOf('reminder', {}, true);
  expect([prompt.key, templateOf(prompt)]).toEqual(['notice.expected', 'confirmed']);
  const { buttons } = approvedTemplate('confirmed', 'en');
  expect(buttons.map(({ title }) => title)).toEqual(
    prompt.choices.map(({ label }) => wordsOf(label, 'en', 'whatsapp')),
  );
});

test('a prompt of a conversation has none', () => {
  expect(isNoticePrompt({ key: 'common.gladly', params: {}, choices: [] })).toBe(false);
});
