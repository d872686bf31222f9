import { describe, expect, test } from 'vitest';
import { begin, proceed } from './engine.ts';
import { asha, sampleClinic, sampleFacts, serviceId } from './sample-clinic.ts';
import { didOf, flowsOf, keysOf, leadsOf, open, tell, turn } from './sample-talk.ts';
import type { Frame } from './vocabulary.ts';

const newcomer = sampleFacts(sampleClinic(), { isNew: true });
const known = sampleFacts(sampleClinic(), asha);

describe('a way on, always', () => {
  const held = () => tell(open(known), 'book', '1', '1');

  test('menu leaves the booking and gives the slot back', () => {
    const left = tell(held(), 'menu');
    expect([keysOf(left), didOf(left), flowsOf(left)]).toEqual([['menu.again'], ['release_hold'], ['menu']]);
    expect(keysOf(tell(left, '1'))).toEqual(['booking.choose_service']);
  });

  test('back goes a question back, from the first one to the menu', () => {
    const steps = tell(open(newcomer), 'book', '1', '1');
    expect(keysOf(steps)).toEqual(['booking.choose_slot']);
    const branch = tell(steps, 'back');
    const service = tell(branch, 'rudi');
    const menu = tell(service, 'back');
    expect([branch, service, menu].flatMap(keysOf)).toEqual([
      'booking.choose_branch',
      'booking.choose_service',
      'menu.again',
    ]);
    expect(didOf(tell(held(), 'back'))).toEqual(['release_hold', 'find_slots']);
  });

  test('what is not understood is asked again, the second time with the phone number', () => {
    const first = tell(held(), 'blah blah');
    expect([keysOf(first), leadsOf(first), first.misses]).toEqual([
      ['booking.confirm'],
      ['common.not_understood'],
      1,
    ]);
    const second = tell(first, 'blah');
    expect([leadsOf(second), second.misses]).toEqual([['common.not_understood_again'], 2]);
    expect(tell(second, 'yes').misses).toBe(0);
  });

  test('a tap on an older message, a picture', () => {
    expect(leadsOf(turn(held(), { kind: 'stale' }))).toEqual(['common.stale']);
    expect(leadsOf(turn(held(), { kind: 'chose', id: serviceId(1) }))).toEqual(['common.stale']);
    expect(leadsOf(turn(held(), { kind: 'unreadable', what: 'media' }))).toEqual(['common.unreadable']);
  });

  test('help, and another language, in the midst of it', () => {
    expect(leadsOf(tell(held(), 'msaada'))).toEqual(['common.help']);
    const swahili = tell(held(), 'kiswahili tafadhali');
    expect([swahili.language, keysOf(swahili), leadsOf(swahili)]).toEqual([
      'sw',
      ['booking.confirm'],
      ['common.language_set'],
    ]);
  });

  test('the menu in the other language', () => {
    const swahili = tell(open(known), 'hi', '2');
    expect([swahili.language, didOf(swahili), keysOf(swahili)]).toEqual([
      'sw',
      ['set_language'],
      ['menu.again'],
    ]);
    expect(swahili.said[0]?.choices.map(({ id }) => id)).toEqual(['book', 'language_en']);
    const asked = tell(open(newcomer), 'kiswahili');
    expect([asked.language, keysOf(asked)]).toEqual(['sw', ['menu.first']]);
  });

  test('kind words', () => {
    const done = tell(held(), 'yes');
    const thanked = tell(done, 'asante sana');
    expect(keysOf(thanked)).toEqual(['common.you_are_welcome']);
    expect(keysOf(tell(thanked, 'habari'))).toEqual(['menu.greeting']);
    expect([keysOf(tell(held(), 'hello')), leadsOf(tell(held(), 'hello'))]).toEqual([
      ['booking.confirm'],
      [null],
    ]);
  });

  test('nothing free: the phone, another branch, another service, the menu', () => {
    const facts = sampleFacts(sampleClinic(), asha);
    let step = begin(
      { frames: tell(open(facts), 'book').frames, misses: 0 },
      { kind: 'chose', id: serviceId(1) },
      facts,
    );
    step = proceed(step, { type: 'SLOTS', slots: [] }, facts);
    expect(step.says).toMatchObject([{ key: 'booking.none', params: { phone: '+254 711 000 101' } }]);
    expect(step.says[0]?.choices.map(({ id }) => id)).toEqual(['other_branch', 'other_service', 'menu']);
    const left = begin({ frames: step.frames, misses: 0 }, { kind: 'chose', id: 'menu' }, facts);
    expect([left.says[0]?.key, left.frames.length]).toEqual(['menu.again', 1]);
  });

  test('a clinic that offers nothing yet says so, and stays at the menu', () => {
    const facts = sampleFacts(sampleClinic({ services: 0 }));
    const told = tell(open(facts), 'book');
    expect([keysOf(told), flowsOf(told)]).toEqual([['booking.nothing_bookable'], ['menu']]);
  });
});

describe('a thread that is lost', () => {
  const menu: Frame = { flow: 'menu', version: 1, state: 'open', context: {}, waitId: null };
  test.each([
    ['another version', { ...menu, flow: 'booking', version: 99 }],
    ['a state that is gone', { ...menu, flow: 'booking', state: 'choosing_colour' }],
    ['a flow that is gone', { ...menu, flow: 'horoscope' }],
  ])('%s: an apology and the menu', (_, frame) => {
    const lost = turn({ ...open(known), frames: [menu, frame as Frame] }, { kind: 'chose', id: 'yes' });
    expect([keysOf(lost), leadsOf(lost), flowsOf(lost)]).toEqual([
      ['menu.greeting'],
      ['common.lost_thread'],
      ['menu'],
    ]);
  });
});

describe('the stack', () => {
  test('holds three at most', () => {
    const [menu, booking] = tell(open(known), 'book').frames;
    if (!menu || !booking) throw new Error('a booking lies above the menu');
    const deep = { ...open(known), frames: [menu, booking, menu] };
    expect(flowsOf(turn(deep, { kind: 'chose', id: 'book' }))).toEqual(['menu', 'booking', 'booking']);
  });

  test('comes back to where a digression left', () => {
    const [menu, booking] = tell(open(known), 'book').frames;
    const [, aside] = tell(open(known), 'book', '1', '1').frames;
    if (!menu || !booking || !aside) throw new Error('a booking lies above the menu');
    const back = turn({ ...open(known), frames: [menu, booking, aside] }, { kind: 'chose', id: 'yes' });
    expect([keysOf(back), flowsOf(back)]).toEqual([
      ['booking.booked', 'booking.choose_service'],
      ['menu', 'booking'],
    ]);
  });
});
