import { expect, test } from 'vitest';
import { saysSeveral } from './says-several.ts';

test.each([
  ...['I want to book for my two children', 'appointment for my kids', 'a dentist for my twins'],
  ...['book dental for my three kids on friday', 'two appointments please', 'I need 2 slots on friday'],
  ...['book for me and my son', 'book for me and for my wife', 'my wife and I need a checkup', 'both of us'],
  ...['my son and my daughter need a jab', 'a visit for two people', 'yes and also for my daughter'],
  ...[
    'nataka kuwaandikisha watoto wangu wawili',
    'nataka miadi ya watoto wangu watatu',
    'miadi mbili za watoto',
  ],
  ...[
    'naomba miadi yangu na ya mtoto wangu',
    'mimi na mke wangu',
    'sisi wawili',
    'mapacha wangu',
    'ndio na mtoto pia',
  ],
])('%j', (words) => {
  expect(saysSeveral(words)).toBe(true);
});

test.each([
  ...['book for my son', 'I want to book for my child', 'do you see kids?', 'is there a doctor for children'],
  ...[
    'my two year old has a fever',
    'a visit in two weeks',
    'at 2',
    'naomba miadi ya mtoto wangu',
    'chanjo ya mtoto',
  ],
  ...[
    'daktari wa watoto',
    'kliniki ya watoto',
    'my kids tooth hurts',
    'nitakuja na mtoto wangu',
    'book me with my doctor',
  ],
  ...['nina watoto wawili, mmoja ana homa', 'I have two kids and one has a fever'],
  ...['my mum and dad told me to book a dentist', 'I want to come with my two kids'],
  ...['mama na mtoto clinic', 'my 3 month old baby', 'the second', 'I have two appointments', 'saa mbili'],
])('%j is of one', (words) => {
  expect(saysSeveral(words)).toBe(false);
});
