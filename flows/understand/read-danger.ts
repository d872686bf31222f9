import type { FoundSigns } from './found-signs.ts';
import { dangerTopics } from './intents/danger-topics.ts';
import type { Place } from './signs.ts';

/** Each says what it is, if not how bad. */
const tellings = ['danger', 'danger.labour', 'danger.stroke'];

/** How far apart the words for what it is and for how bad it is may stand. */
const NEAR = 6;

/** Of these nothing is mild: "breathing only a little" is no small thing. */
const neverMild = new Set(['breath', 'awake', 'dying', 'swallowed', 'stroke', 'bitten', 'throat', 'limp']);

/**
 * Whether life or limb is at risk now. In doubt it is: what takes it back must be plain – long past, a question about how such a
 * thing is treated, a figure of speech, something said not to be, something small – and a cry for help now overrules most of it.
 */
export function isDanger(signs: FoundSigns): boolean {
  const { has } = signs;
  const topics = dangerTopics.filter((topic) => isTold(signs, topic));
  const places = tellings.flatMap((sign) => signs.places(sign));
  const calls = has('danger.call') && !putsOff(signs);
  if (places.length === 0 && topics.length === 0 && !calls) return false;
  const urgent = has('danger.urgent');
  const sure = has('danger.sure');
  if (has('danger.general')) return urgent;
  if (has('danger.figure')) return sure || (urgent && topics.length > 0) || topics.length > 1;
  if (has('danger.past')) return isStill(signs, sure, urgent);
  if (sure) return true;
  if (has('danger.denied')) return false;
  if (has('danger.mild')) return topics.some((topic) => neverMild.has(topic));
  if (topics.length > 0 || calls) return true;
  const weak = signs.places('danger.weak');
  const plain = places.some(
    ({ first, last }) => !weak.some((other) => other.first <= first && last <= other.last),
  );
  return plain || has('danger.now');
}

/** An emergency that keeps somebody from a visit is one of work or family as a rule. */
function putsOff({ has }: FoundSigns): boolean {
  return has('move') || has('cancel') || has('cannot_come') || has('late') || has('clash');
}

/** Speaks of such a thing, and of nothing that is: long ago, in jest, in general. */
export function onlyTellsOfDanger(signs: FoundSigns): boolean {
  const { has } = signs;
  if (!has('danger.figure') && !has('danger.over') && !has('danger.long_ago')) return false;
  return !isDanger(signs) && (tellings.some(has) || dangerTopics.some((topic) => isTold(signs, topic)));
}

/** What began in the past and has not ended. Years ago it has. */
function isStill({ has }: FoundSigns, sure: boolean, urgent: boolean): boolean {
  if (has('danger.over')) return false;
  if (has('danger.mild') && !sure && !urgent) return false;
  if (has('danger.long_ago')) return urgent && sure;
  return sure || urgent || has('danger.still');
}

/** Signs by their names: made once, for each message asks for all of them. */
const signsOf = new Map(
  dangerTopics.map((topic) => [topic, { what: `danger.what ${topic}`, how: `danger.how ${topic}` }]),
);

function isTold(signs: FoundSigns, topic: string): boolean {
  const named = signsOf.get(topic);
  if (named === undefined || !signs.has(named.what)) return false;
  const how = signs.places(named.how);
  return signs.places(named.what).some((what) => how.some((other) => near(what, other)));
}

function near(one: Place, other: Place): boolean {
  return one.first - other.last <= NEAR && other.first - one.last <= NEAR;
}
