import { describe, expect, test } from 'vitest';
import { first, reminded } from './notice/sample-reminded.ts';
import { asha, branchId, sampleClinic, sampleFacts, sampleVisits, serviceId } from './sample-clinic.ts';
import { didOf, flowsOf, keysOf, leadsOf, open, type Talk, tell } from './sample-talk.ts';

/** A visit told of in the patient's own words: only what is missing is asked. */

const clinic = sampleClinic();
const known = sampleFacts(clinic, asha);
const wantedOf = (talk: Talk) => talk.commands.find((command) => command.do === 'find_slots');

test('all at once: what is left is to say yes', () => {
  const asked = tell(open(known), 'book dental on thursday morning at Kilimani for my child');
  expect(wantedOf(asked)).toMatchObject({
    wanted: { branchId: branchId(2) },
    view: { kind: 'times', times: { kind: 'part' } },
  });
  const held = tell(asked, '1');
  expect([keysOf(held), JSON.stringify(held.said)]).toEqual([
    ['booking.confirm'],
    expect.stringContaining('Baraka'),
  ]);
  expect(keysOf(tell(held, 'ndiyo'))).toEqual(['booking.booked']);
});

test('a time at the menu asks for a visit; a name or a place alone does not', () => {
  expect(keysOf(tell(open(known), 'hi', 'kesho saa tatu asubuhi'))).toEqual(['booking.choose_service']);
  expect(leadsOf(tell(open(known), 'hi', 'Kilimani'))).toEqual(['common.not_understood']);
});

describe('in the midst of it', () => {
  const asked = tell(open(known), 'hi', 'book', '2', '1');

  test('another day gives the slot back, and looks there', () => {
    const changed = tell(asked, 'actually friday');
    expect(didOf(changed)).toEqual(['release_hold', 'find_slots']);
    expect(wantedOf(changed)).toMatchObject({ view: { kind: 'day', day: '2026-10-09' } });
  });

  test('for whom keeps the slot', () => {
    const changed = tell(asked, 'it is for my child');
    expect([keysOf(changed), didOf(changed)]).toEqual([['booking.confirm'], []]);
    expect(JSON.stringify(changed.said)).toContain('Baraka');
  });

  test('a date that there is not is said to be none', () => {
    const told = tell(asked, '30 Feb');
    expect([keysOf(told), leadsOf(told), didOf(told)]).toEqual([
      ['booking.confirm'],
      ['common.no_such_date'],
      [],
    ]);
  });

  test('a question is answered, and we go on', () => {
    const told = tell(asked, 'how much is it?');
    expect([keysOf(told), didOf(told)]).toEqual([['questions.price', 'booking.confirm'], []]);
  });
});

test('a practitioner who does not give the service is said so', () => {
  const narrow = {
    ...clinic,
    practitioners: clinic.practitioners.map((one) => ({ ...one, serviceIds: one.serviceIds.slice(0, 1) })),
  };
  const asked = tell(open(sampleFacts(narrow, asha)), 'hi', 'book', '2', 'with Dr Otieno');
  expect(leadsOf(asked)).toEqual(['booking.not_with']);
});

test('a move goes straight to the time that was named', () => {
  const moving = tell({ ...open(known), visits: sampleVisits(1) }, 'move my appointment to friday');
  expect(wantedOf(moving)).toMatchObject({ view: { kind: 'day', day: '2026-10-09' } });
});

test.each([
  ['cancel the one on wednesday', 'cancel.confirm'],
  ['I want to cancel', 'visits.which'],
])('of several visits, %j', (words, key) => {
  const [first, second] = sampleVisits(2);
  if (!first || !second) throw new Error('two visits');
  const apart = [first, { ...second, start: '2026-10-09T06:00:00Z' }];
  expect(keysOf(tell({ ...open(known), visits: apart }, 'hi', words))).toEqual([key]);
});

test('"yes, but" is no yes to what was shown', () => {
  const asked = tell(open(known), 'hi', 'book', '2', '1');
  expect(didOf(tell(asked, 'yes but with Dr Otieno'))).not.toContain('book');
  expect(didOf(tell(asked, 'yes, for my child'))).not.toContain('book');
});

test('"can we do 11 instead" is of the visit being booked', () => {
  const changed = tell(open(known), 'hi', 'book', '2', '1', 'can we do 11am on friday instead');
  expect(wantedOf(changed)).toMatchObject({ view: { kind: 'times', times: { kind: 'moment' } } });
});

test('"cancel friday" while another visit is looked at is about Friday’s', () => {
  const [first, second] = sampleVisits(2);
  if (!first || !second) throw new Error('two visits');
  const visits = [first, { ...second, start: '2026-10-09T06:00:00Z' }];
  const looked = tell({ ...open(known), visits }, 'hi', 'move my visit', '1', 'cancel friday', 'yes');
  expect(looked.commands).toContainEqual(
    expect.objectContaining({ do: 'cancel', appointmentId: second.appointmentId }),
  );
});

