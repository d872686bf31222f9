import { expect, test } from 'vitest';
import { tokenize } from '../tokens.ts';
import { inShort, unfitInShort } from './in-short.ts';
import { readWhen } from './read-when.ts';

/** Wednesday 7 October 2026, 20:18; nothing was asked. */
const notTimes: readonly string[] = [
  ...['nina homa siku tatu sasa', 'kwa siku tatu', 'siku 3 sasa', 'for 2 weeks', 'wiki mbili zilizopita'],
  ...[
    'ana miaka 3',
    'mtoto wa miezi sita',
    '6 months old',
    'ana miezi sita',
    'my son is 3 years old',
    'I am 67',
  ],
  ...['1500 bob', 'ksh 2000', 'is it 500/= only', '0712345678', '+254 712 345 678', '0722 418 903'],
  ...[
    'dakika 20',
    'nitachelewa dakika 20',
    'running 15 mins late',
    'ntachelewa saa moja hivi',
    'give me half an hour, am late',
  ],
  ...[
    '2',
    'mbili',
    'ya pili',
    'the second one',
    'first time',
    'mara moja',
    'moja kwa moja',
    'mara tatu',
    'option 3',
  ],
  ...[
    'saa hizi',
    'saa hii',
    'sasa hivi',
    'now',
    'asap',
    'any time',
    'any day',
    'siku yoyote',
    'wakati wowote',
  ],
  ...['saa ngapi', 'siku gani', 'mnafungua saa ngapi', 'what time do you open', 'masaa yenu ya kazi'],
  ...[
    'jana',
    'juzi',
    'last week',
    'last monday',
    'yesterday evening',
    'jana usiku',
    'wiki iliyopita',
    'mwezi uliopita',
  ],
  ...[
    'jumatatu iliyopita',
    'tangu jumatatu',
    'since sunday night',
    'tangu asubuhi',
    'for 3 days now',
    '2 weeks ago',
  ],
  ...[
    'habari za asubuhi',
    'good morning',
    'usiku mwema',
    'habari za leo',
    'have a nice weekend',
    'siku njema',
  ],
  ...['natapika sana asubuhi lakini si sana', 'sioni vizuri usiku jamani', 'mimba ya mwezi wa pili wa mimba'],
  ...[
    'I step in the sun',
    'I sat on the chair',
    'may I ask something',
    'the sun is hot',
    'mtoto mchanga',
    'mtoto mchanga analia',
  ],
  ...[
    'moaning and mourning',
    'a warning',
    'money',
    'jumla ni ngapi',
    'sundae',
    'marching',
    'sundry items',
    'kumi',
  ],
  ...[
    'not monday',
    'badala ya jumatatu',
    'usiniweke jumatatu',
    'msiniweke jumatatu',
    'usiniwekee miadi siku ya jumatatu',
    'usiniweke jumatatu au jumanne',
    "don't book me on monday",
    'not on monday',
    'not monday or tuesday',
    'any day except monday',
    'any day except for monday',
    'any day except monday and tuesday',
    'any day but monday',
    'any day apart from monday',
    'siku yoyote ila jumatatu',
    'siku yoyote isipokuwa jumatatu',
    'kila asubuhi natapika',
    '120/80',
    'room 3',
    'homa usiku kucha',
    '',
  ],
];
test.each(notTimes)('no time: %s', (text) => {
  expect(inShort(text)).toBe('none');
});

