import { describe, expect, test } from 'vitest';
import { asha, sampleClinic, sampleFacts, sampleVisits } from './sample-clinic.ts';
import { didOf, flowsOf, keysOf, open, type Talk, tell } from './sample-talk.ts';

/** What people write who read no menu, where the bot has just asked something. */

const clinic = sampleClinic();
const known = sampleFacts(clinic, asha);
const asking = sampleFacts(
  { ...clinic, services: clinic.services.map((service) => ({ ...service, asksReason: true })) },
  asha,
);
const withVisits = (count: number): Talk => ({ ...open(known), visits: sampleVisits(count) });

describe('shall we cancel?', () => {
  const asked = tell(withVisits(1), 'hi', 'cancel my visit');

  test.each([
    ...['yes cancel', 'cancel it', 'please cancel it', 'ok cancel it', 'yes, cancel my visit', 'cancel'],
    ...['ndiyo futa', 'ndio ghairi', 'tafadhali futa', 'nighairie', 'yes i want to cancel', 'ndiyo'],
  ])('%j cancels', (words) => {
    expect(keysOf(tell(asked, words))).toEqual(['cancel.cancelled']);
  });

  test.each([
    ...['no dont cancel', 'usifute', 'hapana usifute', 'keep my appointment', 'keep my booking', 'no'],
    ...['i will come to my appointment', 'hapana', 'iache', 'nitakuja'],
  ])('%j keeps it', (words) => {
    const kept = tell(asked, words);
    expect([keysOf(kept), didOf(kept), flowsOf(kept)]).toEqual([['visits.kept'], [], ['menu']]);
  });
});

test.each(['dont move it', 'keep it', 'usibadilishe', 'iache tu'])('a move is called off: %j', (words) => {
  const asked = tell(withVisits(1), 'hi', 'move my visit');
  expect([keysOf(asked), keysOf(tell(asked, words))]).toEqual([['move.choose_slot'], ['visits.kept']]);
});

describe('why do you come?', () => {
  const asked = tell(open(asking), 'hi', 'book', '1', '1', 'yes');

  test.each([
    ['I want to cancel my visit', 'cancel'],
    ['naomba kughairi miadi yangu ya kesho', 'cancel'],
    ['I need to talk to a person now', 'person'],
    ['nataka kuongea na mtu sasa hivi', 'person'],
    ['when is my appointment again please', 'visits'],
  ])('%j is no reason', (words, flow) => {
    const next = tell(asked, words);
    expect(next.commands[0]).toMatchObject({ do: 'start_flow', flow });
    expect(didOf(next)).not.toContain('note_reason');
  });

  test.each(['I want to see the doctor because my back has been hurting', 'homa na kikohozi'])(
    '%j is one',
    (words) => {
      expect(didOf(tell(asked, words))).toEqual(['note_reason']);
    },
  );
});

test('"cancel it" is about the visit that is being looked at', () => {
  const looked = tell(withVisits(2), 'hi', 'my visits', '2');
  for (const words of ['please cancel it', 'nataka kughairi']) {
    expect(keysOf(tell(looked, words))).toEqual(['cancel.confirm']);
  }
  expect(keysOf(tell(looked, 'move it please'))).toEqual(['move.choose_slot']);
});

test('what the limits forbid is not offered', () => {
  const limits = { mayMove: 'too_often', mayCancel: 'too_late' } as const;
  const looked = tell({ ...open(known), visits: sampleVisits(1, limits) }, 'hi', 'my visits');
  expect(looked.said[0]?.choices.map(({ id }) => id)).toEqual(['person', 'past', 'back']);
  const cancelling = tell(
    { ...open(known), visits: sampleVisits(1, { mayMove: 'too_often' }) },
    'hi',
    'cancel my visit',
  );
  expect(cancelling.said[0]?.choices.map(({ id }) => id)).toEqual(['yes', 'keep']);
});

test('a visit that somebody else has changed is asked about anew', () => {
  const refused: Talk = { ...open(known, { cancel: ['changed'] }), visits: sampleVisits(1) };
  const asked = tell(refused, 'hi', 'cancel my visit', 'yes');
  expect([keysOf(asked), asked.said[0]?.lead?.key]).toEqual([['cancel.confirm'], 'visits.changed']);
  expect(keysOf(tell(asked, 'yes'))).toEqual(['cancel.cancelled']);
  const gone = tell({ ...asked, visits: sampleVisits(2).slice(1) }, 'yes');
  expect(keysOf(gone)).toEqual(['cancel.cancelled']);
});

test('of one that is gone meanwhile no other is cancelled', () => {
  const refused: Talk = { ...open(known, { cancel: ['changed'] }), visits: sampleVisits(1) };
  const asked = tell(refused, 'hi', 'cancel my visit');
  const others = sampleVisits(3).slice(1);
  const next = tell({ ...asked, visits: others }, 'yes');
  expect([keysOf(next), next.said[0]?.lead?.key]).toEqual([['visits.which'], 'visits.gone']);
});

test('a name is proposed, and written only when it is right', () => {
  const proposed = tell(open(known), 'my details', '1', '1', 'Asha Njeri Kamau');
  expect([keysOf(proposed), didOf(proposed)]).toEqual([['details.renamed'], ['rename_patient']]);
  expect(didOf(tell(proposed, 'yes'))).toEqual(['confirm_name']);
  expect(didOf(tell(proposed, 'no'))).toEqual(['drop_name']);
  expect(didOf(tell(proposed, 'menu'))).toEqual(['drop_name']);
});

test('"wrong number" of a number just typed is about that one', () => {
  for (const said of ['oops wrong number', 'sorry wrong number', 'umekosea namba']) {
    const typed = tell(open(known), 'my details', '2', '1', said);
    expect([keysOf(typed), didOf(typed)]).toEqual([['details.ask_number'], []]);
  }
});

test.each(['ni nani', 'hayuko hapa'])('%j takes no family off our records unasked', (words) => {
  expect(didOf(tell(open(known), 'hi', words))).not.toContain('detach');
});
