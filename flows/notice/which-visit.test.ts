import { describe, expect, test } from 'vitest';
import type { AwaitedNotice } from '../../core/reminders/awaiting.ts';
import {
  appointmentId,
  asha,
  branchId,
  noticeId,
  sampleClinic,
  sampleFacts,
  sampleNotice,
  sampleVisits,
} from '../sample-clinic.ts';
import { didOf, flowsOf, keysOf, leadsOf, open, tell, turn, wordsSaid } from '../sample-talk.ts';
import { type Heard, unheard } from '../vocabulary.ts';
import { amid, begun, confirmed, first, reminded, second, startOf, tap } from './sample-reminded.ts';

describe('which visit', () => {
  test('two have been read of: asked', () => {
    for (const words of ['ndiyo', 'nitakuja', 'sawa']) {
      const asked = tell(reminded([second, first], 2), words);
      expect([keysOf(asked), didOf(asked).includes('confirm_visit')]).toEqual([['visits.which'], false]);
      expect(tell(asked, '1').commands).toEqual([confirmed]);
    }
    expect(keysOf(tell(reminded([second, first], 2), 'sitaweza'))).toEqual(['visits.which']);
  });

  test.each<[string, Partial<Heard>, number]>([
    ['its day', { times: { kind: 'day', candidates: ['2026-10-08'] } }, 51],
    ['its branch', { branchId: branchId(1) }, 50],
  ])('but where %s is said', (_, heard, number) => {
    const reply = { kind: 'said', text: 'nitakuja', intents: ['confirm'] } as const;
    const done = turn(reminded([second, first], 2), reply, { ...unheard, ...heard });
    expect(done.commands.at(-1)).toMatchObject({ do: 'confirm_visit', appointmentId: appointmentId(number) });
  });

  test('two reminders of one visit are of one', () => {
    const again = sampleNotice({ noticeId: noticeId(3) });
    expect(tell(reminded([again, first], 2), 'ndiyo').commands.at(-1)).toEqual(confirmed);
  });

  test('the only one that we wait to hear of, when they have written since', () => {
    const waited = { ...first, fresh: false };
    expect(tell(reminded([waited], 2), 'nitakuja').commands.at(-1)).toEqual(confirmed);
    expect(startOf(tell(reminded([waited], 2), 'sitaweza kuja'))).toMatchObject({
      appointmentId: appointmentId(50),
    });
    const heard = [waited, { ...second, fresh: false, answered: true }];
    expect(tell(reminded(heard, 2), 'nitakuja').commands.at(-1)).toEqual(confirmed);
    expect(keysOf(tell(reminded([waited, { ...second, fresh: false }], 2), 'nitakuja'))).toEqual([
      'visits.which',
    ]);
  });

  test('a bare yes or no to nothing that was read last is none', () => {
    const waited = { ...first, fresh: false };
    expect(didOf(tell(reminded([waited]), 'hi', 'ndiyo'))).toEqual([]);
    expect(didOf(tell(reminded([waited]), 'hi', 'hapana'))).toEqual([]);
  });

  test('of no notice at all: the only visit, or which', () => {
    expect(tell(reminded([]), 'nitakuja').commands.at(-1)).toEqual(confirmed);
    expect(keysOf(tell(reminded([], 2), 'nitakuja'))).toEqual(['visits.which']);
    expect(keysOf(tell(reminded([], 0), 'nitakuja'))).toEqual(['visits.none']);
  });
});

