import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences } from './differences.ts';
import { parseClinicFile } from './file.ts';
import { readDays, readMinutes, writeDays, writeMinutes } from './plain-values.ts';
import { defaultRules } from './rules.ts';
import { type ClinicSettings, defaultPrice, digestOf, inCanonicalOrder } from './settings.ts';
import { readWeeklyHours, writeWeeklyHours } from './weekly-hours.ts';
import { writeClinicFile } from './write-file.ts';

const demo = readFileSync(new URL('../../demo/amani.yaml', import.meta.url), 'utf8');

function parsed(text: string): ClinicSettings {
  const result = parseClinicFile(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.clinic;
}

/** Every part that a file may have, and texts that YAML would misread. */
const everything: ClinicSettings = {
  ...parsed(demo),
  name: 'no: #1 "Clinic"',
  holidays: [
    {
      firstDay: '2026-12-24',
      lastDay: '2026-12-24',
      hours: { opens: '13:00', closes: '17:00' },
      branch: 'westlands',
      label: 'Eve, half a day',
    },
    { firstDay: '2026-12-25', lastDay: '2026-12-27', hours: null, branch: null, label: '- [closed]' },
  ],
  practitioners: parsed(demo).practitioners.map((practitioner, index) => ({
    ...practitioner,
    branches: [
      { branch: 'westlands', hours: index === 0 ? [{ weekday: 7, opens: '00:00', closes: '23:59' }] : null },
      { branch: 'ngong-road', hours: null },
    ],
    absences: [
      { firstDay: '2026-11-02', lastDay: '2026-11-06', hours: null, branch: null, label: '' },
      {
        firstDay: '2026-11-09',
        lastDay: '2026-11-09',
        hours: { opens: '08:00', closes: '10:00' },
        branch: 'ngong-road',
        label: 'Course',
      },
    ],
    extraHours: [
      {
        firstDay: '2026-11-08',
        lastDay: '2026-11-08',
        hours: { opens: '09:00', closes: '12:00' },
        branch: 'westlands',
        label: 'Eye camp',
      },
    ],
  })),
  rules: {
    ...parsed(demo).rules,
    cancelNoticeMinutes: 0,
    moveNoticeMinutes: 90,
    mostMoves: 0,
    mostVisits: 100,
    idleMinutes: 10_080,
    answerMinutes: 1,
    quietMinutes: 1500,
    onCallPhone: '+255222123456',
    mostMessages: 5,
    mostMessagesAMinute: 100_000,
    dailyBudget: '0.50',
    reminders: [30, 43_200, 90],
    followUp: false,
    wakingFrom: '00:00',
    wakingUntil: '23:59',
    fallbackMinutes: 1,
    lastFallbackMinutes: 720,
    mostNotices: 100,
    callAheadMinutes: 0,
  },
  branches: parsed(demo).branches.map((branch, index) => ({
    ...branch,
    place: index === 0 ? { latitude: -0.00000012, longitude: 180 } : null,
    rooms: index === 0 ? [{ key: 'dental-room', name: 'yes' }] : [{ key: 'chair', name: 'Chair: 2' }],
  })),
  services: parsed(demo).services.map((service, index) => ({
    ...service,
    reminders: [null, [], [120]][index % 3] ?? null,
    price: '99.50',
    asksReason: true,
    rooms: ['chair', 'dental-room'],
    keywords: ['22', 'true'],
  })),
  channels: [
    {
      provider: 'africastalking',
      kind: 'sms',
      number: '22141',
      keyword: 'AMANI',
      receives: true,
      price: '0.0050',
      templates: [],
    },
    {
      provider: 'africastalking',
      kind: 'sms',
      number: 'AMANI',
      keyword: null,
      receives: false,
      price: '100.0000',
      templates: [],
    },
    {
      ...{ provider: 'smtp', kind: 'email', number: 'Miadi@amani.example', keyword: null, receives: false },
      ...{ price: '0.0100', templates: [] },
    },
    {
      ...{ provider: 'twilio', kind: 'whatsapp', number: '+254711082001', keyword: null, receives: true },
      price: '1.0000',
      templates: [
        { notice: 'follow_up', language: 'en', contentSid: `HX${'1'.repeat(32)}` },
        { notice: 'reminder', language: 'sw', contentSid: `HX${'2'.repeat(32)}` },
        { notice: 'reminder', language: 'en', contentSid: `HX${'3'.repeat(32)}` },
        { notice: 'staff_message', language: 'sw', contentSid: `HX${'4'.repeat(32)}` },
      ],
    },
  ],
};

describe('writeClinicFile', () => {
  test('writes the demo clinic as it is in its folder', () => {
    expect(writeClinicFile(parsed(demo))).toBe(demo);
  });

  test('is read back as what was written, with every part there is', () => {
    expect(parsed(writeClinicFile(everything))).toEqual(inCanonicalOrder(everything));
  });

  test('hands on the digest it follows upon', () => {
    const after = digestOf(everything);
    expect(parseClinicFile(writeClinicFile(everything, { after }))).toMatchObject({ ok: true, after });
  });
});

test('what a clinic says of limits, places, rooms and reasons is part of its digest', () => {
  const { rules, ...clinic } = parsed(demo);
  const silent: ClinicSettings = {
    ...clinic,
    rules: { ...rules, ...defaultRules },
    branches: clinic.branches.map((branch) => ({ ...branch, place: null, rooms: [] })),
    services: clinic.services.map((service) => ({
      ...service,
      asksReason: false,
      prepare: null,
      rooms: [],
      reminders: null,
    })),
    channels: clinic.channels.map((channel) => ({
      ...channel,
      price: defaultPrice(channel.kind),
      templates: [],
    })),
    answers: { prepare: null, payment: null },
  };
  const [first, ...others] = silent.branches;
  const [service, ...services] = silent.services;
  if (first === undefined || service === undefined)
    throw new Error('the demo clinic has branches and services');
  const room = { key: 'chair', name: 'Chair' };
  const template = { notice: 'reminder', language: 'en', contentSid: `HX${'1'.repeat(32)}` } as const;
  const telling: ClinicSettings[] = [
    { ...silent, rules: { ...silent.rules, mostMoves: 4 } },
    { ...silent, rules: { ...silent.rules, onCallPhone: '+254711082009' } },
    { ...silent, rules: { ...silent.rules, dailyBudget: '10.00' } },
    { ...silent, channels: silent.channels.map((channel) => ({ ...channel, price: '0.0000' })) },
    { ...silent, branches: [{ ...first, place: { latitude: 0, longitude: 0 } }, ...others] },
    { ...silent, branches: [{ ...first, rooms: [room] }, ...others] },
    { ...silent, services: [{ ...service, asksReason: true }, ...services] },
    { ...silent, services: [{ ...service, prepare: { en: 'Fast.', sw: 'Usile.' } }, ...services] },
    { ...silent, answers: { prepare: null, payment: { en: 'Cash.', sw: 'Pesa taslimu.' } } },
    { ...silent, rules: { ...silent.rules, emergency: '112' } },
    { ...silent, rules: { ...silent.rules, reminders: [1440, 120] } },
    { ...silent, rules: { ...silent.rules, reminders: [] } },
    { ...silent, rules: { ...silent.rules, followUp: false } },
    { ...silent, rules: { ...silent.rules, wakingUntil: '21:00' } },
    { ...silent, services: [{ ...service, reminders: [] }, ...services] },
    { ...silent, channels: silent.channels.map((channel) => ({ ...channel, templates: [template] })) },
  ];
  expect(new Set([silent, ...telling].map(digestOf)).size).toBe(telling.length + 1);
});

test('the digest is of the settings, not of the order in which sets were written', () => {
  const turned = {
    ...everything,
    holidays: everything.holidays.toReversed(),
    channels: everything.channels.toReversed(),
    practitioners: everything.practitioners.map(({ branches, ...rest }) => ({
      branches: branches.toReversed(),
      ...rest,
    })),
  };
  expect(digestOf(turned)).toBe(digestOf(everything));
  expect(digestOf({ ...everything, services: everything.services.toReversed() })).not.toBe(
    digestOf(everything),
  );
  expect(digestOf({ ...everything, currency: 'TZS' })).not.toBe(digestOf(everything));
});

describe('what is written is read as the same', () => {
  test('lengths of time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000 }), (minutes) => {
        expect(readMinutes(writeMinutes(minutes), 0, 50_000)).toEqual({ ok: true, value: minutes });
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 365 }), (days) => {
        expect(readDays(writeDays(days), 1, 365)).toEqual({ ok: true, value: days });
      }),
    );
  });

  test('weekly hours', () => {
    const spans = fc.constantFrom(
      ['08:00-13:00'],
      ['08:00-13:00', '14:00-17:00'],
      ['00:00-08:00', '08:00-23:59'],
      [],
    );
    fc.assert(
      fc.property(fc.array(spans, { minLength: 7, maxLength: 7 }), (week) => {
        const hours = week.flatMap((day, index) =>
          day.map((span) => ({ weekday: index + 1, opens: span.slice(0, 5), closes: span.slice(6) })),
        );
        expect(readWeeklyHours(writeWeeklyHours(hours))).toEqual({ hours, problems: [] });
      }),
    );
  });
});

