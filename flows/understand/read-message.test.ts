import { describe, expect, test } from 'vitest';
import { isSmallTalk } from './read-intents.ts';
import { nowhere, readMessage } from './read-message.ts';
import { namesWrongNumber } from './read-wrong-number.ts';

describe('what is meant', () => {
  test.each([
    ['book', ['book']],
    ['I want to book an appointment', ['book']],
    ['Hello, I would like to see a doctor', ['book']],
    ['Nataka kuona daktari', ['book']],
    ['nibook kesho', ['book']],
    ['naomba nafasi tafadhali', ['book']],
    ['Habari, naomba miadi. Asante', ['book']],
    ['cancel my appointment', ['cancel']],
    ['nataka kubadilisha miadi', ['move']],
    ['when is my appointment', ['list']],
    ['menu', ['menu']],
    ['Menyu!', ['menu']],
    ['start over please', ['menu']],
    ['CANCEL', ['cancel', 'menu']],
    ['end', ['cancel', 'menu']],
    ['Quit.', ['cancel', 'menu']],
    ['acha', ['cancel', 'menu']],
    ['toka', ['cancel', 'menu']],
    ['back', ['back']],
    ['rudi nyuma tafadhali', ['back']],
    ['my back hurts', ['book']],
    ['help', ['help']],
    ['naomba msaada', ['help']],
    ['english', ['language_en']],
    ['Can we speak English please', ['language_en']],
    ['kwa kiswahili tafadhali', ['language_sw']],
    ['my english teacher is sick', []],
    ['hi', ['greeting']],
    ['Heyyyy', ['greeting']],
    ['habari za asubuhi daktari', ['greeting']],
    ['Good morning', ['greeting']],
    ['shikamoo', ['greeting']],
    ['niaje', ['greeting']],
    ['asante sana', ['thanks']],
    ['Thank you!', ['thanks']],
    ['🙏', ['thanks']],
    ['yes', ['yes']],
    ['Ndiyo', ['yes']],
    ['👍', []],
    ['hapana', ['no']],
    ['Asha Njeri', []],
    ['', []],
  ])('%j', (said, intents) => {
    expect(readMessage(said, nowhere).intents).toEqual(intents);
  });
});

describe('another wish', () => {
  test.each([
    ['can I reschedule', ['move']],
    ['move to another day', ['move']],
    ['I want to move to another date', ['move']],
    ['naomba move to another day', ['move']],
    ['I want to change my appointment to Friday', ['move']],
    ['Naomba kubadilisha siku ya miadi', ['move']],
    ['nataka kureschedule', ['move']],
    ['nibadilishie miadi yangu tafadhali', ['move']],
    ['siwezi kuja kesho, naomba kuahirisha', ['move', 'cannot_come']],
    ['naomba kucancel', ['cancel']],
    ['sitakuja', ['cannot_come']],
    ["I can't come tomorrow", ['cannot_come']],
    ['Nataka kufuta miadi', ['cancel']],
    ['nighairie appointment ya kesho', ['cancel']],
    ["please don't cancel my visit", []],
    ['usicancel', []],
    ['did you cancel my appointment?', ['list']],
    ['have you cancelled my visit', ['list']],
    ['mmeghairi miadi yangu?', ['list']],
    ['nani amecancel miadi yangu', ['list']],
    ['nimeghairi', ['cancel']],
    ['please cancel my appointment', ['cancel']],
    ['move to friday', ['move']],
    ['move to 3pm', ['move']],
    ['I moved to Nairobi', []],
    ['we move to another house tomorrow', []],
    ['lini miadi yangu', ['list']],
    ['Miadi yangu ni lini?', ['list']],
    ['when is my visit', ['list']],
    ['my appointments', ['list']],
    ['my appointment', ['list']],
    ['miadi yangu', ['list']],
    ['niko na appointment lini?', ['list']],
    ['I want to book an appointment', ['book']],
    ['person', ['person']],
    ['mtu', ['person']],
    ['mhudumu', ['person']],
    ['agent please', ['person']],
    ['nataka kuongea na mtu', ['person']],
    ['can I talk to someone', ['person']],
    ['nipigie simu', ['person']],
    ['mtu mwingine', []],
    ['my details', ['details']],
    ['my name is wrong', ['details']],
    ['nataka kurekebisha jina langu', ['details']],
    ['nimebadilisha namba', ['details']],
    ['wrong number', ['not_me']],
    ['umekosea namba', ['not_me']],
    ['sio mimi', ['not_me']],
    ['Si mimi', ['not_me']],
    ['not me', ['not_me']],
    ['sio mimi ni mtoto wangu', []],
  ])('%j', (said, intents) => {
    expect(readMessage(said, nowhere).intents).toEqual(intents);
  });

  test.each([
    ['STOP', ['opt_out']],
    ['Stopall', ['opt_out']],
    ['unsubscribe', ['opt_out']],
    ['Ondoka', ['opt_out']],
    ['SITISHA', ['opt_out']],
    ['START', ['opt_in']],
    ['anza', ['opt_in']],
    ['stop my appointment', ['cancel']],
    ['anza upya', ['menu']],
    ['naomba kusitisha', []],
  ])('%j, only where it is the whole message', (said, intents) => {
    expect(readMessage(said, nowhere).intents.filter((intent) => intent !== 'book')).toEqual(intents);
  });
});

