import { describe, expect, test } from 'vitest';
import { amid, first } from './notice/sample-reminded.ts';
import { appointmentId, asha, sampleClinic, sampleFacts, sampleVisits } from './sample-clinic.ts';
import { didOf, flowsOf, keysOf, leadsOf, open, type Talk, tell } from './sample-talk.ts';

/** What is said to "Shall we book?" and to a list of times, by one who has visits already. */

const known = sampleFacts(sampleClinic(), asha);
const shown = tell(open(known, {}, sampleVisits(2)), 'hi', 'book', '2');
const proposed = tell(shown, '1');
const naming = tell(
  open(sampleFacts(sampleClinic(), { consented: true }), {}, sampleVisits(1)),
  ...['hi', 'book', '2', '1', '1'],
);
const waited = { ...first, fresh: false };

const against = [
  ...['eeh sikuji', 'ndio sitakuja', "yes I can't come", 'sitaweza', 'hiyo siwezi'],
  ...['sawa lakini saa nyingine', 'ok but another time', 'yes but can we change the time', 'siku nyingine'],
  ...['yes ntakosa', 'sawa nitakosa'],
  ...['haiwezekani saa hiyo, nipe nyingine', 'badilisha siku', 'mapema sana', 'saa hiyo niko kazini'],
];

test.each(against)('"Shall we book?" %j: other times, and no other visit is touched', (words) => {
  for (const talk of [proposed, amid(proposed, waited)]) {
    const other = tell(talk, words);
    expect([keysOf(other), flowsOf(other)]).toEqual([['booking.choose_slot'], ['menu', 'booking']]);
    expect(didOf(other)).toEqual(['release_hold', 'find_slots']);
  }
});

/** What does not suit, and the times that are looked for then: thursday the 8th is shown and proposed. */
const beside: readonly (readonly [string, string])[] = [
  ['siwezi kesho', '10-05T00:00>10-06T00:00 10-07T00:00>10-17T00:00'],
  ['kesho siko', '10-05T00:00>10-06T00:00 10-07T00:00>10-17T00:00'],
  ["I can't on thursday", '10-05T00:00>10-08T00:00 10-09T00:00>10-19T00:00'],
  ["tomorrow I'm at work", '10-05T00:00>10-06T00:00 10-07T00:00>10-17T00:00'],
  ['siwezi asubuhi', '10-08T00:00>10-08T06:00 10-08T12:00>10-09T00:00'],
  ["I can't make it in the morning", '10-08T00:00>10-08T06:00 10-08T12:00>10-09T00:00'],
  ['asubuhi nitakuwa kazini', '10-08T00:00>10-08T06:00 10-08T12:00>10-09T00:00'],
  ["i can't at 9", '10-08T00:00>10-08T09:00 10-08T09:01>10-08T21:00 10-08T21:01>10-09T00:00'],
  ['siwezi kufika kabla ya saa tano', '10-08T11:00>10-09T00:00'],
  ['niko kazini hadi saa kumi', '10-08T16:00>10-09T00:00'],
  ['wiki ijayo siwezi', '10-05T00:00>10-12T00:00 10-19T00:00>10-29T00:00'],
];

const windowsIn = ({ commands }: Talk) =>
  commands.flatMap((command) => {
    if (command.do !== 'find_slots' || command.view.kind !== 'times') return [];
    const { candidates } = command.view.times;
    return candidates.map((one) => (typeof one === 'string' ? one : `${one.start}>${one.end}`));
  });

test.each(beside)('%j, to free times and to "Shall we book?": what is free beside that', (words, left) => {
  for (const talk of [shown, proposed, amid(shown, waited)]) {
    const other = tell(talk, words);
    expect([keysOf(other), flowsOf(other)]).toEqual([['booking.choose_slot_then'], ['menu', 'booking']]);
    expect(windowsIn(other).join(' ').replaceAll('2026-', '')).toBe(left);
  }
});

test.each(['not tomorrow', 'si kesho', 'not in the morning please', 'not Monday or Tuesday'])(
  'to free times, %j: it is no answer that is not understood',
  (words) => {
    expect([keysOf(tell(shown, words)), leadsOf(tell(shown, words))]).toEqual([
      ['booking.choose_slot_then'],
      [null],
    ]);
  },
);

test.each([
  ['siwezi kesho naweza Ijumaa', '2026-10-09'],
  ["I can't do Monday but Tuesday is fine", '2026-10-06'],
  ['why not tomorrow', '2026-10-06'],
])('%j: the day that is asked for', (words, day) => {
  for (const talk of [shown, proposed])
    expect(tell(talk, words).commands).toContainEqual(
      expect.objectContaining({ do: 'find_slots', view: { kind: 'day', day } }),
    );
});

