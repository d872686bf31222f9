import { describe, expect, test } from 'vitest';
import {
  appointmentId,
  asha,
  branchId,
  practitionerId,
  sampleClinic,
  sampleFacts,
  sampleVisits,
} from '../sample-clinic.ts';
import { didOf, flowsOf, idsOf, keysOf, leadsOf, open, type Talk, tell, wordsSaid } from '../sample-talk.ts';
import type { RefusedReason, VisitFact } from '../vocabulary.ts';

const known = sampleFacts(sampleClinic(), asha);
const holding = (count: number, visit: Partial<VisitFact> = {}, refusals: Talk['refusals'] = {}) =>
  open(known, refusals, sampleVisits(count, visit));

describe('my visits', () => {
  test('none: book one, or look at the past ones', () => {
    const none = tell(holding(0), 'my visits');
    expect([keysOf(none), idsOf(none)]).toEqual([['visits.none'], ['book', 'past', 'back']]);
    expect(keysOf(tell(none, 'past visits'))).toEqual(['visits.no_past']);
    const booking = tell(none, '1');
    expect([keysOf(booking), flowsOf(booking)]).toEqual([['booking.choose_service'], ['menu', 'booking']]);
  });

  test('the only one is shown at once', () => {
    const shown = tell(holding(1), 'lini miadi yangu');
    expect([keysOf(shown), idsOf(shown)]).toEqual([['visits.visit'], ['move', 'cancel', 'past', 'back']]);
    expect(wordsSaid(shown)).toContain('Wednesday 7 October, 9:00 am');
    expect(keysOf(tell(shown, 'go back'))).toEqual(['menu.again']);
  });

  test('one of several is picked, and gone back from', () => {
    const list = tell(holding(3), 'hi', 'my visits');
    expect(list.said[0]?.choices).toHaveLength(5);
    const picked = tell(list, '2');
    expect(wordsSaid(picked)).toContain('Baraka');
    expect(keysOf(tell(picked, 'back'))).toEqual(['visits.coming']);
  });

  test('past ones', () => {
    const past = tell(holding(2, { status: 'fulfilled' }), 'my visits', 'past visits');
    expect(keysOf(past)).toEqual(['visits.past_list']);
    expect(wordsSaid(past)).toContain('Wed 7 Oct: General consultation');
    expect(keysOf(tell(past, 'back'))).toEqual(['visits.coming']);
  });

  test('what staff have not confirmed yet is said to be so', () => {
    expect(wordsSaid(tell(holding(1, { status: 'pending' }), 'my visits'))).toContain('not confirmed yet');
  });

  test.each([
    ['move', 'move.choose_slot'],
    ['cancel', 'cancel.confirm'],
  ])('and on from there: %s', (choice, key) => {
    const on = tell(holding(2), 'my visits', '1', choice);
    expect([keysOf(on), on.commands[0]]).toEqual([
      [key],
      { do: 'start_flow', flow: choice, appointmentId: appointmentId(50) },
    ]);
  });
});

const moved = (id: number) => ({ do: 'move', appointmentId: appointmentId(id) });