test.each(['Juma Jumapili', 'my name is Sunday Okello', 'June Atieno', 'Jumanne Otieno'])(
  'asked for a name, %j is one',
  (name) => {
    const asked = tell(open(sampleFacts(clinic, { consented: true })), 'hi', 'book', '2', '1', '1');
    expect([keysOf(asked), didOf(tell(asked, name))]).toEqual([['booking.ask_name'], ['register_patient']]);
    expect(didOf(tell(asked, 'actually friday'))).toEqual(['release_hold', 'find_slots']);
  },
);

test.each(['im not sure', 'not sure', 'maybe', 'sijui'])('%j is no yes', (words) => {
  const asked = tell(open(known), 'hi', 'book', '2', '1');
  expect(didOf(tell(asked, words))).not.toContain('book');
});

describe('as soon as can be', () => {
  const shown = tell(open(known), 'hi', 'book', '2');
  const later = tell(shown, 'next friday');

  test.each([
    'now',
    'asap',
    'sasa hivi',
    'today now',
    'leo sasa hivi',
    'as soon as possible please',
    'haraka',
  ])('%j shows the soonest', (words) => {
    expect(wantedOf(tell(later, words))).toMatchObject({ view: { kind: 'offer' } });
    expect(keysOf(tell(later, words))).toEqual(['booking.choose_slot']);
  });

  test('"I need a dentist asap" is a booking, from the soonest on', () => {
    expect(wantedOf(tell(open(known), 'I need a dentist asap'))).toMatchObject({ view: { kind: 'offer' } });
  });

  test('"yes, now" is a yes', () => {
    expect(didOf(tell(shown, '1', 'yes now'))).toContain('book');
  });
});

describe('what the clinic does not offer', () => {
  test.each([
    'dermatologist',
    'skin doctor',
    'x-ray',
    'daktari wa ngozi',
    'I need a dermatologist',
    'cardiologist',
  ])('%j at the door: it is not offered, this is, and a person may be asked', (words) => {
    const asked = tell(open(known), words);
    expect([keysOf(asked).at(-1), asked.said.at(-1)?.lead?.key]).toEqual([
      'booking.choose_service',
      'booking.not_given',
    ]);
  });

  test('in a booking it leaves what is known as it is', () => {
    const asked = tell(open(known), 'hi', 'book', '2', 'x-ray');
    expect(leadsOf(asked)).toEqual(['booking.not_given']);
    expect(wantedOf(asked)).toMatchObject({ wanted: { serviceId: serviceId(2) } });
  });

  test('a complaint is not refused', () => {
    expect(leadsOf(tell(open(known), 'my knee hurts'))).not.toContain('booking.not_given');
  });

  test('a name is a name', () => {
    const asked = tell(open(sampleFacts(clinic, { consented: true })), 'hi', 'book', '2', '1', '1');
    expect(didOf(tell(asked, 'Ngozi Okafor'))).toEqual(['register_patient']);
  });
});

describe('a name given with the whole wish', () => {
  const wish = "I'm Wanjiku Kamau, book me dental tomorrow";
  const stranger = open(sampleFacts(clinic, { consented: true }));

  test('is kept, and not asked for again where a slot must be picked first', () => {
    const heard = tell(stranger, wish);
    expect(didOf(heard)).toContain('register_patient');
    const held = tell(heard, '1', '1');
    expect([keysOf(held), didOf(held)]).toEqual([['booking.confirm'], ['hold_slot']]);
  });

  test('is kept once, for a child too', () => {
    const asked = tell(
      stranger,
      'naomba miadi ya meno kwa mtoto wangu kesho, jina lake ni Baraka Kamau',
      '1',
      '1',
    );
    expect(didOf(asked).filter((name) => name === 'register_patient').length).toBeLessThanOrEqual(1);
  });
});

test('"visits" while they are shown are all of them, not the past ones', () => {
  const listed = tell({ ...open(known), visits: sampleVisits(2) }, 'hi', 'my visits');
  for (const words of ['my visits', 'visits', 'my appointments', 'miadi yangu']) {
    expect(keysOf(tell(listed, words))).toEqual(['visits.coming']);
  }
  expect(keysOf(tell(listed, 'past visits'))).toEqual(['visits.past_list']);
});

describe('a yes that is taken back is asked again', () => {
  const booking = tell(open(known), 'hi', 'book', '2', '1');
  const cancelling = tell({ ...open(known), visits: sampleVisits(1) }, 'hi', 'cancel my visit');

  test.each([
    ...['ok thanks but no', 'yes no', 'yes no wait', 'ok badilisha', 'sijui kama nitakuja'],
    'sidhani kama nitakuja',
  ])('%j', (words) => {
    expect(keysOf(tell(booking, words))).toEqual(['booking.confirm']);
    expect(keysOf(tell(cancelling, words))).toEqual(['cancel.confirm']);
  });

  test.each(['ok thanks', 'yes no problem', 'sawa hakuna shida', 'ok wait yes'])('%j is none', (words) => {
    expect(keysOf(tell(booking, words))).toEqual(['booking.booked']);
    expect(keysOf(tell(cancelling, words))).toEqual(['cancel.cancelled']);
  });
});

