import { describe, expect, test } from 'vitest';
import { asha, patientId, sampleClinic, sampleFacts } from '../sample-clinic.ts';
import { didOf, flowsOf, keysOf, leadsOf, open, tell, wordsSaid } from '../sample-talk.ts';

const family = sampleFacts(sampleClinic(), asha);
const alone = sampleFacts(sampleClinic(), { ...asha, patients: asha.patients?.slice(0, 1) ?? [] });

describe('a name put right', () => {
  test('whose, the new one, and whether it is right now', () => {
    const asked = tell(open(family), 'my details', 'name', 'Baraka');
    expect(wordsSaid(asked)).toContain('Baraka Njeri');
    const renamed = tell(asked, 'Baraka Njeri Kamau');
    expect(renamed.commands).toEqual([
      { do: 'rename_patient', patientId: patientId(2), name: 'Baraka Njeri Kamau' },
    ]);
    expect(wordsSaid(renamed)).toContain('Baraka Njeri Kamau');
    expect(JSON.stringify(renamed.frames)).not.toContain('Kamau');
    const done = tell(renamed, 'yes');
    expect([keysOf(done), flowsOf(done)]).toEqual([['details.done'], ['menu']]);
    expect(keysOf(tell(renamed, 'no'))).toEqual(['details.ask_name']);
  });

  test('of the only patient, without asking whose', () => {
    expect(keysOf(tell(open(alone), 'my details', '1'))).toEqual(['details.ask_name']);
  });

  test('that is none is asked for again, with the reason', () => {
    const refused = tell(open(alone, { rename_patient: ['name_empty'] }), 'my details', '1', '???');
    expect([keysOf(refused), leadsOf(refused)]).toEqual([['details.ask_name'], ['booking.name_empty']]);
  });
});

describe('a number to be reached by', () => {
  test('is kept for staff to check', () => {
    const kept = tell(open(alone), 'nimebadilisha namba', 'number', '0712 345 678');
    expect(kept.commands).toEqual([{ do: 'give_number', patientId: patientId(1), number: '0712 345 678' }]);
    expect([keysOf(kept), flowsOf(kept)]).toEqual([['details.number_kept'], ['menu']]);
  });

  test('that is none is asked for again', () => {
    const refused = tell(open(alone, { give_number: ['bad_number'] }), 'my details', '2', '12');
    expect([keysOf(refused), leadsOf(refused)]).toEqual([['details.ask_number'], ['details.bad_number']]);
  });
});

test('nobody is known yet, or not any more', () => {
  expect(keysOf(tell(open(sampleFacts(sampleClinic())), 'my details'))).toEqual(['details.nobody']);
  const gone = tell(open(alone, { rename_patient: ['not_found'] }), 'my details', '1', 'Asha Njeri');
  expect([keysOf(gone), didOf(gone)]).toEqual([['details.nobody'], ['rename_patient']]);
});