describe('differences are told in the words of the file', () => {
  const clinic = parsed(demo);
  const [general, dental, ...otherServices] = clinic.services;
  if (general === undefined || dental === undefined) throw new Error('the demo clinic has services');
  const rows: [name: string, after: ClinicSettings, told: string[]][] = [
    ['nothing', clinic, []],
    ['a value', { ...clinic, currency: 'TZS' }, ['currency: KES → TZS']],
    ['a record less', { ...clinic, services: [dental, ...otherServices] }, ['services.general: taken out']],
    [
      'a record more',
      { ...clinic, services: [...clinic.services, { ...general, key: 'physio' }] },
      ['services.physio: added'],
    ],
    [
      'another order',
      { ...clinic, services: [dental, general, ...otherServices] },
      ['services: in another order'],
    ],
    [
      'a part less',
      { ...clinic, services: [{ ...general, price: null }, dental, ...otherServices] },
      ['services.general.price: taken out, 1500'],
    ],
    [
      'a limit',
      { ...clinic, rules: { ...clinic.rules, cancelNoticeMinutes: 180, onCallPhone: null } },
      ['rules.cancel-notice: 2 hours → 3 hours', 'rules.on-call: taken out, +254 711 082009'],
    ],
    [
      'reminders',
      { ...clinic, rules: { ...clinic.rules, reminders: [] } },
      ['rules.reminders: 2 days, 1 day, 2 hours → none'],
    ],
    [
      'a room less',
      {
        ...clinic,
        branches: clinic.branches.map((branch) => ({ ...branch, rooms: [] })),
        services: clinic.services.map((service) => ({ ...service, rooms: [] })),
      },
      ['branches.westlands.rooms: taken out', 'services.dental.rooms: taken out, dental-room'],
    ],
    [
      'items of a list',
      { ...clinic, services: [{ ...general, keywords: ['doctor'] }, dental, ...otherServices] },
      general.keywords
        .filter((word) => word !== 'doctor')
        .map((word) => `services.general.keywords: taken out, ${word}`),
    ],
    [
      'entries of a list',
      { ...clinic, channels: clinic.channels.slice(1) },
      [
        expect.stringMatching(
          /^channels: taken out, provider twilio, kind whatsapp, number \+254711082001, templates reminder en HX/,
        ),
      ],
    ],
  ];
  test.each(rows)('%s', (_, after, told) => {
    expect(differences(clinic, after)).toEqual(told);
  });
});
