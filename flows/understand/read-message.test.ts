import { describe, expect, test } from 'vitest';
import { isSmallTalk } from './read-intents.ts';
import { readMessage } from './read-message.ts';

describe('what is meant', () => {
  test.each([
    ['book', ['book']],
    ['I want to book an appointment', ['book']],
    ['Hello, I would like to see a doctor', ['book', 'greeting']],
    ['Nataka kuona daktari', ['book']],
    ['nibook kesho', ['book']],
    ['naomba nafasi tafadhali', ['book']],
    ['Habari, naomba miadi. Asante', ['book', 'thanks', 'greeting']],
    ['cancel my appointment', []],
    ['nataka kubadilisha miadi', []],
    ['when is my appointment', []],
    ['menu', ['menu']],
    ['Menyu!', ['menu']],
    ['start over please', ['menu']],
    ['CANCEL', ['menu']],
    ['end', ['menu']],
    ['Quit.', ['menu']],
    ['acha', ['menu']],
    ['toka', ['menu']],
    ['back', ['back']],
    ['rudi nyuma tafadhali', ['back']],
    ['my back hurts', []],
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
    ['👍', ['yes']],
    ['hapana', ['no']],
    ['Asha Njeri', []],
    ['', []],
  ])('%j', (said, intents) => {
    expect(readMessage(said).intents).toEqual(intents);
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
    expect(readMessage(said).language).toBe(language);
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
    expect(readMessage(said).choice).toBe(choice);
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
  for (const piece of ['a', '9:', '👍', ' book', 'ṩ', "'", 'asante ']) readMessage(piece.repeat(50_000));
  expect(performance.now() - before).toBeLessThan(2000);
});
