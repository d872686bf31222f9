import { describe, expect, test } from 'vitest';
import { begin, proceed } from '../engine.ts';
import {
  appointmentId,
  asha,
  branchId,
  patientId,
  practitionerId,
  sampleClinic,
  sampleFacts,
  sampleVisits,
  serviceId,
} from '../sample-clinic.ts';
import { didOf, flowsOf, keysOf, leadsOf, open, type Talk, tell, wordsSaid } from '../sample-talk.ts';
import type { Facts, Happening } from '../vocabulary.ts';
import { type Text, wordsOf } from '../words.ts';

const newcomer = sampleFacts(sampleClinic(), { isNew: true });
const known = sampleFacts(sampleClinic(), asha);

describe('a visit is booked', () => {
  test('by a newcomer, in six messages after the greeting', () => {
    const greeted = tell(open(newcomer), 'hi');
    expect(keysOf(greeted)).toEqual(['menu.first']);
    expect(wordsSaid(greeted)).toContain('By going on you agree');
    const messages = ['book', 'dental', 'Kilimani', '1', 'Neema Wambui', 'yes'];
    expect(messages.length).toBeLessThanOrEqual(6);
    const booked = tell(greeted, ...messages);
    expect(keysOf(booked)).toEqual(['booking.booked']);
    expect(wordsSaid(booked)).toContain('Thursday 8 October, 9:00 am');
    expect(wordsSaid(booked)).toContain('Neema Wambui');
    expect(flowsOf(booked)).toEqual(['menu']);
  });

  test('by somebody known, in four, with branch and person taken from before', () => {
    const greeted = tell(open(known), 'hello');
    expect(wordsSaid(greeted)).toContain('Hello Asha');
    const messages = ['1', '2', '1', 'yes'];
    expect(messages.length).toBeLessThanOrEqual(4);
    const booked = tell(greeted, ...messages);
    expect(keysOf(booked)).toEqual(['booking.booked']);
    expect(booked.commands).toEqual([
      {
        do: 'book',
        wanted: { serviceId: serviceId(2), branchId: branchId(2), practitionerId: null },
        start: '2026-10-08T06:00:00Z',
        holdId: appointmentId(1),
        patientId: patientId(1),
      },
    ]);
  });

  test('in Swahili, from the first word on', () => {
    const facts: Facts = { ...newcomer, language: 'sw' };
    const booked = tell(
      open(facts),
      'naomba miadi',
      'meno',
      'Kilimani',
      'ya kwanza',
      'Neema Wambui',
      'ndiyo',
    );
    expect(wordsSaid(booked)).toContain('Alhamisi 8 Oktoba, saa 3:00 asubuhi (9:00)');
    expect(keysOf(booked)).toEqual(['booking.booked']);
  });

  test('at a clinic with one service and one branch by slot, name and yes', () => {
    const small = sampleFacts(sampleClinic({ services: 1, branches: 1, practitioners: 1 }));
    expect(keysOf(tell(open(small), 'book', '1', 'Neema Wambui', 'sawa'))).toEqual(['booking.booked']);
  });

  test('where staff confirm, as a request', () => {
    const confirm = tell(open(known), 'book', '1', '1');
    const { frames, misses } = confirm;
    const asked = begin({ frames, misses }, { kind: 'chose', id: 'yes' }, known);
    const start = '2026-10-08T06:00:00Z';
    const outcome: Happening = {
      type: 'BOOKED',
      appointmentId: appointmentId(1),
      status: 'pending',
      practitionerId: practitionerId(2),
      start,
    };
    const [said] = proceed(asked, outcome, known).says;
    expect(said?.key).toBe('booking.requested');
    expect(said && wordsOf(said as Text, 'en', 'sms')).toContain('Dr Otieno');
  });
});

