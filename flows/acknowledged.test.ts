import { expect, test } from 'vitest';
import { first, reminded } from './notice/sample-reminded.ts';
import { asha, sampleClinic, sampleFacts } from './sample-clinic.ts';
import { didOf, keysOf, leadsOf, open, tell } from './sample-talk.ts';

/** "Ok", said to what was told: it has been read, and is no riddle. */

const booked = tell(open(sampleFacts(sampleClinic(), asha)), 'book', '1', '1', 'yes');

test.each([
  ...[
    'ok',
    'Sawa',
    'sawa sawa',
    'poa',
    'okay then',
    'noted',
    'Well noted sir',
    'hakuna shida',
    'no problem',
    '👍',
    '👍🏾',
    '😊',
  ],
  ...[
    'great',
    'perfect',
    'all good',
    'ok see you',
    'nimeona',
    'noted with thanks',
    'got it',
    'haya',
    'iko sawa',
    'thats fine',
    'hamna shida',
    'nimepokea',
    'ujumbe nimepata',
    'alright doc',
    'fine',
  ],
])('%j to "your visit is booked"', (words) => {
  expect(keysOf(booked)).toEqual(['booking.booked']);
  const rests = tell(booked, words);
  expect([keysOf(rests), didOf(rests)]).toEqual([['common.all_right'], []]);
  const again = tell(rests, words);
  expect([keysOf(again), leadsOf(again)]).toEqual([['common.all_right'], [null]]);
  expect(keysOf(tell(rests, 'book'))).toEqual(['booking.choose_service']);
});

test.each(['noted', 'hakuna shida', 'nimeona', 'received'])(
  '%j to a reminder: whether they come is asked, kindly',
  (words) => {
    const asked = tell(reminded([first], 2), words);
    expect([keysOf(asked), leadsOf(asked), asked.misses]).toEqual([['confirm.ask'], [null], 1]);
  },
);

test.each([
  'ok but when',
  'see',
  'what',
  'fine how much',
  'no',
  'yes',
  'message',
  'good morning',
  'sawa nataka kuja',
])('%j says more, or something else', (words) => {
  expect(keysOf(tell(booked, words))).not.toContain('common.all_right');
});

test.each(['noted', 'hakuna shida', 'no problem', 'received'])('asked for a name, %j is none', (words) => {
  const asked = tell(open(sampleFacts(sampleClinic(), { consented: true })), 'book', '2', '1', '1');
  expect(keysOf(asked)).toEqual(['booking.ask_name']);
  expect(didOf(tell(asked, words))).toEqual([]);
});
