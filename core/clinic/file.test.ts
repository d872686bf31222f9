import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ClinicFileProblem, describeProblem, parseClinicFile } from './file.ts';
import { defaultRules } from './rules.ts';
import { digestOf } from './settings.ts';

const good = `slug: tumaini
name: Tumaini Clinic
phone: +254 20 7001200
language: sw
zone: Africa/Nairobi
currency: KES
rules:
  notice: 1 hour
  horizon: 4 weeks
  slot: 15 minutes
  hold: 10 minutes
  staff-confirm: no
branches:
  town:
    name: Town
    address: Moi Avenue
    hours:
      monday-friday: 08:00-13:00, 14:00-17:00
  lake:
    name: Lake
    address: Lake Road
    phone: +254 20 7001300
    zone: Africa/Kampala
    hours:
      saturday: 9:00-13:00
holidays:
  - { days: 2026-12-25, label: Christmas Day }
services:
  dental:
    name: { en: Dental, sw: Meno }
    keywords: [Tooth, jino, tooth]
    duration: 1 hour 30 minutes
    buffer: 5 minutes
    price: 1500
practitioners:
  dr-kamau:
    name: Dr. Wanjiku Kamau
    speciality: { en: Dentist, sw: Daktari wa meno }
    services: [dental]
    branches: [town]
    absences:
      - { days: 2026-12-28 to 2027-01-02 }
channels:
  - { provider: twilio, kind: sms, number: +254711082002 }
`;

const limits = `  cancel-notice: 0 minutes
  move-notice: 1 day
  most-moves: 0
  most-visits: 1
  idle: 10 minutes
  answer-within: 1 hour 30 minutes
  quiet-for: 5 minutes
  on-call: +254 711 082009
  most-messages: 30
  most-messages-a-minute: 100
  daily-budget: 750.5
  reminders: 2 hours, 3 days
  follow-up: no
  waking: 7:30-21:00
  fallback: 20 minutes
  last-fallback: 3 minutes
  most-notices: 2
  call-ahead: 0 minutes
`;

const sid = (digit: string) => `HX${digit.repeat(32)}`;
const channels = `  - { provider: smtp, kind: email, number: miadi@Tumaini.example }
  - provider: twilio
    kind: whatsapp
    number: +254711082001
    templates:
      follow-up: { sw: ${sid('3')} }
      reminder: { sw: ${sid('2')}, en: ${sid('1')} }
`;

/** The good file with one part of it replaced. */
function bad(part: string, by: string): string {
  expect(good).toContain(part);
  return good.replace(part, by);
}

function problemsOf(text: string): ClinicFileProblem[] {
  const parsed = parseClinicFile(text);
  return parsed.ok ? [] : parsed.problems;
}