test('what does not suit can be said with the wish itself, and while a visit is moved', () => {
  const wish = tell(open(known), 'nataka kuonana na daktari lakini siwezi asubuhi', '1');
  expect(windowsIn(wish).slice(0, 2)).toEqual([
    '2026-10-05T00:00>2026-10-05T06:00',
    '2026-10-05T12:00>2026-10-06T06:00',
  ]);
  const moving = tell(open(known, {}, sampleVisits(1)), 'move my visit', 'siwezi kesho');
  expect(flowsOf(moving)).toEqual(['menu', 'move']);
  expect(windowsIn(moving)).toEqual([
    '2026-10-05T00:00>2026-10-06T00:00',
    '2026-10-07T00:00>2026-10-17T00:00',
  ]);
});

test.each(['siku nyingine', 'another time', 'change the time', 'sitakuja', "I can't come on that day"])(
  'asked for a name, %j: other times',
  (words) => {
    expect(keysOf(naming)).toEqual(['booking.ask_name']);
    expect([keysOf(tell(naming, words)), didOf(tell(naming, words))]).toEqual([
      ['booking.choose_slot'],
      ['release_hold', 'find_slots'],
    ]);
  },
);

test.each([
  'yes cancel',
  'ndio ghairi',
  'cancel it',
  'wacha',
  'wacha tu',
  'never mind',
  "don't book",
  'hakuna haja',
  'cancel this one',
  'cancel it, I will go to the other hospital',
])(
  '"Shall we book?" %j: nothing is booked, which is said, and no other visit is to be cancelled',
  (words) => {
    const left = tell(proposed, words);
    expect([keysOf(left), leadsOf(left), didOf(left)]).toEqual([
      ['menu.again'],
      ['booking.left'],
      ['release_hold'],
    ]);
  },
);

test.each(['never mind', 'nevermind', 'cancel it', 'forget it', 'wacha tu'])(
  'beside a list of times or days %j: it is left',
  (words) => {
    for (const talk of [shown, tell(shown, 'none')])
      expect([keysOf(tell(talk, words)), leadsOf(tell(talk, words))]).toEqual([
        ['menu.again'],
        ['booking.left'],
      ]);
  },
);

test('"forget it, another day" beside a list of times: other days', () => {
  expect(keysOf(tell(shown, 'forget it, another day'))).toEqual(['booking.choose_day']);
});

describe('another one is to be cancelled', () => {
  const named = ['cancel the other one', 'cancel the old one', 'futa ile nyingine', 'cancel the first visit'];

  test.each([
    ...[...named, 'yes and cancel the old one', 'yes then cancel the one I had'],
    ...['book this and cancel the other', 'yes but cancel the previous one'],
  ])('"Shall we book?" %j: which, and then back to the visit that is held', (words) => {
    const asked = tell(proposed, words);
    expect([keysOf(asked), flowsOf(asked)]).toEqual([['visits.which'], ['menu', 'booking', 'cancel']]);
    expect(didOf(asked)).not.toContain('release_hold');
    expect(keysOf(tell(asked, '1', 'yes'))).toEqual(['cancel.cancelled', 'booking.confirm']);
  });

  test.each([...named, 'cancel the second', 'cancel the last one'])(
    'beside a list of times %j: which',
    (words) => {
      expect([keysOf(tell(shown, words)), flowsOf(tell(shown, words))]).toEqual([
        ['visits.which'],
        ['menu', 'booking', 'cancel'],
      ]);
    },
  );

  test('"yes, and forget about the old one" is asked again', () => {
    expect(didOf(tell(proposed, 'yes, and forget about the old one'))).toEqual([]);
  });
});

describe('asked for the reason, when it is booked', () => {
  const reason = tell(open(known, {}, sampleVisits(2)), 'hi', 'book', '3', '1', 'yes');

  test.each(['cancel it', 'sitaki tena', 'cancel my visit'])('%j: which is to be cancelled', (words) => {
    expect(keysOf(reason)).toEqual(['booking.booked', 'booking.ask_reason']);
    expect(keysOf(tell(reason, words))).toEqual(['visits.which']);
  });

  test.each(['I forget about things', 'appetite: not interested', "I don't want it anymore"])(
    '%j is one',
    (words) => {
      expect([keysOf(tell(reason, words)), didOf(tell(reason, words))]).toEqual([
        ['booking.reason_noted'],
        ['note_reason'],
      ]);
    },
  );
});

test.each([
  'none',
  'none of these',
  'hakuna',
  'hapana',
  'no',
  'sitaki',
  'siwezi siku hizo',
  'siku nyingine',
  'sitaweza hizo',
])('beside a list of times %j: other days', (words) => {
  const days = tell(shown, words);
  expect([keysOf(days), flowsOf(days)]).toEqual([['booking.choose_day'], ['menu', 'booking']]);
});

test('while a visit is moved: none of them, other days; no, it stays', () => {
  const moving = tell(open(known, {}, sampleVisits(2)), 'hi', 'move', '1');
  expect(keysOf(tell(moving, 'none of these'))).toEqual(['booking.choose_day']);
  expect(keysOf(tell(moving, 'hapana'))).toEqual(['visits.kept']);
});

