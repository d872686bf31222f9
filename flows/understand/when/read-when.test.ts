import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_READ, tokenize } from '../tokens.ts';
import { inShort } from './in-short.ts';
import { countSteps, readWhen } from './read-when.ts';

const now = '2026-10-07T20:18';
const units = ['moja', 'mbili', 'tatu', 'nne', 'tano', 'sita', 'saba', 'nane', 'tisa', 'kumi'];
const hours = [...units, 'kumi na moja', 'kumi na mbili'];
const tens = ['', 'kumi', 'ishirini', 'thelathini', 'arobaini', 'hamsini'];

function inWords(minute: number): string {
  const unit = units[(minute % 10) - 1];
  const ten = tens[Math.floor(minute / 10)];
  return [ten, unit].filter(Boolean).join(' na ');
}

function partOf(hour: number): string {
  if (hour >= 4 && hour < 6) return 'alfajiri';
  if (hour >= 6 && hour < 12) return 'asubuhi';
  if (hour >= 12 && hour < 16) return 'mchana';
  return hour >= 16 && hour < 19 ? 'jioni' : 'usiku';
}

const two = (number: number) => String(number).padStart(2, '0');
const hourOf = (hour: number) => ((hour + 17) % 12) + 1;
const timeOfDay = fc.record({
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
});

test('every time of day that is said by the Swahili clock reads back to itself', () => {
  fc.assert(
    fc.property(timeOfDay, fc.constantFrom('words', 'digits', 'mixed'), ({ hour, minute }, how) => {
      const said = hourOf(hour);
      const minutes = minute === 0 ? '' : ` na dakika ${inWords(minute)}`;
      const text = {
        words: `kesho saa ${hours[said - 1]}${minutes} ${partOf(hour)}`,
        digits: `kesho saa ${said}:${two(minute)} ${partOf(hour)}`,
        mixed: `tomorrow saa ${said}${minutes} ${partOf(hour)}`,
      }[how];
      expect(inShort(text)).toBe(`moment 10-08T${two(hour)}:${two(minute)}`);
    }),
    { numRuns: 500 },
  );
});

test('a quarter, a half and a quarter less read back', () => {
  for (let hour = 0; hour < 24; hour += 1) {
    const name = hours[hourOf(hour) - 1];
    const part = partOf(hour);
    expect(inShort(`kesho saa ${name} na robo ${part}`)).toBe(`moment 10-08T${two(hour)}:15`);
    expect(inShort(`kesho saa ${name} na nusu ${part}`)).toBe(`moment 10-08T${two(hour)}:30`);
    const next = hours[hourOf(hour + 1) - 1];
    const nextPart = partOf((hour + 1) % 24);
    expect(inShort(`kesho saa ${next} kasorobo ${nextPart}`)).toBe(`moment 10-08T${two(hour)}:45`);
  }
});

const english = 'January February March April May June July August September October November December'.split(
  ' ',
);
const swahili = 'Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba'.split(
  ' ',
);

test('every date reads back in the ways that people say it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 364 }), (later) => {
      const date = Temporal.PlainDate.from('2026-10-07').add({ days: later });
      const { day, month, year } = date;
      const number = day === 1 ? 'mosi' : inWords(day);
      const ways = [
        ...[`${day}/${month}`, `${day}-${month}`, `${day}/${month}/${year}`, `${day} ${english[month - 1]}`],
        ...[
          `${english[month - 1]} ${day}th`,
          `${day}th of ${english[month - 1]}`,
          `tarehe ${day} ${swahili[month - 1]}`,
        ],
        ...[`tarehe ${day} mwezi wa ${month}`, `tarehe ${number} mwezi wa ${inWords(month)}`],
      ];
      for (const way of ways) {
        const { when } = readWhen(way, tokenize(way), { now, asked: 'day' });
        expect({ way, when }).toMatchObject({ when: { kind: 'day', candidates: [String(date)] } });
      }
    }),
  );
});

const saying = fc.constantFrom(
  ...'kesho leo saa tatu kumi na moja mbili nusu kasorobo asubuhi usiku monday next friday or 9 3pm 15/11 tarehe'.split(
    ' ',
  ),
  ...'mwezi wa between and from to hadi si not badala ya jumatatu , . ? move siwezi after before in 2 days wiki ijayo 30 feb'.split(
    ' ',
  ),
);
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(saying, { maxLength: 25 }).map((words) => words.join(' ')),
);

test('nothing throws; nothing is past; candidates are in order and not twice', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(null, 'day', 'slot'), (text, asked) => {
      const { when } = readWhen(text, tokenize(text), { now, asked });
      if (when.kind === 'none' || when.kind === 'impossible') return;
      const ends = when.candidates.map((one) => (typeof one === 'string' ? one : one.end));
      for (const end of ends) expect(end >= now.slice(0, end.length)).toBe(true);
      const keys = when.candidates.map((one) => (typeof one === 'string' ? one : one.start + one.end));
      expect(keys).toEqual([...new Set(keys)].sort());
      expect(keys.length).toBeGreaterThan(0);
      expect(when.words).not.toBe('');
    }),
    { numRuns: 2000 },
  );
});

/** What was tried to make the work grow faster than the length. */
const worst = [
  ...[
    'saa ',
    'saa tatu ',
    'na ',
    'kumi na ',
    'tarehe ',
    'kesho ',
    'or ',
    'monday or ',
    '9 or ',
    'between ',
    'not ',
  ],
  ...[
    'jumatatu, ',
    'asubuhi ',
    'the ',
    'next ',
    'in the ',
    '1',
    '1-',
    '1:1',
    "'",
    'aaab',
    'jumatata',
    '9-9 ',
    'move my ',
  ],
  ...[
    'from 2 to ',
    'siwezi kuja kesho ',
    'tangu jana ',
    'mapema asubuhi ',
    'si kesho ',
    'end of the month ',
    'ksh 2 ',
  ],
];

test.each(worst)('the work grows with the length: %j', (unit) => {
  const half = unit.repeat(LONGEST_READ).slice(0, LONGEST_READ / 2);
  const whole = unit.repeat(LONGEST_READ).slice(0, LONGEST_READ);
  expect(countSteps(whole)).toBeLessThanOrEqual(countSteps(half) * 2.2 + 200);
  expect(countSteps(whole)).toBeLessThan(LONGEST_READ * 100);
  expect(countSteps(whole.repeat(20))).toBe(countSteps(whole));
});