describe('consent', () => {
  test('is asked for first, and given by going on', () => {
    const asked = tell(open(newcomer), 'I want to book an appointment');
    expect(keysOf(asked)).toEqual(['menu.welcome', 'booking.choose_service']);
    expect(didOf(asked)).not.toContain('record_consent');
    expect(didOf(tell(asked, '1', '1', '1'))).toEqual(['record_consent', 'hold_slot']);
  });

  test('is recorded when a newcomer goes on from the menu, once', () => {
    const started = tell(open(newcomer), 'hi', '1');
    expect(didOf(started)).toEqual(['start_flow', 'record_consent']);
    expect(didOf(tell(started, '1', '1', '1'))).toEqual(['hold_slot']);
  });

  test('is not asked for again', () => {
    expect(wordsSaid(tell(open(known), 'hi'))).not.toContain('agree');
    expect(didOf(tell(open(known), 'hi', 'book'))).not.toContain('record_consent');
  });
});

describe('a slot that cannot be had', () => {
  test.each([
    ['slot_taken', 'booking.slot_taken'],
    ['not_offered', 'booking.not_offered'],
    ['patient_busy', 'booking.patient_busy'],
  ] as const)('when it is picked: %s', (reason, lead) => {
    const refused = tell(open(known, { hold_slot: [reason] }), 'book', '1', '1');
    expect(didOf(refused)).toEqual(['hold_slot', 'find_slots']);
    expect(refused.commands[1]).toMatchObject({ view: { kind: 'near', start: '2026-10-08T06:00:00Z' } });
    expect(keysOf(refused)).toEqual(['booking.choose_slot_near']);
    expect(leadsOf(refused)).toEqual([lead]);
    expect(keysOf(tell(refused, '2', 'yes'))).toEqual(['booking.booked']);
  });

  test('when it is confirmed: the nearest are offered in the same message', () => {
    const refused = tell(open(known, { book: ['slot_taken'] }), 'book', '1', '1', 'yes');
    expect(didOf(refused)).toEqual(['book', 'release_hold', 'find_slots']);
    expect(leadsOf(refused)).toEqual(['booking.slot_taken']);
    expect(keysOf(tell(refused, '2', 'yes'))).toEqual(['booking.booked']);
  });

  test('where the patient is busy, the slot that clashes is not offered again', () => {
    const refused = tell(open(known, { hold_slot: ['patient_busy'] }), 'book', '1', '1');
    expect(wordsOf(refused.said[0]?.lead as Text, 'en', 'sms')).toContain('Asha Wanjiku');
    expect(refused.said[0]?.choices.map(({ id }) => id)).not.toContain('2026-10-08T06:00Z');
  });
});

