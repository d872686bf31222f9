import { describe, expect, test } from 'vitest';
import { begin, proceed } from './engine.ts';
import { asha, sampleClinic, sampleFacts, sampleVisits, serviceId } from './sample-clinic.ts';
import {
  didOf,
  flowsOf,
  idsOf,
  keysOf,
  leadsOf,
  open,
  type Talk,
  tell,
  turn,
  wordsSaid,
} from './sample-talk.ts';
import { nowhere, readMessage } from './understand/read-message.ts';
import type { Frame, Reply } from './vocabulary.ts';

const newcomer = sampleFacts(sampleClinic(), { isNew: true });
const known = sampleFacts(sampleClinic(), asha);
const said = (text: string): Reply => ({ kind: 'said', text, intents: readMessage(text, nowhere).intents });

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

  test('what is not understood: the question again, then the ways out, then a person', () => {
    const first = tell(held(), 'blah blah');
    expect([keysOf(first), leadsOf(first), first.misses]).toEqual([
      ['booking.confirm'],
      ['common.not_understood'],
      1,
    ]);
    expect(leadsOf(tell(held(), '9'))).toEqual(['common.no_such_number']);
    const second = tell(first, 'blah');
    expect([keysOf(second), idsOf(second), second.misses]).toEqual([
      ['common.stuck'],
      ['go_on', 'person', 'menu'],
      2,
    ]);
    expect([keysOf(tell(second, '1')), tell(second, '1').misses]).toEqual([['booking.confirm'], 0]);
    expect(keysOf(tell(second, '2'))).toEqual(['person.told']);
    expect(keysOf(tell(second, '3'))).toEqual(['menu.again']);
    const third = tell(second, 'blah');
    expect(third.commands).toMatchObject([
      { do: 'start_flow', flow: 'person' },
      { do: 'hand_over', reason: 'not_understood' },
    ]);
    expect([keysOf(third), flowsOf(third), third.misses]).toEqual([['person.told'], ['menu', 'booking'], 0]);
  });

  test('at the menu, what is not understood shows it again, with the phone', () => {
    const second = tell(open(known), 'hi', 'blah', 'blah');
    expect([keysOf(second), leadsOf(second)]).toEqual([['menu.again'], ['common.not_understood_again']]);
    expect(keysOf(tell(second, 'blah'))).toEqual(['person.told']);
  });

  test('a number when nothing was asked', () => {
    const booked = tell(held(), 'yes', '1');
    expect([keysOf(booked), leadsOf(booked)]).toEqual([['menu.again'], ['common.no_such_number']]);
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
    const swahili = tell(open(known), 'hi', '5');
    expect([swahili.language, didOf(swahili), keysOf(swahili)]).toEqual([
      'sw',
      ['set_language'],
      ['menu.again'],
    ]);
    expect(swahili.said[0]?.choices.map(({ id }) => id)).toEqual([
      'book',
      'visits',
      'person',
      'details',
      'language_en',
    ]);
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
  test('holds three at most: a wish in the midst of a digression takes its place', () => {
    const details = tell(open(known), 'book', '1', 'my details');
    expect(flowsOf(details)).toEqual(['menu', 'booking', 'details']);
    const visits = turn({ ...details, visits: sampleVisits(2) }, said('my visits'));
    expect([flowsOf(visits), keysOf(visits)]).toEqual([['menu', 'booking', 'visits'], ['visits.coming']]);
  });

  test('comes back to where a digression left', () => {
    const held = { ...tell(open(known), 'book', '1', '1'), visits: sampleVisits(1) };
    const asked = tell(held, 'cancel my visit');
    expect([keysOf(asked), flowsOf(asked)]).toEqual([['cancel.confirm'], ['menu', 'booking', 'cancel']]);
    const done = tell(asked, 'yes');
    expect([keysOf(done), leadsOf(done), flowsOf(done)]).toEqual([
      ['cancel.cancelled', 'booking.confirm'],
      [null, 'common.going_on'],
      ['menu', 'booking'],
    ]);
    expect(keysOf(tell(done, 'yes'))).toEqual(['booking.booked']);
  });

  test('back leads out of a digression, and the same wish again stays in it', () => {
    const visits = tell({ ...tell(open(known), 'book', '1'), visits: sampleVisits(2) }, 'my visits');
    expect(keysOf(tell(visits, 'my appointments'))).toEqual(['visits.coming']);
    const back = tell(visits, 'back');
    expect([keysOf(back), leadsOf(back), flowsOf(back)]).toEqual([
      ['booking.choose_slot'],
      ['common.going_on'],
      ['menu', 'booking'],
    ]);
    expect(keysOf(tell(visits, 'go back'))).toEqual(['booking.choose_slot']);
  });

  test('what was begun and is wished for again is gone back to', () => {
    const details = tell(open(known), 'book', '1', 'my details');
    const booking = tell(details, 'I want to book');
    expect([flowsOf(booking), keysOf(booking)]).toEqual([['menu', 'booking'], ['booking.choose_slot']]);
  });

  test('what was changed is not shown as it was: visits, move and cancel follow each other', () => {
    const visit = tell({ ...open(known), visits: sampleVisits(1) }, 'my visits');
    expect(keysOf(visit)).toEqual(['visits.visit']);
    expect(flowsOf(tell(visit, 'sitakuja'))).toEqual(['menu', 'cancel']);
    expect(flowsOf(tell(visit, 'can I reschedule'))).toEqual(['menu', 'move']);
  });
});