test.each([
  'yes 2',
  "I'll confirm later",
  'nitaconfirm baadaye',
  'will confirm tomorrow',
  'nitawaambia kesho',
  'subiri niulize kwanza',
])('"Shall we book?" %j is no answer yet: asked again', (words) => {
  expect([keysOf(tell(proposed, words)), didOf(tell(proposed, words))]).toEqual([['booking.confirm'], []]);
});

test.each([
  ...[
    'any',
    'any time',
    'yoyote iko sawa',
    'whichever',
    'yes 1',
    'ndio 1',
    'the last one',
    'ya mwisho',
    'sawa ya pili',
  ],
])('beside a list of times %j picks one, and it is proposed', (words) => {
  expect([keysOf(tell(shown, words)), didOf(tell(shown, words)).includes('book')]).toEqual([
    ['booking.confirm'],
    false,
  ]);
});

test('whichever, or for how many, is taken for none where it would be moved at once', () => {
  const moving = tell(open(known, {}, sampleVisits(2)), 'hi', 'move', '1');
  expect(didOf(tell(moving, 'yes 2'))).toEqual(['move']);
  for (const words of ['any', 'yoyote iko sawa', 'yes for 2', 'yes for two'])
    expect(didOf(tell(moving, words))).not.toContain('move');
});

describe('the opposite', () => {
  const flowAt = (talk: Talk) => flowsOf(talk).at(-1);

  test.each(['cancel my visit', 'cancel my appointment on wednesday', 'ghairi miadi yangu'])(
    '%j names a visit that there is',
    (words) => {
      expect(flowAt(tell(proposed, words))).toBe('cancel');
      expect(flowAt(tell(shown, words))).toBe('cancel');
    },
  );

  test.each(['ndiyo', 'yes I will come', 'nitakuja', 'sawa nitakuja'])('%j books', (words) => {
    for (const talk of [proposed, amid(proposed, waited)]) {
      expect(didOf(tell(talk, words))).toEqual(['book']);
    }
  });

  test('"SITAWEZA" beside a list of times, which proposes none, is of the visit that there is', () => {
    expect(keysOf(tell(amid(shown, waited), 'SITAWEZA'))).toEqual(['cancel.confirm']);
  });

  test.each(['sawa wacha tu', 'ok forget it'])('%j may be either: asked again', (words) => {
    expect([keysOf(tell(proposed, words)), didOf(tell(proposed, words))]).toEqual([['booking.confirm'], []]);
  });

  test.each(['hiyo siku nitakuwa free', 'hakuna haja ya kungoja weka'])(
    '%j is nothing against it',
    (words) => {
      expect(keysOf(tell(proposed, words))).toEqual(['booking.confirm']);
    },
  );

  test('"hapana ya pili" is the second of the times', () => {
    expect(keysOf(tell(shown, 'hapana ya pili'))).toEqual(['booking.confirm']);
  });

  test('"no, friday" goes to Friday', () => {
    for (const talk of [proposed, shown])
      expect(keysOf(tell(talk, 'no, friday'))).toEqual(['booking.choose_slot_on']);
  });

  test('a reminder that has just come is what is answered', () => {
    expect(tell(tell(amid(proposed, first), 'sitakuja'), 'yes').commands).toMatchObject([
      { do: 'cancel', appointmentId: appointmentId(50) },
    ]);
  });

  test('a question is answered, and who is late is noted', () => {
    expect(keysOf(tell(proposed, 'how much is it?'))).toEqual(['questions.price', 'booking.confirm']);
    expect(didOf(tell(proposed, 'nitachelewa'))).toEqual(['tell_staff']);
  });

  test('asked nothing, "another time" and "saa nyingine" are of no visit', () => {
    expect(didOf(tell(open(known, {}, sampleVisits(1)), 'saa nyingine nasikia baridi'))).not.toContain(
      'move',
    );
  });
});

test.each([
  ...[
    'never mind, book it',
    'acha basi niwekee',
    'wacha tu iwe hiyo',
    'forget it, I will take this',
    "don't book the other, book this",
  ],
  ...[
    'hakuna haja ya kubadilisha',
    'hakuna haja, hiyo iko sawa',
    "no need, that's fine",
    'not interested in that doctor',
  ],
])('"Shall we book?" %j drops nothing: the place is kept', (words) => {
  expect(didOf(tell(proposed, words))).not.toContain('release_hold');
});

test.each(['yes the new time is ok', 'ok new day noted', 'yes, I will inform you if anything changes'])(
  '"Shall we book?" %j: booked',
  (words) => {
    expect(didOf(tell(proposed, words))).toContain('book');
  },
);

test.each(['I want a new time', 'nataka new date', 'give me another day'])(
  '"Shall we book?" %j: other times',
  (words) => {
    expect(didOf(tell(proposed, words))).toEqual(['release_hold', 'find_slots']);
  },
);

test.each(['tomorrow 10am, will text you the name', 'dental kesho saa nne, nitawaambia shida'])(
  '%j, with nothing open: times of that day',
  (words) => {
    expect(flowsOf(tell(open(known), words))).toEqual(['menu', 'booking']);
  },
);
