import { describe, expect, test } from 'vitest';
import { begin, proceed } from '../engine.ts';
import { asha, sampleClinic, sampleFacts } from '../sample-clinic.ts';
import { type Text, wordsOf } from '../words.ts';

const facts = sampleFacts(sampleClinic(), asha); // Monday 5 October, 8:00 in Nairobi

function told(answerBy: string, open: boolean) {
  let step = begin({ frames: [], misses: 0 }, { kind: 'said', text: 'mtu', intents: ['person'] }, facts);
  while (step.command?.do === 'start_flow') step = proceed(step, null, facts);
  expect(step.command).toEqual({ do: 'hand_over', reason: 'asked' });
  const [said] = proceed(step, { type: 'HANDED_OVER', answerBy, open }, facts).says;
  return (language: 'en' | 'sw') => said && wordsOf(said as Text, language, 'sms');
}

describe('when to expect an answer', () => {
  test('today, while we are open', () => {
    const words = told('2026-10-05T07:30:00Z', true);
    expect(words('en')).toBe(
      'We have told the team. Somebody will answer you here by 10:30 am. To go on without waiting, write "menu".',
    );
    expect(words('sw')).toContain('kabla ya saa 4:30 asubuhi (10:30)');
  });

  test('when we open again', () => {
    const words = told('2026-10-07T05:30:00Z', false);
    expect(words('en')).toContain('We are closed right now');
    expect(words('en')).toContain('by Wednesday 7 October, 8:30 am');
    expect(words('sw')).toContain('Jumatano 7 Oktoba, saa 2:30 asubuhi (8:30)');
  });
});
