import { describe, expect, test } from 'vitest';
import {
  appointmentId,
  asha,
  branchId,
  noticeId,
  sampleClinic,
  sampleFacts,
  sampleNotice,
  sampleVisits,
  serviceId,
} from '../sample-clinic.ts';
import { didOf, flowsOf, idsOf, keysOf, leadsOf, open, tell, wordsSaid } from '../sample-talk.ts';
import { amid, begun, confirmed, first, reminded, second, startOf, tap } from './sample-reminded.ts';

describe('a tapped choice', () => {
  test('I’ll come: noted, and said with the day and the hour', () => {
    const done = tap(reminded([first]), 'confirm');
    expect(done.commands).toContainEqual(confirmed);
    expect([keysOf(done), flowsOf(done)]).toEqual([['confirm.see_you'], ['menu']]);
    expect(wordsSaid(done)).toContain('Thank you! See you then:\n*Wednesday 7 October, 9:00 am*');
  });

  test('days later, other things having been said since', () => {
    const late = tell(amid(open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(2))), 'hi', 'my visits');
    const done = tap(amid(late, { ...first, fresh: false, answered: true }), 'confirm');
    expect([keysOf(done), didOf(done)]).toEqual([
      ['confirm.see_you'],
      ['start_flow', 'list_visits', 'confirm_visit'],
    ]);
  });

  test('can’t come: cancel, another time, or keep – of that visit', () => {
    const asked = tap(reminded([second, first], 2), 'cannot', second);
    expect([keysOf(asked), idsOf(asked)]).toEqual([['cancel.confirm'], ['yes', 'keep', 'move']]);
    expect(wordsSaid(asked)).toContain('Thursday 8 October');
    expect(tell(asked, 'yes').commands).toMatchObject([{ do: 'cancel', appointmentId: appointmentId(51) }]);
  });

  test('another time', () => {
    const asked = tap(reminded([first], 2), 'move');
    expect([keysOf(asked), startOf(asked)]).toEqual([
      ['move.choose_slot'],
      { do: 'start_flow', flow: 'move', appointmentId: appointmentId(50) },
    ]);
  });

  test('after a missed visit: the same again, a person, or nothing more', () => {
    const missed = sampleNotice({ kind: 'follow_up', ...begun, status: 'noshow' });
    const again = tap(reminded([missed], 0), 'again');
    expect(startOf(again)).toMatchObject({
      flow: 'booking',
      another: { serviceId: serviceId(1), branchId: branchId(1) },
    });
    expect(keysOf(again)).not.toContain('booking.choose_service');
    expect(keysOf(tap(reminded([missed], 0), 'person'))).toEqual(['person.told']);
    const no = tap(reminded([missed], 0), 'no');
    expect([keysOf(no), didOf(no), flowsOf(no)]).toEqual([['notice.all_right'], [], ['menu']]);
  });

  test('of a notice too old to be known: said so, and the visits shown', () => {
    const old = tap(reminded([], 2), 'confirm');
    expect([keysOf(old), leadsOf(old), didOf(old)]).toEqual([
      ['visits.coming'],
      ['notice.old'],
      ['start_flow', 'list_visits'],
    ]);
    expect(keysOf(tap(reminded([], 0), 'again'))).toEqual(['booking.choose_service']);
  });

  test('moved since: no yes to the new time, which is asked', () => {
    const before = sampleNotice({ toldStart: '2026-10-06T06:00:00Z', fresh: false });
    const asked = tap(reminded([before]), 'confirm');
    expect([keysOf(asked), leadsOf(asked), idsOf(asked)]).toEqual([
      ['confirm.ask'],
      ['visits.changed'],
      ['yes', 'move', 'cannot'],
    ]);
    expect(didOf(asked)).not.toContain('confirm_visit');
    expect(tell(asked, 'ndiyo').commands).toEqual([confirmed]);
    expect(tell(asked, 'nitakuja').commands).toEqual([confirmed]);
    expect(keysOf(tell(asked, 'hapana'))).toEqual(['cancel.confirm']);
    expect(keysOf(tell(asked, 'another time'))).toEqual(['move.choose_slot']);
  });

  test('cancelled since', () => {
    const gone = sampleNotice({ ahead: false, status: 'cancelled' });
    const told = tap(reminded([gone], 0), 'confirm');
    expect([keysOf(told), idsOf(told)]).toEqual([['visits.gone'], ['book', 'menu']]);
  });

  test('somebody who has never written is welcomed first', () => {
    const met = tap(reminded([first], 1, { isNew: true, consented: false }), 'confirm');
    expect(keysOf(met)).toEqual(['menu.welcome', 'confirm.see_you']);
  });

  test('long after what was being done: nothing need be said of that', () => {
    const idle = amid(tell(open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(1)), 'book', '1'), first);
    const contact = { ...idle.facts.contact, idle: true };
    const done = tap({ ...idle, facts: { ...idle.facts, contact } }, 'confirm');
    expect([keysOf(done), leadsOf(done), flowsOf(done)]).toEqual([['confirm.see_you'], [null], ['menu']]);
  });
});

