import { cut, withoutBold } from './cut.ts';
import { countSegments, foldToGsm7 } from './gsm7.ts';
import type { Rendered } from './rendered.ts';
import type { Said, SaidChoice } from './said.ts';

type SmsText = Extract<Rendered, { kind: 'text' }>;

/** A message is paid for by the segment, and long ones arrive late or in pieces. */
const MOST_SEGMENTS = 2;
/** Shorter than this a label says nothing any more. */
const SHORTEST_LABEL = 10;

/**
 * Lead, body, a numbered line for each choice, and how to answer. What is too long gives up, in this order: hints, the lead,
 * the ends of long labels. The body is never cut: where it alone is too long, it goes out whole in more segments.
 */
export function renderSms(said: Said): SmsText {
  const folded = foldSaid(said);
  const whole = asText(folded);
  let shortest = whole;
  for (const shorter of shorterVersions(folded)) {
    if (shortest.segments <= MOST_SEGMENTS) return shortest;
    shortest = asText(shorter);
  }
  return shortest.segments <= MOST_SEGMENTS || said.choices.length > 0 ? shortest : whole;
}

function* shorterVersions(said: Said): Generator<Said> {
  const withoutHints = { ...said, choices: said.choices.map((choice) => ({ ...choice, hint: null })) };
  yield withoutHints;
  const withoutLead = { ...withoutHints, lead: null };
  yield withoutLead;
  const longest = Math.max(0, ...withoutLead.choices.map((choice) => choice.label.length));
  for (let width = longest - 1; width >= SHORTEST_LABEL; width -= 1) {
    const choices = withoutLead.choices.map((choice) => ({
      ...choice,
      label: cut(choice.label, width, '...'),
    }));
    yield { ...withoutLead, choices };
  }
}

function asText(said: Said): SmsText {
  const howToReply = said.choices.length > 0 ? [said.howToReply] : [];
  const lead = said.lead === null ? [] : [said.lead];
  const text = [...lead, said.body, ...said.choices.map(numberedLine), ...howToReply].join('\n');
  return { kind: 'text', text, segments: countSegments(text) };
}

function numberedLine(choice: SaidChoice, at: number): string {
  return `${at + 1} ${choice.label}${choice.hint === null ? '' : ` (${choice.hint})`}`;
}

function foldSaid(said: Said): Said {
  return {
    ...said,
    lead: said.lead === null ? null : foldWords(said.lead),
    body: foldWords(said.body),
    choices: said.choices.map((choice) => ({
      id: choice.id,
      label: foldWords(choice.label),
      hint: choice.hint === null ? null : foldWords(choice.hint),
    })),
    howToReply: foldWords(said.howToReply),
  };
}

function foldWords(words: string): string {
  return foldToGsm7(withoutBold(words));
}