describe('other days, places, people', () => {
  test('another day', () => {
    const ofDay = tell(open(known), 'book', '1', 'other days', '2');
    expect(ofDay.commands).toMatchObject([
      { do: 'find_slots', view: { kind: 'day', day: '2026-10-09' }, count: 8 },
    ]);
    expect(keysOf(ofDay)).toEqual(['booking.choose_slot_on']);
    expect(keysOf(tell(ofDay, 'back'))).toEqual(['booking.choose_day']);
  });

  test('later days', () => {
    const days = tell(open(known), 'book', '1', 'other days', 'later');
    expect(days.commands).toMatchObject([{ do: 'find_days', after: '2026-10-09' }]);
  });

  test('another branch, a certain doctor', () => {
    const there = tell(
      open(known),
      'book',
      '1',
      'change',
      'another branch',
      '1',
      'change',
      'choose the doctor',
      'Otieno',
    );
    expect(there.commands).toMatchObject([
      { wanted: { branchId: branchId(1), practitionerId: practitionerId(2) }, view: { kind: 'offer' } },
    ]);
    expect(wordsSaid(there)).toBe('When would you like to see Dr Otieno at Westlands Medical Plaza?');
  });

  test('for the child, known or new', () => {
    const known2 = tell(open(known), 'book', '1', '1', 'for someone else', 'Baraka', 'yes');
    expect(known2.commands).toMatchObject([{ do: 'book', patientId: patientId(2) }]);
    const asked = tell(open(known), 'book', '1', '1', 'for someone else', 'my child');
    expect(asked.said).toMatchObject([{ key: 'booking.ask_name', params: { relation: 'child' } }]);
    const named = tell(asked, 'Imani Njeri');
    expect(named.commands).toEqual([{ do: 'register_patient', name: 'Imani Njeri', relation: 'child' }]);
    expect(wordsSaid(named)).toContain('For Imani Njeri');
    expect(tell(named, 'yes').commands).toMatchObject([{ do: 'book', patientId: patientId(90) }]);
  });

  test('a name that is none is asked for again, with the reason', () => {
    const refusals = { register_patient: ['name_looks_like_number', 'name_empty'] } as const;
    const asked = tell(open(newcomer, refusals), 'book', '1', '1', '1', '0711000001');
    expect([keysOf(asked), leadsOf(asked)]).toEqual([
      ['booking.ask_name'],
      ['booking.name_looks_like_number'],
    ]);
    expect(leadsOf(tell(asked, '...'))).toEqual(['booking.name_empty']);
  });

  test.each(['hi', 'asante', 'ok', 'hapana'])('%j is nobody’s name', (said) => {
    const asked = tell(open(newcomer), 'book', '1', '1', '1', said);
    expect([keysOf(asked), didOf(asked)]).toEqual([['booking.ask_name'], []]);
  });

  test('another time gives the slot back', () => {
    const again = tell(open(known), 'book', '1', '1', 'no');
    expect(didOf(again)).toEqual(['release_hold', 'find_slots']);
    expect(keysOf(again)).toEqual(['booking.choose_slot']);
  });
});

test.each([
  'book for my other child',
  'nataka miadi ya mtoto wangu mwingine',
  'I want to book for my second son',
])('%j: not the one child whom we know, until they say so', (words) => {
  const asked = tell(open(known), words, '2', '1');
  expect(keysOf(asked)).toEqual(['booking.for_whom']);
  const answer = (id: string) => tell(asked, `${asked.offered.findIndex((choice) => choice.id === id) + 1}`);
  expect(wordsSaid(answer(patientId(2)))).toContain('Baraka Njeri');
  expect(keysOf(answer('new_child'))).toEqual(['booking.ask_name']);
  for (const said of ['my other child', 'mtoto mwingine', 'another child'])
    expect([said, keysOf(tell(asked, said))]).toEqual([said, ['booking.ask_name']]);
  const same = words.replace(/other |second |mwingine/, '');
  expect(wordsSaid(tell(open(known), same, '2', '1'))).toContain('Baraka Njeri');
});

describe('why a patient comes', () => {
  const asked = () => tell(open(known), 'book', '3', '1', 'yes');

  test('is asked where the service wants it, after the booking', () => {
    expect(keysOf(asked())).toEqual(['booking.booked', 'booking.ask_reason']);
    const told = tell(asked(), 'I want to see the doctor about the swelling of my feet');
    expect(told.commands).toEqual([
      {
        do: 'note_reason',
        appointmentId: appointmentId(1),
        text: 'I want to see the doctor about the swelling of my feet',
      },
    ]);
    expect([keysOf(told), flowsOf(told)]).toEqual([['booking.reason_noted'], ['menu']]);
    expect(JSON.stringify(told.frames)).not.toContain('swelling');
  });

  test.each(['skip', '1', 'no', 'asante', 'hapana'])('need not be said: %j', (word) => {
    const skipped = tell(asked(), word);
    expect([keysOf(skipped), didOf(skipped), flowsOf(skipped)]).toEqual([
      ['booking.no_reason'],
      [],
      ['menu'],
    ]);
  });

  test('is cut to what the vault keeps', () => {
    const [noted] = tell(asked(), 'pain '.repeat(100)).commands;
    expect(noted?.do === 'note_reason' && noted.text.length).toBeLessThanOrEqual(200);
  });

  test('a wish is still a wish there', () => {
    expect(keysOf(tell(asked(), 'person'))).toEqual(['person.told']);
    expect(keysOf(tell(asked(), 'menu'))).toEqual(['menu.again']);
  });
});