const rows: readonly (readonly [string, string])[] = [
  ['not Monday, Tuesday', 'day 10-13'],
  ['si jumatatu ni jumanne', 'day 10-13'],
  ['usiniweke jumatatu, weka jumanne', 'day 10-13'],
  ['usinisahau jumatatu', 'day 10-12'],
  ['mbona msiniweke jumatatu', 'day 10-12'],
  ['not today but monday', 'day 10-12'],
  ['not monday or tuesday, friday is ok', 'day 10-09'],
  ['sio kesho, kesho kutwa', 'day 10-09'],
  ['tuesday instead of monday', 'day 10-13'],
  ['badala ya kesho nije ijumaa', 'day 10-09'],
  ['move my appointment from Monday to Tuesday', 'day 10-13'],
  ['nataka kubadilisha kutoka jumatatu hadi jumanne', 'day 10-13'],
  ['hamisha toka jumatatu kwenda ijumaa', 'day 10-09'],
  ['nataka kuhamisha miadi ya jumatatu', 'none'],
  ['move my monday appointment', 'none'],
  ['reschedule my appointment on friday', 'none'],
  ['nataka kuahirisha miadi yangu ya kesho', 'none'],
  ['move my monday appointment to 3pm', 'moment 10-12T15:00'],
  ['change my friday visit to the afternoon', 'part 10-09T12:00>10-09T18:00'],
  ['shift it to 3pm', 'moment 10-08T15:00'],
  ['miadi ya kesho iwe ijumaa', 'day 10-09'],
  ['cancel my visit on Friday', 'day 10-09'],
  ['cancel my monday appointment', 'day 10-12'],
  ['siwezi kuja kesho', 'day 10-08'],
  ['siwezi kuja kesho, naomba ijumaa', 'day 10-09'],
  ["I can't come on Monday, is there another day?", 'none'],
  ['kesho haitawezekana, nipe jumamosi asubuhi', 'part 10-10T06:00>10-10T12:00'],
  ['nilikuwa nije ijumaa lakini sasa nataka jumamosi', 'day 10-10'],
  ['9 or 11 tomorrow', 'moment 10-08T09:00 10-08T11:00 10-08T21:00 10-08T23:00'],
  ['monday at 9am or tuesday at 10am', 'moment 10-12T09:00 10-13T10:00'],
  ['friday or saturday morning', 'part 10-09T06:00>10-09T12:00 10-10T06:00>10-10T12:00'],
  ['10am kesho ama friday', 'moment 10-08T10:00 10-09T10:00'],
  ['leo saa nne usiku, like 10pm', 'moment 10-07T22:00'],
  ['do you have room for 2 adults on friday', 'day 10-09'],
  ['nina homa siku tatu, naweza kuja kesho?', 'day 10-08'],
  ['mtoto wa miezi 6 anakohoa, kesho saa 3 asb', 'moment 10-08T09:00'],
  ['tooth pain since monday, can i come friday', 'day 10-09'],
  ['tangu jana usiku naumwa, kesho asubuhi nije?', 'part 10-08T06:00>10-08T12:00'],
  ['leo saa tatu asubuhi', 'none'],
  ['can you call me in 20 minutes', 'moment 10-07T20:38'],
  ['siwezi kabla ya saa nne', 'range 10-08T10:00>10-09T00:00'],
  ["I can't come before 10", 'range 10-08T10:00>10-09T00:00'],
  ['niko kazini hadi saa kumi', 'range 10-08T16:00>10-09T00:00'],
  ['kesho niko kazini hadi saa kumi', 'range 10-08T16:00>10-09T00:00'],
  ['siwezi baada ya saa nane', 'range 10-08T00:00>10-08T14:00'],
  ['niko free hadi saa kumi', 'range 10-08T00:00>10-08T16:00'],
];
test.each(rows)('%s', (text, expected) => {
  expect(inShort(text)).toBe(expected);
});