describe('a person', () => {
  const open2 = { ...open(known), visits: sampleVisits(1) };

  test.each(['person', 'mtu', 'agent', 'mhudumu', 'nataka kuongea na mtu'])('%j, from anywhere', (asked) => {
    for (const path of [[], ['hi'], ['book', '1'], ['book', '1', '1'], ['my visits'], ['cancel my visit']]) {
      const told = tell(open2, ...path, asked);
      expect(keysOf(told)).toEqual(['person.told']);
      expect(didOf(told)).toEqual(['start_flow', 'hand_over']);
    }
  });

  test('has the conversation then: no word of ours, everything as it was', () => {
    const told = tell(open(known), 'book', '1', 'person');
    const after = tell(told, 'hello?', '1', 'kiswahili', 'my visits');
    expect([after.said, after.commands, after.frames]).toEqual([[], [], told.frames]);
    const photo = turn(told, { kind: 'unreadable', what: 'media' });
    expect([photo.said, photo.frames]).toEqual([[], told.frames]);
  });

  test('until the patient asks for the menu', () => {
    const back = tell(open(known), 'book', '1', '1', 'person', 'menu');
    expect([keysOf(back), didOf(back), flowsOf(back)]).toEqual([
      ['menu.again'],
      ['take_back', 'release_hold'],
      ['menu'],
    ]);
  });

  test('need not be asked for peace, or to be told of a wrong number', () => {
    const told = tell(open(known), 'hi', 'person');
    expect([keysOf(tell(told, 'STOP')), didOf(tell(told, 'STOP'))]).toEqual([
      ['common.opted_out'],
      ['opt_out'],
    ]);
    expect(didOf(tell(told, 'wrong number'))).toEqual(['detach']);
    const asked = tell(told, 'this is not my appointment');
    expect([keysOf(asked), didOf(tell(asked, 'yes'))]).toEqual([['common.not_me_sure'], ['detach']]);
    expect([keysOf(tell(asked, 'no')), didOf(tell(asked, 'no'))]).toEqual([[], []]);
  });
});

describe('after a long silence', () => {
  const idle = (talk: Talk): Talk => ({
    ...talk,
    facts: { ...talk.facts, contact: { ...talk.facts.contact, idle: true } },
  });
  const held = () => idle(tell(open(known), 'book', '1', '1'));

  test('what was being done is left, kindly, and its answers mean nothing any more', () => {
    for (const said of ['yes', '1', 'blah']) {
      const late = tell(held(), said);
      expect([keysOf(late), leadsOf(late), flowsOf(late)]).toEqual([
        ['menu.again'],
        ['common.idle'],
        ['menu'],
      ]);
      expect([didOf(late), late.misses]).toEqual([['release_hold'], 0]);
    }
  });

  test('the message is answered at the menu', () => {
    const visits = tell({ ...held(), visits: sampleVisits(2) }, 'my visits');
    expect([keysOf(visits), leadsOf(visits)]).toEqual([['visits.coming'], ['common.idle']]);
    expect([keysOf(tell(held(), 'habari')), leadsOf(tell(held(), 'habari'))]).toEqual([
      ['menu.greeting'],
      ['common.idle'],
    ]);
    expect(keysOf(turn(held(), { kind: 'stale' }))).toEqual(['menu.again']);
  });

  test('the menu does not expire', () => {
    expect(leadsOf(tell(idle(tell(open(known), 'hi')), '1'))).toEqual([null]);
  });
});

