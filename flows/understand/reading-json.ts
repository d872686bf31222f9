import type { Intent } from '../vocabulary.ts';
import type { Reading, SpokenLanguage, When } from './reading.ts';

/** A reading as others are shown it: contracts.md, "The reader's JSON". Key names and their order hold. */
export type ReadingJson = {
  text: string;
  language: SpokenLanguage;
  intents: string[];
  when: {
    kind: 'none' | 'moment' | 'day' | 'part' | 'range';
    candidates: (string | { start: string; end: string })[];
  };
  service?: string;
  practitioner?: string;
  branch?: string;
  forWhom?: string;
  name?: string;
  choice?: number;
};

export function readingJson(text: string, reading: Reading): ReadingJson {
  const { service, practitioner, branch, forWhom, name, choice } = reading;
  return {
    text,
    language: reading.language,
    intents: [...new Set(reading.intents.flatMap(shown))],
    when: whenJson(reading.when),
    ...(service && { service: service.value }),
    ...(practitioner && { practitioner: practitioner.value }),
    ...(branch && { branch: branch.value }),
    ...(forWhom && { forWhom: forWhom.value }),
    ...(name && { name: name.value }),
    ...(choice !== null && { choice }),
  };
}

/** What only the flows have a use for stays inside. */
function shown(intent: Intent): string[] {
  if (intent === 'language_en' || intent === 'language_sw') return ['language'];
  return intent === 'details' || intent === 'stopping' ? [] : [intent];
}

function whenJson(when: When): ReadingJson['when'] {
  if (when.kind === 'none' || when.kind === 'impossible') return { kind: 'none', candidates: [] };
  return { kind: when.kind, candidates: [...when.candidates] };
}
