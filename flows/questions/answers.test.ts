import { describe, expect, test } from 'vitest';
import { sampleClinic, sampleFacts, serviceId } from '../sample-clinic.ts';
import { type Facts, type Times, unheard } from '../vocabulary.ts';
import { type Text, wordsOf } from '../words.ts';
import { answersTo, asksOf } from './answers.ts';
import { inWeek } from './week.ts';

const facts = sampleFacts(sampleClinic());
const hearing = (heard: Partial<NonNullable<Facts['heard']>>): Facts => ({
  ...facts,
  heard: { ...unheard, ...heard },
});
const day = (date: string): Times => ({ kind: 'day', candidates: [date] });

function say(question: Parameters<typeof answersTo>[0][number], of: Facts, language: 'en' | 'sw' = 'en') {
  return answersTo([question], of, false)
    .map((said) => wordsOf(said as Text, language, 'whatsapp'))
    .join('\n');
}

test('two questions at most are answered, and only the last leads on', () => {
  expect(asksOf(['book', 'services', 'price', 'hours'])).toEqual(['price', 'hours']);
  const answers = answersTo(['price', 'hours'], facts, true);
  expect(answers.map(({ choices }) => choices.map(({ id }) => id))).toEqual([[], ['book', 'menu']]);
});

describe('what it costs', () => {
  test('all of it, and how one pays', () => {
    const said = say('price', facts);
    expect(said.split('\n')).toHaveLength(sampleClinic().services.length + 1);
    expect(said).toContain('KSh 1,500');
    expect(said).toContain('M-Pesa');
    expect(said).toContain('please call +254 711 000 001'); // the one that is not published
  });

  test('of the one that was named', () => {
    expect(say('price', hearing({ serviceId: serviceId(1) })).split('\n')).toHaveLength(2);
  });
});

describe('when it is open', () => {
  test('the week, days of the same hours together', () => {
    expect(say('hours', facts)).toContain('Mon-Fri 8 am-1 pm, 2 pm-5 pm; Sat 9 am-1 pm');
    expect(say('hours', facts, 'sw')).toContain('saa 2 asubuhi hadi saa 7 mchana');
  });

  test.each([
    ['a weekday', '2026-10-07', 'open 8 am-1 pm, 2 pm-5 pm'],
    ['a day without hours', '2026-10-11', 'closed'],
    ['a holiday', '2026-10-20', 'closed (Mashujaa Day)'],
  ])('%s', (_, date, words) => {
    expect(say('hours', hearing({ times: day(date) }))).toContain(`: ${words}`);
  });

  test('a holiday of some hours takes those away', () => {
    const clinic = sampleClinic({ branches: 1 });
    const closure = { branchId: null, firstDay: '2026-10-07', lastDay: '2026-10-07', label: 'Half day' };
    const half = { ...clinic, closures: [{ ...closure, opens: '12:00', closes: '18:00' }] };
    const of = { ...hearing({ times: day('2026-10-07') }), clinic: half };
    expect(say('hours', of)).toMatch(/: open 8 am-12 pm$/);
  });
});

test('what to bring: of the service, else of any visit, else whom to ask', () => {
  expect(say('prepare', hearing({ serviceId: serviceId(2) }))).toContain('brush your teeth');
  expect(say('prepare', facts)).toContain('bring your ID');
  const silent = { ...facts, clinic: { ...facts.clinic, answers: { prepare: null, payment: null } } };
  expect(say('prepare', silent, 'sw')).toContain('+254 711 000 001');
});

test('a week with gaps', () => {
  const hours = [1, 2, 4, 5, 7].map((weekday) => ({ weekday, opens: '08:00', closes: '12:00' }));
  expect(inWeek(hours, 'en').map(({ days }) => days)).toEqual(['Mon-Tue', 'Thu-Fri', 'Sun']);
});