describe('in words, right after it', () => {
  test.each(['ndiyo', 'yes', 'sawa', 'ok', 'ok thanks', 'sawa asante', 'nitakuja', "I'll be there", '👍'])(
    '%j: they will come',
    (words) => {
      const done = tell(reminded([first], 2), words);
      expect([done.commands.at(-1), keysOf(done)]).toEqual([confirmed, ['confirm.see_you']]);
    },
  );

  test.each([
    ...[
      'yes the new time is ok',
      'ok with the new date',
      'nitakuja new date',
      "I'll come, will text you when I arrive",
    ],
    ...[
      'nitakuja, nitawajulisha nikifika',
      'yes, I will inform you if anything changes',
      'nitakuja mapema zaidi',
    ],
    ...["I was there the other day, yes I'll come", 'I will be there, let you know when I arrive'],
  ])('%j: they will come, whatever else is told', (words) => {
    expect(keysOf(tell(reminded([first], 2), words))).toEqual(['confirm.see_you']);
  });

  test.each(['no', 'hapana', 'sitaweza', "I can't make it", 'cancel my visit', 'sitakuja'])(
    '%j: they cannot',
    (words) => {
      const asked = tell(reminded([first], 2), words);
      expect([keysOf(asked), startOf(asked)]).toMatchObject([
        ['cancel.confirm'],
        { appointmentId: appointmentId(50) },
      ]);
    },
  );

  test.each([
    ...['sawa lakini saa nyingine', 'sawa lakini siku nyingine', 'sawa ila siku nyingine', 'siku nyingine'],
    ...[
      'ok but another time',
      'ok but another day',
      'yes but can we change the time',
      'yes but not that time',
    ],
    ...[
      'haiwezekani saa hiyo, nipe nyingine',
      'saa hiyo haiwezekani',
      'nitakuja siku nyingine',
      'yes but later',
    ],
    'I will come another day',
  ])('%j: other times for it', (words) => {
    const answered = reminded([first], 2);
    for (const talk of [answered, tell(answered, 'asante'), tell(answered, 'hapana')]) {
      const asked = tell(talk, words);
      expect([keysOf(asked), startOf(asked)]).toMatchObject([
        ['move.choose_slot'],
        { flow: 'move', appointmentId: appointmentId(50) },
      ]);
    }
  });

  test.each([
    ...['eeh sikuji', 'ndio sitakuja', "yes I can't come", 'ok sitaweza', 'yes cancel', 'ndio ghairi'],
    ...['yes ntakosa', 'sawa nitakosa', 'I will miss it', 'N'],
  ])('%j is no yes: whether to cancel', (words) => {
    const asked = tell(reminded([first], 2), words);
    expect([keysOf(asked), didOf(asked).includes('confirm_visit')]).toEqual([['cancel.confirm'], false]);
  });

  test.each(['change to Monday', 'naomba tubadilishe iwe Ijumaa'])('%j: moved, to when they say', (words) => {
    const asked = tell(reminded([first], 2), words);
    expect(startOf(asked)).toMatchObject({ flow: 'move', appointmentId: appointmentId(50) });
    expect(asked.commands.at(-1)).toMatchObject({ do: 'find_slots', appointmentId: appointmentId(50) });
    expect(didOf(asked)).not.toContain('confirm_visit');
  });

  test.each(['asante', 'thank you'])('%j alone is no answer: kindly, whether they come', (words) => {
    const asked = tell(reminded([first], 2), words);
    expect([keysOf(asked), leadsOf(asked)]).toEqual([['confirm.ask'], ['common.gladly']]);
    expect(didOf(asked)).not.toContain('confirm_visit');
    expect(tell(asked, 'ndiyo').commands).toEqual([confirmed]);
  });

  test.each(['I will try', 'not sure'])('%j is not understood: whether they come', (words) => {
    const asked = tell(reminded([first], 2), words);
    expect([keysOf(asked), leadsOf(asked), asked.misses]).toEqual([
      ['confirm.ask'],
      ['common.not_understood'],
      1,
    ]);
  });

  test.each([
    ...['ok thanks but no', 'yes no wait', 'yes no', 'ok badilisha'],
    ...["okay but I'm travelling", 'ndio ila sio kesho', 'sina uhakika nitakuja'],
    ...['sijui kama nitakuja', 'sidhani kama nitakuja', 'hatujui kama tutakuja', 'siamini kama nitafika'],
    ...['I doubt I will come', "I don't know if I will come", 'nikipata nauli nitakuja'],
    ...['I will come if I get fare', 'maybe I will come', 'yes I might miss', 'naweza kosa', 'yes stop'],
    ...['yes 2', 'ndio 3', 'sawa tatu'],
    ...["I'll confirm later", 'nitaconfirm baadaye', 'will confirm tomorrow', "ok I'll let you know"],
    ...['nitawaambia kesho', 'sawa kesho nitawajulisha', 'let me ask my husband first'],
  ])('%j is no yes: whether they come', (words) => {
    const asked = tell(reminded([first], 2), words);
    expect([keysOf(asked), didOf(asked).includes('confirm_visit')]).toEqual([['confirm.ask'], false]);
    expect(tell(asked, 'ndiyo').commands).toEqual([confirmed]);
  });

  test.each([
    ...[
      'yes no problem',
      'sawa hakuna shida',
      'ndio nitakuja bila shida',
      'ndiyo hapana shida',
      'ok wait yes',
    ],
    ...["yes I can't wait", "I will come, I won't miss", "don't worry I will come", 'sina shida nitakuja'],
    ...['sitakosa', "I won't miss it", 'I confirm', 'nathibitisha', 'no prob nitakuja', 'Yessir', 'kabisa'],
    'no other time, I will come',
    ...['nitakosa kazi lakini nitakuja', 'yes let me confirm I will be there', 'ofcourse', 'hiyo iko poa'],
    ...['nitakuja Mungu akipenda', 'sijasahau nitakuja', 'yes ok no changes', "yes please don't change it"],
    ...['I will come, let me know if I need to bring anything', 'ok no doubt I will be there'],
  ])('%j is a yes all the same', (words) => {
    expect(keysOf(tell(reminded([first], 2), words))).toEqual(['confirm.see_you']);
  });

  test.each(['3 pm please', 'yes but can we do 4', '1 but at 10', 'can we do 4pm', 'Friday please'])(
    '%j: that visit is moved, no other booked',
    (words) => {
      const asked = tell(reminded([first], 2), words);
      expect(startOf(asked)).toMatchObject({ flow: 'move', appointmentId: appointmentId(50) });
      expect(didOf(asked)).not.toContain('confirm_visit');
    },
  );

  test('their own time is asked again; another service, another person or a booking is another visit', () => {
    expect(keysOf(tell(reminded([first], 2), 'Wednesday 9am'))).toEqual(['confirm.ask']);
    for (const words of ['dental on Friday', 'Friday for my child', 'book me for Friday at 3 pm'])
      expect(startOf(tell(reminded([first], 2), words))?.flow).not.toBe('move');
    const answered = { ...first, answered: true };
    expect(startOf(tell(reminded([answered], 2), '3 pm please'))?.flow).not.toBe('move');
  });

  test('a yes to another day is none: that is asked', () => {
    for (const words of ['yes but on Monday', 'nitakuja jumatatu']) {
      const asked = tell(reminded([first]), words);
      expect([keysOf(asked), didOf(asked).includes('confirm_visit')]).toEqual([['confirm.ask'], false]);
    }
    expect(tell(reminded([first]), 'I will come on Wednesday').commands).toContainEqual(confirmed);
  });

  test('"no, on Friday" is another time', () => {
    expect(keysOf(tell(reminded([first]), 'hapana, ijumaa'))).toEqual(['booking.choose_slot_on']);
  });

  test.each([
    ...['mgonjwa alifariki', 'she passed away', 'the patient died', 'mama yangu alifariki wiki jana'],
    ...['my mother passed on last week', 'my grandmother passed', 'mum is no more', 'alifariki mwaka jana'],
  ])('%j: a person answers, and no bot asks whether they come', (words) => {
    expect(keysOf(tell(reminded([first]), words))).toEqual(['person.told']);
  });

  test.each([
    ['baba alifariki, sitaweza kuja', 'cancel.confirm'],
    ['my phone died sorry, I will come', 'confirm.see_you'],
    ['my battery died', 'confirm.ask'],
    ['my son passed his exams, I will come', 'confirm.see_you'],
    ["my wife passed the message, I'll come", 'confirm.see_you'],
    ['baba alifariki mwaka jana, nitakuja', 'confirm.see_you'],
    ['my dad passed by the clinic', 'confirm.ask'],
    ['my husband passed me the phone', 'confirm.ask'],
    ['he is dead tired', 'confirm.ask'],
    ['mtoto wangu amekufa ganzi ya mguu', 'confirm.ask'],
    ['the pain is no more', 'confirm.ask'],
  ])('%j is of the visit', (words, key) => {
    expect(keysOf(tell(reminded([first]), words))).toEqual([key]);
  });

  test('a question is answered, and nothing is taken for a yes', () => {
    expect(keysOf(tell(reminded([first]), 'where are you'))).not.toContain('confirm.see_you');
    expect(didOf(tell(reminded([first]), 'I am running late'))).toContain('tell_staff');
  });

  test('after a missed visit, yes is another one, and no is none', () => {
    const missed = sampleNotice({ kind: 'follow_up', ...begun, status: 'noshow' });
    for (const words of ['yes', 'ndiyo', 'book a visit']) {
      expect(startOf(tell(reminded([missed], 0), words))).toMatchObject({
        flow: 'booking',
        another: { serviceId: serviceId(1) },
      });
    }
    expect(keysOf(tell(reminded([missed], 0), 'hapana'))).toEqual(['notice.all_right']);
  });

  describe.each([
    ['cancelled', sampleNotice({ kind: 'cancelled', ahead: false, status: 'cancelled' })],
    ['missed', sampleNotice({ kind: 'follow_up', ...begun, status: 'noshow' })],
  ] as const)('where a visit was %s', (_, gone) => {
    const [, other] = sampleVisits(2);
    const talk = { ...reminded([gone]), visits: other ? [other] : [] };

    test.each([
      ...['yes later', 'yes new date', 'siku nyingine', 'ndio siku nyingine', 'yes but later', 'another day'],
      'move it to friday',
    ])('%j is another one, and no other visit is moved', (words) => {
      expect(startOf(tell(talk, words))).toMatchObject({
        flow: 'booking',
        another: { serviceId: serviceId(1), branchId: branchId(1) },
      });
      expect(didOf(tell(talk, words, '2'))).not.toContain('move');
    });

    test.each(['move my visit', 'naomba kubadilisha miadi ya alhamisi', 'change the time of my appointment'])(
      '%j is of one that there is',
      (words) => {
        expect(startOf(tell(talk, words))).toMatchObject({ flow: 'move' });
      },
    );
  });
});