describe('as many visits as one may hold', () => {
  test.each(['hold_slot', 'book'] as const)('found out by %s: why, my visits, a person', (command) => {
    const path = command === 'book' ? ['book', '1', '1', 'yes'] : ['book', '1', '1'];
    const full = tell(open(known, { [command]: ['too_many_visits'] }), ...path);
    expect(keysOf(full)).toEqual(['booking.too_many_visits']);
    expect(didOf(full).includes('release_hold')).toBe(command === 'book');
    expect(flowsOf(tell(full, 'my visits'))).toEqual(['menu', 'visits']);
    expect(tell(full, '2').commands).toContainEqual({ do: 'hand_over', reason: 'refused' });
  });
});

describe('a time without a day', () => {
  const viewOf = (talk: Talk) => talk.commands.find((command) => command.do === 'find_slots')?.view;
  const [monday, thursday, friday] = ['2026-10-05', '2026-10-08', '2026-10-09'];
  const moment = (...candidates: string[]) => ({ kind: 'times', times: { kind: 'moment', candidates } });
  const range = (kind: string, start: string, end: string) => ({
    kind: 'times',
    times: { kind, candidates: [{ start, end }] },
  });

  test.each([
    ['10 am', moment(`${thursday}T10:00`)],
    ['2:20', moment(`${thursday}T02:20`, `${thursday}T14:20`)],
    ['saa nne asubuhi', moment(`${thursday}T10:00`)],
    ['asubuhi', range('part', `${thursday}T06:00`, `${thursday}T12:00`)],
    ['before 11 am', range('range', `${thursday}T00:00`, `${thursday}T11:00`)],
    ['after 2 pm', range('range', `${thursday}T14:00`, `${friday}T00:00`)],
  ])('%j is of the day that is shown', (words, view) => {
    expect(viewOf(tell(open(known), 'book', '1', words))).toEqual(view);
  });

  test('is of the day that is held', () => {
    const held = tell(open(known), 'book', '1', '1');
    expect(viewOf(tell(held, 'yes but 10 am'))).toEqual(moment(`${thursday}T10:00`));
  });

  test('is of the day that was said before the list', () => {
    const asked = tell(open(known), 'book me on friday', '10 am dental');
    expect(viewOf(asked)).toEqual(moment(`${friday}T10:00`));
  });

  test('is the next to come beside a list of days, and where no day was talked of', () => {
    const days = tell(open(known), 'book', '1', 'other days');
    for (const talk of [tell(days, '10 am'), tell(open(known), 'book dental 10 am')]) {
      expect(viewOf(talk)).toMatchObject(moment(`${monday}T10:00`));
    }
  });

  test('and one with a day is of that day', () => {
    const shown = tell(open(known), 'book', '1');
    expect(viewOf(tell(shown, 'friday 10 am'))).toEqual(moment(`${friday}T10:00`));
    expect(viewOf(tell(shown, 'leo saa kumi jioni'))).toEqual(moment(`${monday}T16:00`));
  });

  test.each([
    [['move it to 4 pm'], '2026-10-07'],
    [['move my visit', '4 pm'], thursday],
    [['move my visit', 'other days', '4 pm'], '2026-10-07'],
  ])('in a move: %j', (words, day) => {
    const moving = tell({ ...open(known), visits: sampleVisits(1) }, 'hi', ...words);
    expect(viewOf(moving)).toEqual(moment(`${day}T16:00`));
  });
});

test('when, said before the branch is picked, is looked for there', () => {
  const asked = tell(open(newcomer), 'book dental on friday at 9 am');
  expect(keysOf(asked)).toContain('booking.choose_branch');
  expect(tell(asked, '1').commands).toContainEqual(
    expect.objectContaining({
      do: 'find_slots',
      view: { kind: 'times', times: { kind: 'moment', candidates: ['2026-10-09T09:00'] } },
    }),
  );
});