describe('a reason is not whose visit it is', () => {
  const reasons = [
    ['move my visit, my son is sick', 'move'],
    ['cancel mine, my child is ill', 'cancel'],
    ['naomba kuahirisha, mtoto ni mgonjwa', 'move'],
    ["I can't come, my son is sick", 'cancel'],
    ['nitakuja, mtoto wangu amepona', 'confirm'],
  ] as const;

  test.each(reasons)('%j: of two visits, which', (words, what) => {
    const talk = open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(2));
    for (const asked of [
      tell(talk, words),
      tell(talk, 'hi', words),
      tell(reminded([second, first], 2), words),
    ])
      expect(asked.said.map(({ key, params }) => [key, params])).toEqual([['visits.which', { what }]]);
  });

  test('right after one reminder it is of that visit, of another where they say whose', () => {
    expect(startOf(tell(reminded([first], 2), "I can't come, my son is sick"))).toMatchObject({
      ...{ flow: 'cancel', appointmentId: appointmentId(50) },
    });
    for (const words of ["my son can't come", 'mtoto wangu hataweza kuja', "cancel my son's visit"])
      expect(tell(tell(reminded([first], 2), words), 'yes').commands).toMatchObject([
        { do: 'cancel', appointmentId: appointmentId(51) },
      ]);
  });

  test('of more than one it is asked, and who comes along is no reason to ask', () => {
    const talk = open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(2));
    expect(keysOf(tell(talk, 'cancel for me and my son'))).toEqual(['visits.which']);
    expect(tell(reminded([first], 2), 'yes, me and my wife will come').commands).toContainEqual(confirmed);
  });

  test.each([
    ...['yes I will come with my kids', "I'll be there with my boys", 'yes and my son too', 'ok baby'],
    ...['ndio na mtoto pia', 'yes, baby and I', 'nitakuja nikimleta mtoto', 'ok my husband will bring me'],
    ...[
      "I'll come, my husband is coming too",
      'nitakuja, mume wangu atakuja pia',
      'sawa mume wangu atanileta',
    ],
    ...['confirm, bringing my mother along', 'I confirm, my mother will come with me'],
    'I will come, and book for my son too',
  ])('%j: who comes along leaves the yes to the visit that was read of', (words) => {
    expect(tell(reminded([first], 2), words).commands.at(-1)).toEqual(confirmed);
  });

  test.each(['yes for my son', 'my son will come', "yes, I will come for my son's visit"])(
    '%j is of his',
    (words) => {
      expect(tell(reminded([first], 2), words).commands.at(-1)).toMatchObject({
        ...{ do: 'confirm_visit', appointmentId: appointmentId(51) },
      });
    },
  );

  test('where the time that was told of has changed it is asked, though they say whose it is', () => {
    const before = sampleNotice({ toldStart: '2026-10-06T06:00:00Z' });
    for (const words of ['yes for my son', 'yes, with my kids', 'my son will come']) {
      const asked = tell(reminded([before]), words);
      expect([keysOf(asked), didOf(asked).includes('confirm_visit')]).toEqual([['confirm.ask'], false]);
      expect(tell(asked, 'yes').commands).toEqual([confirmed]);
    }
  });

  test.each([
    ["I can't come, I'm home with my kids", 'cancel'],
    ['please move it, I have to take the girls to school', 'move'],
    ["move it, my son's clinic is that day", 'move'],
    ['sitakuja, naenda kumleta mtoto kutoka shule', 'cancel'],
    ["I can't come, I am at my sister's", 'cancel'],
  ] as const)('%j tells why: of the visit that was read of', (words, flow) => {
    expect(startOf(tell(reminded([first], 2), words))).toMatchObject({
      ...{ flow, appointmentId: appointmentId(50) },
    });
  });

  test('said while another is about to be cancelled, it is of theirs', () => {
    const talk = open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(2));
    const other = tell(talk, 'hi', 'cancel my visit', '1', "cancel my son's");
    expect(tell(other, 'yes').commands).toMatchObject([{ do: 'cancel', appointmentId: appointmentId(51) }]);
  });
});

describe('digits', () => {
  const numbered = { ...first, numbered: true };

  test.each([
    ['1', 'confirm.see_you'],
    ['2', 'move.choose_slot'],
    ['3', 'cancel.confirm'],
    ['sitaweza kuja', 'cancel.confirm'],
  ])('%s is of the notice', (digit, key) => {
    const menu = tell(open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(1)), 'hi');
    expect(keysOf(tell(amid(menu, numbered), digit))).toEqual([key]);
  });

  test('of the latest one; words may be of either', () => {
    const two = [{ ...second, numbered: true }, numbered];
    expect(tell(reminded(two, 2), '1').commands.at(-1)).toMatchObject({ appointmentId: appointmentId(51) });
    expect(keysOf(tell(reminded(two, 2), "I'll come"))).toEqual(['visits.which']);
  });

  test('no numbers, no digits: what was offered before is answered', () => {
    const menu = tell(open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(1)), 'hi');
    for (const notice of [first, { ...numbered, kind: 'confirmed' as const }])
      expect(keysOf(tell(amid(menu, notice), '1'))).toEqual(['booking.choose_service']);
  });
});