describe('when the visit has begun', () => {
  test.each(['confirm', 'move', 'cannot'] as const)('%s: said to be late, and a way on', (id) => {
    const late = tap(reminded([sampleNotice(begun)], 0), id);
    expect([keysOf(late), idsOf(late), didOf(late)]).toEqual([
      ['confirm.late'],
      ['yes', 'no', 'person'],
      ['start_flow'],
    ]);
    expect(wordsSaid(late)).toContain('That visit was today at 7:30 am. If you are on your way, please come');
    expect(startOf(tell(late, 'yes'))).toMatchObject({ flow: 'booking', another: { branchId: branchId(1) } });
    expect(keysOf(tell(late, 'hapana'))).toEqual(['notice.all_right']);
    expect(keysOf(tell(late, '3'))).toEqual(['person.told']);
  });

  test.each(['nitakuja', 'ndiyo', 'sitaweza'])('%j', (words) => {
    expect(keysOf(tell(reminded([sampleNotice(begun)], 0), words))).toEqual(['confirm.late']);
  });

  test('days ago; or they were here', () => {
    const past = sampleNotice({ ...begun, visitStart: '2026-09-30T06:00:00Z' });
    expect(wordsSaid(tap(reminded([past], 0), 'confirm'))).toBe(
      'That visit was on Wednesday 30 September, 9:00 am. Shall we find you another time?',
    );
    const came = sampleNotice({ ...begun, status: 'fulfilled' });
    expect(wordsSaid(tap(reminded([came], 0), 'cannot'))).toContain('Thank you for coming!');
  });

  test('what is still ahead comes first', () => {
    const over = sampleNotice({ ...begun, noticeId: noticeId(3), appointmentId: appointmentId(60) });
    expect(tell(reminded([over, first], 2), 'nitakuja').commands.at(-1)).toEqual(confirmed);
  });

  test('it began while they were asked', () => {
    const talk = reminded([first]);
    const late = tap({ ...talk, refusals: { confirm_visit: ['past'] } }, 'confirm');
    expect([keysOf(late), wordsSaid(late)]).toEqual([
      ['confirm.late'],
      'That visit was on Wednesday 7 October, 9:00 am. Shall we find you another time?',
    ]);
  });
});

