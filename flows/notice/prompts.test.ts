import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { noticeKinds } from '../../core/reminders/notice.ts';
import { type NoticeTold, noticeAnswers } from '../../core/reminders/told.ts';
import { appointmentId, noticeId, sampleClinic } from '../sample-clinic.ts';
import { nowhere, readMessage } from '../understand/read-message.ts';
import { type Text, wordsOf } from '../words.ts';
import { noticeChoices, noticePrompt, numberedAnswers } from './prompts.ts';

const clinic = sampleClinic();
const languages = ['en', 'sw'] as const;

function told(given: Partial<NoticeTold> = {}, visit: Partial<NoticeTold['visit']> = {}): NoticeTold {
  return {
    ...{ noticeId: noticeId(1), appointmentId: appointmentId(50), kind: 'reminder', confirmed: false },
    clinic: { name: 'Amani Family Clinic', phone: clinic.phone },
    visit: {
      ...{ start: '2026-09-30T07:30:00Z', zone: 'Africa/Nairobi', branch: 'Westlands', name: null },
      ...{ service: { en: 'Antenatal clinic', sw: 'Kliniki ya wajawazito' }, practitioner: 'Dr. Otieno' },
      ...visit,
    },
    asks: 'digits',
    ...given,
  };
}

/** As long as names get. */
const longest = {
  ...{ branch: 'Westlands Medical Plaza and Annexe', practitioner: 'Dr Wanjiku Kamau-Mwangi wa Nyambura' },
  name: 'Asha Wanjiku Njeri Mwangi-Kariuki',
};
const everyWay = noticeKinds.flatMap((kind) =>
  [true, false].flatMap((confirmed) =>
    (['digits', 'words'] as const).map((asks) => ({ kind, confirmed, asks })),
  ),
);

const words = (given: NoticeTold, language: 'en' | 'sw', kind: 'whatsapp' | 'sms') =>
  wordsOf(noticePrompt(given) as Text, language, kind);
const idsOf = (given: NoticeTold) => noticePrompt(given).choices.map(({ id }) => id);

describe('what it says', () => {
  test('who writes, the day and the hour, with whom and where', () => {
    expect(words(told(), 'en', 'sms')).toBe(
      'Amani Family Clinic: a reminder of your visit on Wednesday 30 September, 10:30 am, Dr. Otieno, Westlands. Will you come?',
    );
    expect(words(told(), 'sw', 'sms')).toBe(
      'Amani Family Clinic: tunakukumbusha miadi yako ya Jumatano 30 Septemba, saa 4:30 asubuhi (10:30), Dr. Otieno, Westlands. Je, utakuja?',
    );
    expect(words(told(), 'en', 'whatsapp').split('\n')).toEqual([
      'Hello from Amani Family Clinic.',
      'This is a reminder of your visit:',
      '*Wednesday 30 September, 10:30 am*',
      'Dr. Otieno, Westlands',
      'Will you come?',
    ]);
  });

  test.each(everyWay)('never what for: $kind, confirmed $confirmed, by $asks', (way) => {
    const written = JSON.stringify(noticePrompt(told(way, longest)));
    expect(written).not.toMatch(/antenatal|wajawazito|service/i);
    for (const language of languages) {
      expect(words(told(way, longest), language, 'whatsapp')).not.toMatch(/antenatal|wajawazito/i);
    }
  });

  test('the patient’s name where it is given', () => {
    expect(words(told({}, { name: 'Baraka Njeri' }), 'en', 'sms')).toContain(', for Baraka Njeri.');
    expect(words(told({}, { name: 'Baraka Njeri' }), 'sw', 'whatsapp')).toContain(', jina Baraka Njeri\n');
  });
});

describe('what can be answered', () => {
  test.each([
    [{ kind: 'reminder' }, ['confirm', 'move', 'cannot']],
    [{ kind: 'reminder', confirmed: true }, ['move', 'cannot']],
    [{ kind: 'confirmed' }, ['move', 'cannot']],
    [{ kind: 'changed' }, ['confirm', 'move', 'cannot']],
    [{ kind: 'cancelled' }, ['again', 'person']],
    [{ kind: 'follow_up' }, ['again', 'no']],
  ] as const)('%o: %o', (given, ids) => {
    expect(idsOf(told(given))).toEqual(ids);
    expect(ids.every((id) => noticeAnswers.includes(id))).toBe(true);
  });

  test('by digits only where lines are numbered', () => {
    expect(noticePrompt(told()).asks).toBeUndefined();
    expect(noticePrompt(told({ asks: 'words' })).asks).toBe('words');
    expect(noticePrompt(told({ confirmed: true })).asks).toBe('words');
    for (const kind of noticeKinds) {
      const numbered = noticePrompt(told({ kind })).asks === undefined;
      expect(numberedAnswers(kind)).toEqual(numbered ? noticeChoices(kind) : []);
    }
  });

  /** Only where they are no choices do the words say how. */
  test.each([
    ['reminder', 'en', 'I will come', 'confirm'],
    ['reminder', 'en', 'I cannot come', 'cannot_come'],
    ['reminder', 'sw', 'NITAKUJA', 'confirm'],
    ['reminder', 'sw', 'SITAWEZA', 'cannot_come'],
    ['confirmed', 'en', 'I cannot come', 'cannot_come'],
    ['confirmed', 'sw', 'SITAWEZA', 'cannot_come'],
    ['follow_up', 'en', 'book a visit', 'book'],
    ['follow_up', 'sw', 'weka miadi', 'book'],
  ] as const)('%s, in words (%s): %s is read as %s', (kind, language, answer, intent) => {
    expect(words(told({ kind, asks: 'words' }), language, 'sms')).toContain(answer);
    expect(words(told({ kind, asks: 'words' }), language, 'whatsapp')).not.toContain(answer);
    for (const asked of [null, 'yes_no', 'slot', 'day', 'name', 'reason', 'for_whom'] as const)
      expect(readMessage(answer, { ...nowhere, asked }).intents[0]).toBe(intent);
  });
});

describe('its limits', () => {
  test.each(everyWay)('$kind, confirmed $confirmed, by $asks', (way) => {
    const given = told({ ...way, clinic: { name: clinic.name, phone: clinic.phone } }, longest);
    const { asks, choices } = noticePrompt(given);
    for (const language of languages) {
      const lines = choices.map(({ label }, at) => `${at + 1} ${wordsOf(label, language, 'sms')}`);
      const how = wordsOf(
        { key: 'common.how_to_reply', params: { first: 1, last: choices.length } },
        language,
        'sms',
      );
      const sms = [words(given, language, 'sms'), ...(asks === 'words' ? [] : [...lines, how])].join('\n');
      const counted = new SegmentedMessage(sms);
      expect([sms, counted.encodingName, counted.segmentsCount <= 2]).toEqual([sms, 'GSM-7', true]);
      for (const { label } of choices)
        expect(wordsOf(label, language, 'whatsapp').length).toBeLessThanOrEqual(20);
      const labels = choices.map(({ label }) => wordsOf(label, language, 'whatsapp'));
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});