describe('in the midst of something else', () => {
  const booking = (...more: string[]) =>
    tell(open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(1)), 'book', '1', ...more);

  test('it is noted, and we go on', () => {
    for (const done of [
      tap(amid(booking(), first), 'confirm'),
      tell(amid(booking(), first), 'NITAKUJA'),
      tell(amid(booking(), first), 'ndiyo'),
    ]) {
      expect([keysOf(done), leadsOf(done)]).toEqual([
        ['confirm.see_you', 'booking.choose_slot'],
        [null, 'common.going_on'],
      ]);
      expect(flowsOf(done)).toEqual(['menu', 'booking']);
      expect(keysOf(tell(done, '1'))).toEqual(['booking.confirm']);
    }
  });

  test('cannot come: asked, and then on', () => {
    const asked = tell(amid(booking(), first), 'SITAWEZA');
    expect([keysOf(asked), flowsOf(asked)]).toEqual([['cancel.confirm'], ['menu', 'booking', 'cancel']]);
    const done = tell(asked, 'yes');
    expect(keysOf(done)).toEqual(['cancel.cancelled', 'booking.choose_slot']);
  });

  test('a yes to what the flow has asked is the flow’s', () => {
    const held = amid(booking('1'), first);
    expect(keysOf(held)).toEqual(['booking.confirm']);
    expect(didOf(tell(held, 'ndiyo'))).toEqual(['book']);
    for (const done of [tell(held, 'NITAKUJA'), tap(held, 'confirm')])
      expect(keysOf(done)).toEqual(['confirm.see_you', 'booking.confirm']);
  });

  test('the time of the visit that is being booked is changed, not the other', () => {
    const changed = tell(amid(booking('1'), first), 'can we do friday instead');
    expect(flowsOf(changed)).toEqual(['menu', 'booking']);
  });

  test('another visit is being moved: what is changed then is the one that was told of', () => {
    const moving = tell(open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(2)), 'move', '2');
    const before = sampleNotice({ toldStart: '2026-10-06T06:00:00Z' });
    const asked = tap(amid(moving, before), 'confirm', before);
    expect([keysOf(asked), flowsOf(asked)]).toEqual([['confirm.ask'], ['menu', 'move', 'confirm']]);
    const other = tell(asked, 'another time');
    expect([flowsOf(other), startOf(other)]).toMatchObject([
      ['menu', 'move'],
      { appointmentId: appointmentId(50) },
    ]);
    expect(wordsSaid(other)).toContain('instead of Wed 7 Oct');
  });

  test('another visit is being cancelled: of that one no is said, of this one a yes', () => {
    const cancelling = tell(open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(2)), 'cancel', '2');
    expect(keysOf(cancelling)).toEqual(['cancel.confirm']);
    const noted = tell(amid(cancelling, first), 'nitakuja');
    expect([noted.commands.at(-1), keysOf(noted)]).toEqual([
      confirmed,
      ['confirm.see_you', 'cancel.confirm'],
    ]);
    expect(tell(noted, 'yes').commands).toMatchObject([{ do: 'cancel', appointmentId: appointmentId(51) }]);
    expect(keysOf(tell(amid(cancelling, second), 'nitakuja'))).toEqual(['visits.kept']);
    expect(keysOf(tell(amid(cancelling, first), 'no'))).toEqual(['visits.kept']);
  });
});

describe('while a person has the conversation', () => {
  const handed = (...notices: AwaitedNotice[]) =>
    amid(
      tell(open(sampleFacts(sampleClinic(), asha), {}, sampleVisits(1)), 'book', 'talk to a person'),
      ...notices,
    );

  test('I’ll come is noted, shortly; what was being done stays', () => {
    const done = tap(handed(first), 'confirm');
    expect([done.commands.at(-1), keysOf(done), flowsOf(done)]).toEqual([
      confirmed,
      ['confirm.see_you'],
      ['menu', 'booking'],
    ]);
  });

  test('all else is for the person to read', () => {
    for (const talk of [
      tap(handed(first), 'cannot'),
      tap(handed(first), 'move'),
      tap(handed(), 'confirm'),
      tap(handed({ ...first, toldStart: '2026-10-06T06:00:00Z' }), 'confirm'),
      tap(handed(sampleNotice(begun)), 'confirm'),
      tell(handed(first), 'nitakuja'),
    ])
      expect([keysOf(talk), didOf(talk)]).toEqual([[], []]);
  });
});
