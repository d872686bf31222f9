import type { Step } from './stack.ts';
import { type Facts, type Frame, type Prompt, text } from './vocabulary.ts';
import type { Text, TextKey } from './words.ts';

/** The same words are said twice running at most; after that another line stands above them, and offers a person. */
const MOST_TIMES = 2;

/** Said beside the question that still stands, which must not be asked anew by it. What says them sees to their not recurring. */
const asides: ReadonlySet<TextKey> = new Set([
  'common.you_are_welcome',
  'common.all_right',
  'common.opted_out',
  'common.opted_in',
]);

/** Ends a turn: the line that goes above it all, and what keeps the bot from repeating itself. */
export function finish(step: Step, facts: Facts): Step {
  const [first, ...rest] = step.says;
  if (!first || asides.has(first.key)) return step;
  const says = [step.lead && !first.lead ? { ...first, lead: step.lead } : first, ...rest];
  const print = printOf(JSON.stringify([step.language, says.map((said) => shapeOf(said, facts))]));
  const times = step.echo?.print === print ? step.echo.times + 1 : 1;
  const echo = { print, times };
  const frames = step.frames.map((frame, place): Frame => (place === 0 ? { ...frame, echo } : frame));
  return { ...step, frames, says: times > MOST_TIMES ? vary(says, times, facts) : says };
}

/** By SMS the line comes as a message before it: above a long one it would be left away for want of room. */
function vary(
  [first, ...rest]: readonly Prompt[],
  times: number,
  { clinic, contact }: Facts,
): readonly Prompt[] {
  if (!first) return rest;
  if (first.key === 'person.danger') return [{ ...first, key: 'person.danger_again' }, ...rest];
  const lead: Text =
    times % 2 === 1 ? text('common.write_person', {}) : text('common.or_call', { phone: clinic.phone });
  if (contact.channel === 'sms') return [{ ...lead, choices: [] }, first, ...rest];
  return [{ ...first, lead }, ...rest];
}

/**
 * What was said, without its words: the print lies beside the conversation in clear, and words may be a patient's name. By SMS a
 * line above may have been left away for want of room, so that it makes no difference there.
 */
function shapeOf({ key, lead, choices }: Prompt, { contact }: Facts) {
  return [key, contact.channel === 'sms' ? null : lead?.key, choices.map(({ id }) => id)];
}

/** FNV-1a, 32 bits: enough to tell one message from the next. */
function printOf(words: string): string {
  let hash = 0x811c9dc5;
  for (const character of words) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