describe('another time', () => {
  test('of the only visit: picked, moved, told', () => {
    const asked = tell(holding(1), 'can I reschedule');
    expect(keysOf(asked)).toEqual(['move.choose_slot']);
    expect(asked.commands.at(-1)).toMatchObject({
      do: 'find_slots',
      wanted: { practitionerId: practitionerId(1) },
    });
    const moved = tell(asked, '2');
    expect(moved.commands).toEqual([
      {
        do: 'move',
        appointmentId: appointmentId(50),
        shown: { start: '2026-10-07T06:00:00Z', branchId: branchId(1) },
        start: '2026-10-08T07:30:00Z',
        practitionerId: practitionerId(1),
      },
    ]);
    expect(keysOf(moved)).toEqual(['move.moved']);
    expect(wordsSaid(moved)).toMatch(/from Wed 7 Oct, 9:00 am to:\n\*Thursday 8 October, 10:30 am\*/);
    expect(flowsOf(moved)).toEqual(['menu']);
  });

  test('of one of several; another day; another doctor; or not at all', () => {
    const asked = tell(holding(2), 'nataka kubadilisha miadi');
    expect(keysOf(asked)).toEqual(['visits.which']);
    const slots = tell(asked, '2');
    expect(keysOf(tell(slots, 'other days', '1'))).toEqual(['booking.choose_slot_on']);
    expect(tell(slots, 'any doctor').commands).toMatchObject([{ wanted: { practitionerId: null } }]);
    expect(keysOf(tell(slots, 'keep it as it is'))).toEqual(['visits.kept']);
    expect(keysOf(tell(slots, 'back'))).toEqual(['visits.which']);
  });

  test.each([
    ["move the child's to Tuesday 11am", 2, 51],
    ["move my son's appointment", 2, 51],
    ['hamisha ya mtoto hadi jumanne saa tano', 2, 51],
    ["move the child's appointment", 3, 51],
    ["move my son's appointment at Westlands", 2, null],
    ["move the child's appointment", 4, null],
    ["move my mother's appointment", 2, null],
    ["move my mother's appointment at Westlands", 2, null],
  ])('of the one whose it is: %j', (said, count, picked) => {
    const asked = tell(holding(count), said);
    if (picked === null) expect(keysOf(asked)).toEqual(['visits.which']);
    else expect(tell(asked, '1').commands).toContainEqual(expect.objectContaining(moved(picked)));
  });

  test.each(['slot_taken', 'not_offered', 'patient_busy'] as const)(
    '%s: the nearest in the same message',
    (reason) => {
      const refused = tell(holding(1, {}, { move: [reason] }), 'reschedule', '1');
      expect([didOf(refused), keysOf(refused), leadsOf(refused)]).toEqual([
        ['move', 'find_slots'],
        ['booking.choose_slot_near'],
        [`booking.${reason}`],
      ]);
      expect(refused.commands[1]).toMatchObject({ view: { kind: 'near' } });
      expect(keysOf(tell(refused, '2'))).toEqual(['move.moved']);
    },
  );

  test.each<['too_late' | 'too_often', string]>([
    ['too_late', 'too near to be moved'],
    ['too_often', 'moved as often'],
  ])('%s: why, the phone, a person – whether known before or found out', (reason, words) => {
    const before = tell(holding(1, { mayMove: reason }), 'reschedule');
    const after = tell(holding(1, {}, { move: [reason] }), 'reschedule', '1');
    for (const refused of [before, after]) {
      expect([keysOf(refused), idsOf(refused)]).toEqual([['visits.refused'], ['person', 'menu']]);
      expect(wordsSaid(refused)).toContain(words);
      expect(wordsSaid(refused)).toContain('+254 711 000 100');
      expect(tell(refused, '1').commands).toContainEqual({ do: 'hand_over', reason: 'refused' });
    }
  });

  test('gone meanwhile, or nothing there', () => {
    expect(keysOf(tell(holding(1, {}, { move: ['not_found'] }), 'reschedule', '1'))).toEqual(['visits.gone']);
    const none = tell(holding(0), 'reschedule');
    expect([keysOf(none), flowsOf(none)]).toEqual([['visits.none'], ['menu']]);
    expect(keysOf(tell(none, '1'))).toEqual(['booking.choose_service']);
  });
});

describe('to give a visit up', () => {
  test('is asked once, and another time is offered', () => {
    const asked = tell(holding(1), 'sitakuja');
    expect([keysOf(asked), idsOf(asked)]).toEqual([['cancel.confirm'], ['yes', 'keep', 'move']]);
    const done = tell(asked, 'ndiyo');
    const shown = { start: '2026-10-07T06:00:00Z', branchId: branchId(1) };
    expect(done.commands).toEqual([{ do: 'cancel', appointmentId: appointmentId(50), shown }]);
    expect([keysOf(done), idsOf(done)]).toEqual([['cancel.cancelled'], ['book', 'menu']]);
    expect(keysOf(tell(done, 'book another visit'))).toEqual(['booking.choose_service']);
  });

  test.each([
    ["cancel the child's", 2, 'Baraka'],
    ["cancel the child's on Friday", 4, null],
    ["cancel the child's on Thursday", 4, 'Baraka'],
    ["cancel the child's on Wednesday", 4, null],
  ])('of the one whose it is: %j', (said, count, name) => {
    const asked = tell(holding(count), said);
    expect(keysOf(asked)).toEqual([name === null ? 'visits.which' : 'cancel.confirm']);
    if (name !== null) expect(wordsSaid(asked)).toContain(name);
  });

  test.each(['cancel', 'yes', '1', 'ghairi'])('%j says yes to it', (word) => {
    expect(keysOf(tell(holding(1), 'cancel my visit', word))).toEqual(['cancel.cancelled']);
  });

  test.each(['no', 'acha', 'keep it', 'hapana'])('%j keeps it', (word) => {
    const kept = tell(holding(1), 'cancel my visit', word);
    expect([keysOf(kept), didOf(kept)]).toEqual([['visits.kept'], []]);
  });

  test('moved instead', () => {
    expect(keysOf(tell(holding(2), 'cancel my visit', '2', 'move it instead'))).toEqual(['move.choose_slot']);
  });

  test('too late: why, the phone, a person', () => {
    const before = tell(holding(1, { mayCancel: 'too_late' }), 'cancel my visit');
    const after = tell(holding(1, {}, { cancel: ['too_late'] }), 'cancel my visit', 'yes');
    for (const refused of [before, after]) {
      expect(keysOf(refused)).toEqual(['visits.refused']);
      expect(wordsSaid(refused)).toContain('too near to be cancelled');
      expect(keysOf(tell(refused, 'talk to a person'))).toEqual(['person.told']);
    }
  });

  test.each<RefusedReason>(['not_found', 'not_offered'])('%s', (reason) => {
    expect(keysOf(tell(holding(1, {}, { cancel: [reason] }), 'cancel my visit', 'yes'))).toEqual([
      'visits.gone',
    ]);
  });
});