describe('a good file', () => {
  const parsed = parseClinicFile(good);
  const clinic = parsed.ok ? parsed.clinic : undefined;

  test('is read', () => {
    expect(problemsOf(good)).toEqual([]);
    expect(clinic?.rules).toEqual({
      noticeMinutes: 60,
      horizonDays: 28,
      slotMinutes: 15,
      holdMinutes: 10,
      staffConfirm: false,
      ...defaultRules,
    });
    expect(clinic?.services).toEqual([
      {
        key: 'dental',
        name: { en: 'Dental', sw: 'Meno' },
        keywords: ['tooth', 'jino'],
        durationMinutes: 90,
        bufferMinutes: 5,
        price: '1500.00',
        asksReason: false,
        prepare: null,
        rooms: [],
        reminders: null,
      },
    ]);
    expect(clinic?.practitioners[0]?.absences).toEqual([
      { firstDay: '2026-12-28', lastDay: '2027-01-02', hours: null, branch: null, label: '' },
    ]);
  });

  test('branches have the phone and the zone of the clinic unless they say otherwise', () => {
    expect(clinic?.branches.map(({ phone, zone }) => [phone, zone])).toEqual([
      ['+254 20 7001200', 'Africa/Nairobi'],
      ['+254 20 7001300', 'Africa/Kampala'],
    ]);
    expect(clinic?.branches[1]?.hours).toEqual([{ weekday: 6, opens: '09:00', closes: '13:00' }]);
  });

  test('of the first edition has the digest that clinics keep of it', () => {
    if (clinic === undefined) throw new Error('the good file is not in order');
    expect(digestOf(clinic)).toBe('0b31d07dd89d59bf0084');
  });

  test('may set limits, places, rooms, what is asked and how people are reminded', () => {
    const more = good
      .replace('  staff-confirm: no\n', `  staff-confirm: no\n${limits}`)
      .replace(
        'Moi Avenue\n',
        'Moi Avenue\n    place: -0.0917,34.768\n    rooms: { chair: Chair, x-ray: X-ray }\n',
      )
      .replace(
        'price: 1500\n',
        'price: 1500\n    asks-reason: yes\n    rooms: [x-ray, chair]\n    reminders: none\n',
      )
      .concat(channels);
    expect(problemsOf(more)).toEqual([]);
    expect(parseClinicFile(more)).toMatchObject({
      clinic: {
        rules: {
          cancelNoticeMinutes: 0,
          moveNoticeMinutes: 1440,
          mostMoves: 0,
          mostVisits: 1,
          idleMinutes: 10,
          answerMinutes: 90,
          quietMinutes: 5,
          onCallPhone: '+254711082009',
          mostMessages: 30,
          mostMessagesAMinute: 100,
          dailyBudget: '750.50',
          reminders: [4320, 120],
          followUp: false,
          wakingFrom: '07:30',
          wakingUntil: '21:00',
          fallbackMinutes: 20,
          lastFallbackMinutes: 3,
          mostNotices: 2,
          callAheadMinutes: 0,
        },
        branches: [
          {
            place: { latitude: -0.0917, longitude: 34.768 },
            rooms: [
              { key: 'chair', name: 'Chair' },
              { key: 'x-ray', name: 'X-ray' },
            ],
          },
          { place: null, rooms: [] },
        ],
        services: [{ asksReason: true, rooms: ['chair', 'x-ray'], reminders: [] }],
        channels: [
          {
            kind: 'whatsapp',
            templates: [
              { notice: 'reminder', language: 'en', contentSid: sid('1') },
              { notice: 'reminder', language: 'sw', contentSid: sid('2') },
              { notice: 'follow_up', language: 'sw', contentSid: sid('3') },
            ],
          },
          { kind: 'sms', price: '1.0000', templates: [] },
          { kind: 'email', number: 'miadi@tumaini.example', receives: false, price: '0.0000' },
        ],
      },
    });
  });

  test('says which settings it follows upon, if it was exported', () => {
    expect(parsed).toMatchObject({ after: null });
    expect(parseClinicFile(`after: 0123456789abcdef0123\n${good}`)).toMatchObject({
      ok: true,
      after: '0123456789abcdef0123',
    });
  });

  test('the demo clinic is one', () => {
    expect(problemsOf(readFileSync(new URL('../../demo/amani.yaml', import.meta.url), 'utf8'))).toEqual([]);
  });
});

/**
 * Cases in plain text (file-problems.txt), one a paragraph: a name, what is replaced in the good file => by what, and all
 * that is then told.
 */
const cases = readFileSync(new URL('file-problems.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n\n')
  .map((paragraph): [name: string, text: string, told: string] => {
    const [name = '', change = '', ...told] = paragraph.split('\n');
    const [part = '', by = ''] = unescaped(change).split(' => ');
    return [name.slice('# '.length), bad(part, by === '(nothing)' ? '' : by), told.join('\n')];
  });

/** \n, and \u200b for what nobody would see. */
function unescaped(text: string): string {
  return text
    .replaceAll('\\n', '\n')
    .replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

describe('what is wrong is told with its place and how to mend it', () => {
  test.each(cases)('%s', (_, text, told) => {
    expect(problemsOf(text).map(describeProblem).join('\n')).toBe(told);
  });

  test('a file that is no YAML is told by its line alone', () => {
    const problems = problemsOf(bad('zone: Africa/Nairobi', 'zone: "Africa/Nairobi'));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ path, line }) => path === 'file' && line !== null)).toBe(true);
  });

  test.each([
    ['', /is missing/],
    ['just words', /has not the form/],
    ['- a\n- b', /is a list/],
  ])('%j is no clinic', (text, what) => {
    expect(problemsOf(text)).toMatchObject([{ path: 'file', what: expect.stringMatching(what) }]);
  });
});

test.each(['می‌خواهم', 'क्‍ष', 'Dr. Ng’ang’a', '24/7', 'Afya 🏥'])('%j is a name', (name) => {
  expect(problemsOf(bad('name: Lake', `name: ${name}`))).toEqual([]);
});

test('all problems are told at once, in the order of the file', () => {
  const text = bad('language: sw', 'language: fr')
    .replace('[dental]', '[dentel]')
    .replace('14:00-17:00', '17:00-14:00')
    .replace('price: 1500', 'prise: 1500');
  expect(problemsOf(text).map(({ path, line }) => [path, line])).toEqual([
    ['language', 4],
    ['branches.town.hours.monday-friday', 18],
    ['services.dental.prise', 34],
    ['practitioners.dr-kamau.services[1]', 39],
  ]);
});