describe('a reason, where a visit is about to be cancelled', () => {
  const cancelling = tell(open(known, {}, sampleVisits(1)), 'hi', 'cancel my visit');

  test('behind a yes it is cancelled', () => {
    for (const words of ['yes my son is sick', 'yes nina homa'])
      expect(keysOf(tell(cancelling, words))).toEqual(['cancel.cancelled']);
  });

  test('but a visit that is wanted is booked', () => {
    for (const words of ['yes I have toothache and want a dentist', 'yes, nina homa nataka daktari'])
      expect([flowsOf(tell(cancelling, words)).at(-1), didOf(tell(cancelling, words))]).toEqual([
        'booking',
        ['start_flow', 'find_slots'],
      ]);
  });

  test('alone, or where the yes is in doubt, it is asked again; another day is a move', () => {
    for (const words of ['my son is sick', 'yes but my son is sick'])
      expect(keysOf(tell(cancelling, words))).toEqual(['cancel.confirm']);
    expect(keysOf(tell(cancelling, 'my son is sick, friday'))).toEqual(['booking.choose_slot_on']);
  });
});

describe('visits for more than one', () => {
  test.each([
    'I want to book for my two children',
    'nataka kuwaandikisha watoto wangu wawili',
    'book for me and my son',
  ])('%j: one now, and then the next is asked for', (words) => {
    const asked = tell(open(known), words);
    expect([keysOf(asked).at(-1), leadsOf(asked).at(-1)]).toEqual([
      'booking.choose_service',
      'booking.one_by_one',
    ]);
    const booked = tell(asked, '2', '1', 'yes');
    expect(keysOf(booked)).toEqual(['booking.booked', 'booking.next_one']);
    for (const next of ['1', 'book', 'miadi'])
      expect(keysOf(tell(booked, next))).toEqual(['booking.choose_service']);
  });

  describe('asked for the next', () => {
    const asked = tell(open(known, {}, sampleVisits(1)), 'book dental for my kids', '1', 'yes');

    test.each(['yes', 'ndio', 'yes please', 'sawa', 'book', '1'])('%j: it begins', (words) => {
      expect(keysOf(asked).at(-1)).toBe('booking.next_one');
      expect([keysOf(tell(asked, words)), leadsOf(tell(asked, words))]).toEqual([
        ['booking.choose_service'],
        [null],
      ]);
    });

    test.each(['no', 'hapana', 'no thanks', 'hapana asante', 'asante', '2'])('%j: it is closed', (words) => {
      expect([keysOf(tell(asked, words)), didOf(tell(asked, words))]).toEqual([['notice.all_right'], []]);
    });

    test.each(['for my daughter', 'yes for my daughter', 'kwa mtoto wangu'])('%j: for her', (words) => {
      expect(keysOf(tell(asked, words))).toEqual(['booking.choose_service']);
      expect(JSON.stringify(tell(asked, words, '2', '1').said)).toContain('Baraka');
    });
  });

  test('whom it is for asks for a visit at the menu; who is only named does not, nor right after a reminder', () => {
    expect(keysOf(tell(open(known), 'hi', 'for my daughter'))).toEqual(['booking.choose_service']);
    for (const words of ['my daughter', 'my son is at school', 'for me'])
      expect(leadsOf(tell(open(known), 'hi', words))).toEqual(['common.not_understood']);
    expect(keysOf(tell(reminded([first]), 'for my daughter'))).toEqual(['confirm.ask']);
  });

  test('said with the service it is told above the times', () => {
    expect(leadsOf(tell(open(known), 'book dental for me and my wife'))).toEqual(['booking.one_by_one']);
  });

  test('said to "Shall we book?" it leaves the visit that is held as it is', () => {
    const held = tell(open(known), 'hi', 'book', '2', '1');
    for (const words of ['yes book for me and my son', 'yes and also for my daughter', 'ndio na mtoto pia']) {
      const asked = tell(held, words);
      expect([keysOf(asked), leadsOf(asked)]).toEqual([['booking.confirm'], ['booking.one_by_one']]);
      expect(JSON.stringify(asked.said)).toContain('Asha');
      expect(keysOf(tell(asked, 'yes'))).toEqual(['booking.booked', 'booking.next_one']);
    }
  });

  test('where a reason is asked for, the next comes after it', () => {
    const asked = tell(open(known), 'book for my two children', '3', '1', 'yes');
    expect(keysOf(asked)).toEqual(['booking.booked', 'booking.ask_reason']);
    expect(keysOf(tell(asked, 'skip'))).toEqual(['booking.no_reason', 'booking.next_one']);
  });

  test('of one there is no next', () => {
    expect(keysOf(tell(open(known), 'book for my child', '2', '1', 'yes'))).toEqual(['booking.booked']);
  });
});