describe('the language', () => {
  test.each([
    ['I want to book', 'en'],
    ['Nataka kuona daktari', 'sw'],
    ['habari', 'sw'],
    ['hello', 'en'],
    ['nataka appointment tomorrow', 'mixed'],
    ['kiswahili', 'sw'],
    ['English', 'en'],
    ['2', 'unknown'],
    ['Otieno', 'unknown'],
  ])('%j is %s', (said, language) => {
    expect(readMessage(said, nowhere).language).toBe(language);
  });
});

describe('for whom', () => {
  const general = { en: 'General consultation', sw: 'Kumwona daktari' };
  const services = [{ id: 'general', name: general, keywords: [], specialities: [] }];
  const scene = { ...nowhere, clinic: { ...nowhere.clinic, services } };
  test.each([
    ["move the child's to Tuesday 11am", ['move'], 'child'],
    ["cancel the child's", ['cancel'], 'child'],
    ['cancel the childs', ['cancel'], 'child'],
    ["cancel the chilld's", ['cancel'], 'child'],
    ["cancel the baby's", ['cancel'], 'child'],
    ["cancel child's visit", ['cancel'], 'child'],
    ['ghairi ya mtoto', ['cancel'], 'child'],
    ['futa miadi ya mtoto', ['cancel'], 'child'],
    ["cancel my mum's", ['cancel'], 'other'],
    ['cancel mine', ['cancel'], undefined],
  ])('%j', (said, intents, forWhom) => {
    const reading = readMessage(said, scene);
    expect([reading.intents, reading.forWhom?.value]).toEqual([intents, forWhom]);
    expect(reading.service).toBeNull();
  });
});

describe('whose it is, and that it is not mine', () => {
  test.each([
    ["cancel my son's not mine", ['cancel'], 'child'],
    ['not me, my son', [], 'child'],
    ['ni kwa mama si yangu', [], 'other'],
    ['sio mimi mgonjwa, ni mtoto', [], 'child'],
    ['mgonjwa si mimi ni mtoto', [], 'child'],
    ['book for my mother not me', ['book'], 'other'],
    ['cancel for my wife not me', ['cancel'], 'other'],
    ["not mine, my wife's", [], 'other'],
    ["move my daughter's appointment, not mine", ['move'], 'child'],
  ])('is no wrong number: %j', (said, intents, forWhom) => {
    const reading = readMessage(said, nowhere);
    expect([reading.intents, reading.forWhom?.value]).toEqual([intents, forWhom]);
    expect(namesWrongNumber(said)).toBe(false);
  });

  test.each([
    'not mine',
    'not me my friend',
    'sio mimi rafiki yangu',
    'si mimi ni mtu mwingine',
    'not me, someone else',
    'si mimi, sina mtoto',
    "not me, I don't have a son",
    'not me, that is not my child',
    'wrong number, not my child',
    'wrong number, cancel it',
    'sio mimi, mmekosea namba',
  ])('is one still: %j', (said) => {
    expect(readMessage(said, nowhere).intents).toContain('not_me');
  });
});

describe('the number of a line', () => {
  test.each([
    ['2', 2],
    ['10)', 10],
    ['ya kwanza', 1],
    ['the third one', 3],
    ['Jibu 4', 4],
    ['nachagua tano', 5],
    ['one', 1],
    ['saa mbili', undefined],
    ['2 3', undefined],
    ['254711000001', undefined],
    ['no', undefined],
  ])('%j', (said, choice) => {
    expect(readMessage(said, nowhere).choice).toBe(choice ?? null);
  });
});

describe('small talk is no name', () => {
  test.each([
    ['Hi', true],
    ['habari yako', true],
    ['asante sana kwa msaada', true],
    ['ok', true],
    ['hapana', true],
    ['Asha Njeri', false],
    ['Hi, Asha Njeri', false],
    ['Salama Juma', false],
    ['', false],
  ])('%j', (said, smallTalk) => {
    expect(isSmallTalk(said)).toBe(smallTalk);
  });
});

test('a long message is read in no time', () => {
  const before = performance.now();
  for (const piece of ['a', '9:', '👍', ' book', 'ṩ', "'", 'asante '])
    readMessage(piece.repeat(50_000), nowhere);
  expect(performance.now() - before).toBeLessThan(2000);
});

test.each(['I gave the wrong number last time', 'the wrong number was in my file'])(
  'a sentence that only speaks of a wrong number detaches nobody: "%s"',
  (text) => {
    expect(readMessage(text, nowhere).intents).not.toContain('not_me');
    expect(namesWrongNumber(text)).toBe(false);
  },
);

test.each([
  ...['sijui kama nitakuja', 'sidhani kama nitakuja', 'sina uhakika nitakuja', 'hatujui kama tutakuja'],
  ...['siamini kama nitafika', 'I doubt I will come', "I don't know if I will come"],
  ...['nikipata nauli nitakuja', 'I will come if I get fare', 'nitakuja nikipona'],
])('%j promises nothing', (said) => {
  expect(readMessage(said, nowhere).intents).toEqual([]);
});

test.each([
  'nitakuja Mungu akipenda',
  'nitakuja kama kawaida',
  'najua, nitakuja',
  'I know the place, I will come',
])('%j is a promise', (said) => {
  expect(readMessage(said, nowhere).intents).toEqual(['confirm']);
});