describe('to stop and to start, wrong number', () => {
  test.each(['STOP', 'stopall', 'Ondoka'])('%j opts out and changes nothing else', (word) => {
    const asked = tell(open(known), 'book', '1', word);
    expect([keysOf(asked), didOf(asked)]).toEqual([['common.opted_out'], ['opt_out']]);
    expect(keysOf(tell(asked, '1'))).toEqual(['booking.confirm']);
    const twice = tell(asked, word);
    expect([keysOf(twice), leadsOf(twice)]).toEqual([['booking.choose_slot'], ['common.opted_out_briefly']]);
    const back = tell(open(known), 'hi', word, 'START');
    expect([didOf(back), back.facts.contact.optedOut]).toEqual([['opt_in'], false]);
  });

  test('START of somebody who never opted out begins', () => {
    expect(keysOf(tell(open(newcomer), 'START'))).toEqual(['menu.first']);
  });

  test.each(['CANCEL', 'end', 'quit', 'acha', 'toka'])(
    '%j leaves what is done, or asks what to cancel',
    (word) => {
      const left = tell(open(known), 'book', '1', word);
      expect([keysOf(left), didOf(left).includes('opt_out')]).toEqual([['menu.again'], false]);
      const visits = { ...open(known), visits: sampleVisits(2) };
      const asked = tell(visits, 'hi', word);
      expect([keysOf(asked), didOf(asked)]).toEqual([['visits.which'], ['start_flow', 'list_visits']]);
    },
  );

  test('a wrong number is let go, with nothing revealed; where more is said, we ask first', () => {
    const alone = tell(open(known), 'book', '1', '1', 'wrong number');
    expect([keysOf(alone), didOf(alone), flowsOf(alone)]).toEqual([
      ['common.detached'],
      ['detach'],
      ['menu'],
    ]);
    const asked = tell(open(known), 'book', '1', '1', 'this is not my appointment');
    expect([keysOf(asked), didOf(asked)]).toEqual([['common.not_me_sure'], []]);
    expect(wordsSaid(asked)).not.toMatch(/Asha|Njeri/);
    expect([keysOf(tell(asked, 'no, keep it')), flowsOf(tell(asked, 'no'))]).toEqual([
      ['booking.confirm'],
      ['menu', 'booking'],
    ]);
    const gone = tell(asked, 'yes');
    expect([keysOf(gone), didOf(gone), flowsOf(gone)]).toEqual([['common.detached'], ['detach'], ['menu']]);
    expect(wordsSaid(gone)).not.toMatch(/Asha|Njeri/);
    const nobody = tell(open(sampleFacts(sampleClinic())), 'umekosea namba');
    expect([keysOf(nobody), didOf(nobody)]).toEqual([['common.detached'], ['detach']]);
    const twice = tell(nobody, 'umekosea namba');
    expect([keysOf(twice), leadsOf(twice), didOf(twice)]).toEqual([
      ['menu.again'],
      ['common.detached'],
      ['detach'],
    ]);
    expect(didOf(tell(open(known), 'sio mimi'))).toEqual(['detach']);
  });

  test('"not me" may answer for whom a visit is', () => {
    const asked = tell(open(known), 'book', '1', '1', 'for someone else', 'sio mimi');
    expect([keysOf(asked), didOf(asked)]).toEqual([['booking.for_whom'], []]);
  });
});

describe('a place on the map', () => {
  const westlands: Reply = { kind: 'located', latitude: -1.26, longitude: 36.8 };

  test('the nearest branch is named, and we go on', () => {
    const told = turn(tell(open(known), 'book', '1'), westlands);
    expect([keysOf(told), leadsOf(told)]).toEqual([['booking.choose_slot'], ['common.nearest']]);
    expect(told.said[0]?.lead?.params).toMatchObject({ branch: 'Westlands Medical Plaza' });
    expect(leadsOf(turn(open(newcomer), westlands))).toEqual(['common.nearest']);
  });

  test('where no branch has told its place', () => {
    const clinic = sampleClinic();
    const nowhere = { ...clinic, branches: clinic.branches.map((branch) => ({ ...branch, place: null })) };
    expect(leadsOf(turn(open(sampleFacts(nowhere)), westlands))).toEqual(['common.unreadable']);
  });
});

describe('never the same words three times running', () => {
  const photo: Reply = { kind: 'unreadable', what: 'media' };
  test.each<[string, Reply]>([
    ['menu', said('menu')],
    ['a photo', photo],
    ['an old button', { kind: 'stale' }],
    ['nothing', { kind: 'unreadable', what: 'empty' }],
    ['help', said('help')],
    ['hello', said('hello')],
    ['thanks', said('thank you')],
    ['kiswahili', said('kiswahili')],
    ['book', said('book')],
    ['back', said('back')],
    ['a place', { kind: 'located', latitude: 1, longitude: 37 }],
    ['STOP', said('STOP')],
    ['wrong number', said('wrong number')],
    ['my visits', said('my visits')],
  ])('%s', (_, reply) => {
    for (const path of [['hi'], ['book', '1'], ['book', '1', '1'], ['my details', '1']]) {
      let talk = tell(open(known), ...path);
      const words: string[] = [];
      for (let time = 0; time < 9; time++) {
        talk = turn(talk, reply);
        words.push(JSON.stringify([talk.language, talk.said]));
        const [latest, ...before] = words.slice(-3).toReversed();
        expect(before.length === 2 && before.every((one) => one === latest)).toBe(false);
      }
      expect(keysOf(tell(talk, 'person'))).toEqual(['person.told']);
    }
  });

  test('and the third time a person is offered', () => {
    const thrice = tell(open(known), 'hi', 'menu', 'menu', 'menu');
    expect(leadsOf(thrice)).toEqual(['common.write_person']);
    expect(leadsOf(tell(thrice, 'menu'))).toEqual(['common.or_call']);
  });
});
