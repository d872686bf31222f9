import { describe, expect, test } from 'vitest';
import { nowhere, readMessage } from './read-message.ts';
import type { ClinicNames } from './reading.ts';

/** Words near to a name of the clinic's that are not it, and slips that are. */
const named = (en: string, sw: string) => ({ en, sw });
const clinic: ClinicNames = {
  services: [
    { id: 'dental', name: named('Dental', 'Meno'), keywords: ['dentist', 'jino'], specialities: [] },
    {
      id: 'eye',
      name: named('Eye check', 'Macho'),
      keywords: ['vision', 'kuona', 'miwani'],
      specialities: [],
    },
    {
      id: 'anc',
      name: named('Antenatal clinic', 'Kliniki ya wajawazito'),
      keywords: ['mimba'],
      specialities: [],
    },
    {
      id: 'jab',
      name: named('Child vaccination', 'Chanjo ya mtoto'),
      keywords: ['sindano'],
      specialities: [],
    },
  ],
  practitioners: [
    { id: 'kamau', name: 'Dr. Wanjiku Kamau' },
    { id: 'hassan', name: 'Dr. Amina Hassan' },
    { id: 'chebet', name: 'Nurse Faith Chebet' },
  ],
  branches: [
    { id: 'westlands', name: 'Westlands', address: '' },
    { id: 'ngong', name: 'Ngong Road', address: '' },
  ],
};
const read = (text: string) => readMessage(text, { ...nowhere, now: '2026-10-07T20:18', clinic });

describe('no service', () => {
  const words = (
    'mental rental metal dentil gentle visitor mission division menu mengi mano mende meneja jina jani jana machozi mchele ' +
    'magari makao china chini chanzo chango chance sindikiza mimi mambo mimea miaka minara kuna kuonya kuongea miwa eyed ' +
    'vacation vacations location antenna general rehearsal channel'
  ).split(' ');
  test.each(words)('%s', (word) => {
    expect(read(`nataka ${word}`).service).toBeNull();
  });
});

describe('no practitioner', () => {
  const words =
    'kama karma kamari kamua hassle harass hasira hasara hasani cheque chest chapati face fifth wanjala'.split(
      ' ',
    );
  test.each(words)('dr %s', (word) => {
    expect(read(`naomba dr ${word}`).practitioner).toBeNull();
  });
});

describe('no branch', () => {
  const words =
    'western wetlands westward west lands island nyongo ngoja ngoma nguo road roads wasteland'.split(' ');
  test.each(words)('%s', (word) => {
    expect(read(`niko ${word}`).branch).toBeNull();
  });
});

describe('a slip of the finger', () => {
  test.each([
    ['nataka dentsit', 'service', 'dental'],
    ['antenatl clinic', 'service', 'anc'],
    ['child vacination', 'service', 'jab'],
    ['dr Kamua kesho', 'practitioner', null],
    ['dr Kamauh kesho', 'practitioner', 'kamau'],
    ['dr Hasan', 'practitioner', 'hassan'],
    ['nurse Chebeth', 'practitioner', 'chebet'],
    ['westland', 'branch', 'westlands'],
    ['Wetslands', 'branch', 'westlands'],
    ['westi', 'branch', 'westlands'],
    ['ngong rd', 'branch', 'ngong'],
  ] as const)('%s: %s is %s', (text, part, id) => {
    expect(read(text)[part]?.value ?? null).toBe(id);
  });
});

describe('no wish to cancel', () => {
  test.each([
    "don't cancel, I'm coming",
    'I am still coming, do not cancel',
    'I forget when my appointment is',
    'I did not cancel anything',
    'mlifuta miadi yangu bila kuniambia',
    'why did you cancel my visit',
    'please stop sending those appointment messages',
    "don't give my slot to someone else, I am almost there",
    'nitafutie nafasi kesho',
    'tutafutie nafasi jumatatu tafadhali',
    'any cancellations for tomorrow so I can come',
    'I want to remove my braces',
  ])('%s', (text) => {
    expect(read(text).intents).not.toContain('cancel');
  });
});

describe('no danger', () => {
  test.each([
    'flu shot for my baby',
    'I nearly had a heart attack when I saw the bill',
    'I faint at the sight of needles',
    'he had convulsions as a baby',
    'jino la nyuma linanichoma nikinywa maji baridi',
    'ukiumwa na nyoka unafanya nini',
    'babu hasikii vizuri',
  ])('%s', (text) => {
    expect(read(text).intents).not.toContain('danger');
  });
});

describe('danger all the same', () => {
  test.each([
    'my baby had a fit a minute ago and is not responding',
    'chest pain as usual but now I cannot breathe',
    'amezimia, tufanye nini',
    'mtoto amemeza dawa zote, msaada',
    'he fell and hit his head, he is not waking up',
  ])('%s', (text) => {
    expect(read(text).intents).toEqual(['danger']);
  });
});

describe('no wrong number', () => {
  test.each([
    'I am not feeling well, can I see Dr Kamau tomorrow',
    'I am not Kenyan, can I still come?',
    'I want Dr Odhiambo not Dr Kamau',
    'not Friday, Monday please',
    'si ijumaa ni jumatatu',
    'I changed my number, this is the new one',
    'my mother changed her number, I want to give you the new one',
    'I am her mother, she is not here now',
    'mimi ni mama yake, sio yeye',
    "I don't know which doctor to see",
    'I have never been to a dentist',
    "sijawahi kung'oa jino, inauma?",
    'I got your number from a friend, can I book',
    'nilipewa namba hii na rafiki yangu, nataka miadi',
    'nimenunua simu mpya, namba ni ileile',
    'I have no appointment yet',
    'sina miadi bado, nataka kuja kesho',
    'who is the doctor on Friday',
    'nani daktari wa kesho?',
    'appointment yangu to another day please',
    'nataka miadi ya mtu mwingine',
    'can I book an appointment for someone else',
    'nimekosea tarehe, ni ijumaa',
    'I pressed the wrong number',
    'the shop next to you is closed, is that your building?',
    'remove my name from the Friday list',
    'this is not fair',
    'I mixed up the days, make it Tuesday',
  ])('%s', (text) => {
    expect(read(text).intents).not.toContain('not_me');
  });
});

describe('a wrong number, however it is said', () => {
  test.each([
    'am not kelvin',
    'This is not Mary',
    'he no longer has this line',
    'she sold this phone to me',
    'I think you are confusing me with another patient',
    'you keep sending me reminders of a stranger',
    'mimi siye mnayemtafuta',
    'hii si simu ya Achieng',
    'laini hii niliinunua mwezi jana',
    'where did you get my number? I have never been to your clinic',
    'mnaniandikia nani? simjui huyo',
  ])('%s', (text) => {
    expect(read(text).intents).toEqual(['not_me']);
  });
});

test('a clinic without the service has none for its complaint', () => {
  expect(readMessage('my skin itches', { ...nowhere, clinic }).service).toBeNull();
  expect(readMessage('jino linauma', nowhere)).toMatchObject({ service: null, intents: ['book'] });
});

test('the words that a finding came from are kept as written', () => {
  expect(read('Naomba Dr Kamau pale WESTI').practitioner?.words).toBe('Dr Kamau');
  expect(read('Naomba Dr Kamau pale WESTI').branch?.words).toBe('WESTI');
});
