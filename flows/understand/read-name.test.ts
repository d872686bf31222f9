import { describe, expect, test } from 'vitest';
import { asha, sampleClinic, sampleFacts } from '../sample-clinic.ts';
import { didOf, keysOf, leadsOf, open, tell } from '../sample-talk.ts';

/** What is written where a name was asked for. */

const stranger = sampleFacts(sampleClinic(), { consented: true });
const asked = tell(open(stranger), 'hi', 'book', '2', '1', '1');

describe('a name', () => {
  test.each([
    ['Mary Atieno', 'Mary Atieno'],
    ['Mary', 'Mary'],
    ["it's Mary Atieno", 'Mary Atieno'],
    ['its Mary', 'Mary'],
    ['name: John Mwangi', 'John Mwangi'],
    ['andika Mary Atieno', 'Mary Atieno'],
    ['ok Mary Atieno', 'Mary Atieno'],
    ['sawa, Mary Atieno', 'Mary Atieno'],
    ['yes mary atieno', 'mary atieno'],
    ['ndiyo Mary', 'Mary'],
    ['John Mwangi 34 years', 'John Mwangi'],
    ['John Mwangi, male, 34', 'John Mwangi'],
    // as people are called
    ['Njoroge wa Mary', 'Njoroge wa Mary'],
    ['Mimi Otieno', 'Mimi Otieno'],
    ['Will Smith', 'Will Smith'],
    ['Happy', 'Happy'],
    ['Wa Njeri', 'Wa Njeri'],
    ['Haya Hassan', 'Haya Hassan'],
    ['Haya Mohamed', 'Haya Mohamed'],
    ['haya, Hassan', 'Hassan'],
    ['Haya, Mary Atieno', 'Mary Atieno'],
    ['Wacha', 'Wacha'],
    ['yes Tumelo', 'Tumelo'],
    ['Yes Otieno Kilimani', 'Otieno Kilimani'],
  ])('%j', (words, name) => {
    expect(tell(asked, words).commands).toMatchObject([{ do: 'register_patient', name }]);
  });

  test.each([
    ...[
      'me',
      'mimi',
      'for me',
      'myself',
      'same name',
      'sijui',
      'wait',
      'kwa nini',
      'why do you need my name',
    ],
    ...['sitaki kutoa jina', 'ok', 'ok thanks', 'ok asante sana', 'yes please', 'ok poa', 'yes God bless'],
    ...['Yes Amen', 'Ok Noted', 'Sawa Nimeelewa', 'Ok Understood', 'Sawa Nitafanya', 'haya'],
  ])('%j is none: asked again', (words) => {
    const again = tell(asked, words);
    expect([keysOf(again), didOf(again)]).toEqual([['booking.ask_name'], []]);
    expect(leadsOf(again)).not.toEqual([null]);
  });

  test.each(['yes Kilimani', 'Yes Westlands'])('%j is a branch: times are looked for there', (words) => {
    expect([keysOf(tell(asked, words)), didOf(tell(asked, words))]).toEqual([
      ['booking.choose_slot'],
      ['release_hold', 'find_slots'],
    ]);
  });

  test.each(['wacha tu', 'never mind', 'wachana nayo'])('%j leaves the booking', (words) => {
    expect([keysOf(tell(asked, words)), didOf(tell(asked, words))]).toEqual([
      ['menu.again'],
      ['release_hold'],
    ]);
  });

  test('where none was asked for, a yes and its own word stay what they are', () => {
    const held = tell(open(sampleFacts(sampleClinic(), asha)), 'hi', 'book', '2', '1');
    for (const words of ['yes please', 'ok', 'sawa']) expect(didOf(tell(held, words))).toEqual(['book']);
  });

  test.each(['Kipkemei Bet', 'Put Gatluak'])('%j is a whole one', (words) => {
    expect(JSON.stringify(tell(asked, words).said)).toContain(words);
  });
});