/** What does not suit; none where another time is asked for, or the question is why not. */
const unfit: readonly (readonly [string, string])[] = [
  ['siwezi kesho', 'day 10-08'],
  ['kesho niko shuleni', 'day 10-08'],
  ['tomorrow I am at work', 'day 10-08'],
  ['tomorrow does not work', 'day 10-08'],
  ['not monday or tuesday', 'day 10-12 10-13'],
  ['siwezi jumatatu jumanne na ijumaa', 'day 10-09 10-12 10-13'],
  ['si asubuhi', 'part 10-08T06:00>10-08T12:00'],
  ['not in the morning', 'part 10-08T06:00>10-08T12:00'],
  ['I work in the mornings', 'none'],
  ['not monday, tuesday', 'none'],
  ['siwezi kesho naweza ijumaa', 'none'],
  ['niko busy leo nitumie za kesho', 'none'],
  ['niko busy leo kesho inafaa', 'none'],
  ['asubuhi si jioni', 'none'],
  ['why not tomorrow', 'none'],
  ['is tomorrow not available', 'none'],
  ['move my visit, I am away on monday', 'none'],
  ['kesho', 'none'],
  ...[
    ...[
      'bad toothache today',
      'my tooth is not okay today',
      "I can't chew I need a dentist tomorrow",
      'not feeling well today',
    ],
    ...[
      'siko sawa leo',
      'leo siko poa nataka kuona daktari',
      'mtoto hawezi kula leo',
      'dharura ya jino leo',
      'not urgent next week',
    ],
    ...[
      'dental exam tomorrow',
      'before my wedding on Saturday',
      'yellow fever vaccine travelling next week',
      'right away today',
    ],
    ...[
      'siko kazini kesho',
      'kesho siko shule',
      'sitakuwa kazini kesho',
      "I'm not busy tomorrow",
      "I won't be at work tomorrow",
    ],
    ...[
      'i dont work on wednesday',
      'Monday is not bad',
      'tomorrow is not a problem',
      'I do not mind tomorrow',
      'not only tomorrow',
    ],
    ...[
      'sawa alhamisi siko kazini',
      'it does not matter morning or afternoon',
      'sikujua kesho kuna nafasi',
      'tomorrow if not busy',
    ],
    ...[
      'jioni kwa sababu niko kazini',
      "evening because I'm at work",
      '5pm since I work',
      "weekend because I'm at school",
    ],
    ...[
      "can't it be today",
      'can we not do tomorrow',
      'siwezi kupata nafasi ya kesho',
      'siwezi kuja kesho?',
      'not Westlands on Friday',
    ],
    ...[
      "I can't come until Friday",
      'siwezi ila jumamosi',
      "I can't unless it's Saturday",
      'the Wednesday one I cannot make it',
    ],
    ...[
      'siwezi kuja tena jumatano',
      'mtoto hawezi kuja ijumaa',
      'sitakuja jumatano',
      'I will come on Wednesday and not be late',
    ],
  ].map((text) => [text, 'none'] as const),
  ['kwa bahati mbaya kesho siwezi', 'day 10-08'],
  ['cwezi kesho', 'day 10-08'],
  ['sitaki kesho', 'day 10-08'],
  ['kesho hapana', 'day 10-08'],
  [
    'no mornings',
    'part 10-08T06:00>10-08T12:00 10-09T06:00>10-09T12:00 10-10T06:00>10-10T12:00 10-11T06:00>10-11T12:00 10-12T06:00>10-12T12:00 10-13T06:00>10-13T12:00 10-14T06:00>10-14T12:00',
  ],
  ['nko job kesho', 'day 10-08'],
];

/** One time does not suit, the other does. */
const others: readonly (readonly [string, string])[] = [
  ["today I'm at work tomorrow I'm free", 'day 10-08'],
  ['kesho niko kazini ijumaa niko off', 'day 10-09'],
  ['jumatatu siwezi jumanne naweza', 'day 10-13'],
  ["Monday I can't Tuesday please", 'day 10-13'],
  ['asubuhi niko kazini jioni niko free', 'part 10-08T16:00>10-08T19:00'],
  ['Monday no, Tuesday yes', 'day 10-13'],
  ["I can't do Monday but Tuesday works", 'day 10-13'],
  ['siwezi kesho naweza ijumaa', 'day 10-09'],
  ['kesho siwezi asubuhi', 'range 10-08T12:00>10-09T00:00'],
  ['tomorrow but not in the morning', 'range 10-08T12:00>10-09T00:00'],
  ['ijumaa lakini siwezi asubuhi', 'range 10-09T12:00>10-10T00:00'],
  ["Friday, can't in the evening", 'range 10-09T00:00>10-09T17:00'],
  ['kesho hadi saa kumi niko kazini', 'range 10-08T16:00>10-09T00:00'],
  ['ijumaa, kesho siwezi', 'day 10-09'],
];
test.each(others)('%s', (text, expected) => {
  const { fits } = readWhen(text, tokenize(text), { now: '2026-10-07T20:18', asked: null });
  expect([inShort(text), unfitInShort(text), fits]).toEqual([expected, 'none', true]);
});
test.each(unfit)('%s', (text, expected) => {
  expect(unfitInShort(text)).toBe(expected);
});

test('a finding carries the words it came from, as they were written', () => {
  const text = 'Naomba miadi KESHO, saa Tatu asb tafadhali';
  const { when } = readWhen(text, tokenize(text), { now: '2026-10-07T20:18', asked: null });
  expect(when).toEqual({ kind: 'moment', candidates: ['2026-10-08T09:00'], words: 'KESHO, saa Tatu asb' });
});