describe('core knows better', () => {
  test('changed: what it is now, asked again', () => {
    const talk = reminded([first]);
    const asked = tap({ ...talk, refusals: { confirm_visit: ['changed'] } }, 'confirm');
    expect([keysOf(asked), leadsOf(asked)]).toEqual([['confirm.ask'], ['visits.changed']]);
    expect(tell(asked, 'yes').commands).toEqual([confirmed]);
  });

  test('gone', () => {
    const talk = reminded([first]);
    expect(keysOf(tap({ ...talk, refusals: { confirm_visit: ['not_found'] } }, 'confirm'))).toEqual([
      'visits.gone',
    ]);
  });
});

test('a request is noted as one', () => {
  const noted = tap(reminded([first], 1, {}, { status: 'pending' }), 'confirm');
  expect(wordsSaid(noted)).toContain('We have noted that you will come');
});

test('in Swahili', () => {
  const done = tell({ ...reminded([first]), language: 'sw' }, 'ndiyo nitakuja');
  expect(wordsSaid(done)).toBe(
    'Asante! Tunakusubiri:\n*Jumatano 7 Oktoba, saa 3:00 asubuhi (9:00)*\nDr Wanjiku Kamau-Mwangi\nWestlands Medical Plaza\nJina: Asha Wanjiku Njeri\nKukiwa na mabadiliko, tuandikie tu hapa.',
  );
});
