import type { Language } from '../core/language.ts';
import { fixed, menuChoice, personChoice } from './common/choices.ts';
import { nearestBranch } from './nearest-branch.ts';
import { again, deliver, leaveDownTo, type Step, start, takesAnyWords, top } from './stack.ts';
import { normalise, wordsIn } from './understand/normalise.ts';
import { isSmallTalk } from './understand/read-intents.ts';
import { readNumber } from './understand/read-number.ts';
import { namesWrongNumber } from './understand/wishes.ts';
import { type Facts, type FlowName, type Intent, prompt, type Reply, text } from './vocabulary.ts';
import type { Text } from './words.ts';

/** What one reply does where the conversation stands. */

type Said = Extract<Reply, { kind: 'said' }>;

/** The choices that mean the same everywhere. */
export const MENU = 'menu';
const BACK = 'back';
const PERSON = 'person';
const GO_ON = 'go_on';

export function answer(step: Step, reply: Reply, facts: Facts, misses: number): Step {
  switch (reply.kind) {
    case 'chose':
      return chose(step, reply.id, facts) ?? again(step, facts, text('common.stale', {}));
    case 'stale':
      return again(step, facts, text('common.stale', {}));
    case 'unreadable':
      return again(step, facts, text('common.unreadable', { what: reply.what }));
    case 'located':
      return again(step, facts, nearest(reply, facts));
    case 'said':
      return said(step, reply, facts, misses) ?? notUnderstood(step, reply, facts, misses);
    default:
      return reply satisfies never;
  }
}

/** The first message of a conversation: the menu, or straight to what was asked. */
export function atDoor(step: Step, reply: Reply, facts: Facts): Step {
  const language = (reply.kind === 'said' && askedLanguage(reply.intents)) || step.language;
  const menu = start({ ...step, language }, 'menu', { ...facts, language });
  if (reply.kind === 'located') return { ...menu, lead: nearest(reply, facts) };
  if (reply.kind !== 'said') return menu;
  const welcome = facts.contact.isNew ? [prompt('menu.welcome', { clinic: facts.clinic.name })] : [];
  const flow = wishOf(reply);
  if (isAside(reply)) return aside({ ...menu, says: [] }, reply, facts, 0) ?? menu;
  return flow ? wish({ ...menu, says: welcome }, flow, facts) : menu;
}

/** So much time has passed that what was being done is left; the message is answered at the menu. */
export function expired(step: Step, reply: Reply, facts: Facts): Step {
  const left = { ...leaveDownTo(step, 1, facts), lead: text('common.idle', {}) };
  if (reply.kind === 'located') return again(left, facts, nearest(reply, facts));
  if (reply.kind === 'said') return said(left, reply, facts, 0) ?? again(left, facts);
  // A choice of the menu's is one wherever it was shown; any other belongs to what was left.
  return (
    (reply.kind === 'chose' && deliver(left, { type: 'CHOSE', id: reply.id }, facts)) || again(left, facts)
  );
}

/** Null: not a choice of what is being done now. */
function chose(step: Step, id: string, facts: Facts): Step | null {
  if (id === MENU) return toMenu(step, facts);
  if (id === GO_ON) return again(step, facts);
  if (id === BACK) return back(step, facts);
  const taken = deliver(step, { type: 'CHOSE', id }, facts);
  return taken ?? (id === PERSON ? wish(step, 'person', facts) : null);
}

/** Null: not understood. */
function said(step: Step, reply: Said, facts: Facts, misses: number): Step | null {
  const { intents } = reply;
  if (isAside(reply) && (!amidst(step) || !intents.includes('not_me') || namesWrongNumber(reply.text))) {
    const told = aside(step, reply, facts, misses);
    if (told) return told;
  }
  if (intents.includes('menu')) return leaveWord(step, reply, facts);
  if (intents.includes('back')) return back(step, facts);
  const language = askedLanguage(intents);
  if (language) return again({ ...step, language }, { ...facts, language }, text('common.language_set', {}));
  if (intents.includes('help')) return again(step, facts, text('common.help', { phone: facts.clinic.phone }));
  const flow = wishOf(reply);
  if (flow && !(takesAnyWords(step) && isAccount(reply, flow))) return wish(step, flow, facts);
  return kindly(step, reply, facts, misses) ?? spoken(step, reply, facts);
}

/** "CANCEL", "ACHA": leave what we are doing; where we are doing nothing, it is a visit that is meant. */
function leaveWord(step: Step, { intents }: Said, facts: Facts): Step {
  return intents.includes('cancel') && !amidst(step) ? wish(step, 'cancel', facts) : toMenu(step, facts);
}

/** Kind words are no answer, and nobody's name: they are returned, and we go on. */
function kindly(step: Step, reply: Said, facts: Facts, misses: number): Step | null {
  const kind = reply.intents[0];
  if (kind === 'thanks' && isSmallTalk(reply.text)) {
    const alone = !amidst(step) && misses === 0;
    if (alone) return { ...step, misses: 1, says: [...step.says, prompt('common.you_are_welcome', {})] };
    return again({ ...step, misses: Math.min(misses, 1) }, facts, text('common.gladly', {}));
  }
  if (!amidst(step))
    return reply.intents.includes('greeting') ? deliver(step, { type: 'START' }, facts) : null;
  return kind === 'greeting' && isSmallTalk(reply.text) ? again(step, facts) : null;
}

/** Free text, for a state that asked for some. "Yes" and "no" answer something else. */
function spoken(step: Step, reply: Said, facts: Facts): Step | null {
  return isSmallTalk(reply.text) ? null : deliver(step, { type: 'SAID', text: reply.text }, facts);
}

/** Once: the same question. Twice: the ways out. Three times: a person. */
function notUnderstood(step: Step, reply: Said, facts: Facts, misses: number): Step {
  const { phone } = facts.clinic;
  const counted = { ...step, misses: misses + 1 };
  if (misses >= 2) return wish(step, 'person', facts, 'not_understood');
  if (misses === 0) {
    const number = readNumber(reply.text) !== null;
    return again(
      counted,
      facts,
      number ? text('common.no_such_number', {}) : text('common.not_understood', {}),
    );
  }
  if (!amidst(step)) return again(counted, facts, text('common.not_understood_again', { phone }));
  const goOn = fixed(GO_ON, 'common.go_on', ['go on', 'continue', 'endelea', 'tuendelee']);
  return { ...counted, says: [prompt('common.stuck', {}, [goOn, personChoice, menuChoice])] };
}

// ── To opt out, to come back, "wrong number" ────────────────────────────────────────────────────────────────────────

export function isAside({ intents }: Said): boolean {
  return intents.some((intent) => intent === 'opt_out' || intent === 'opt_in' || intent === 'not_me');
}

/** Done at once, and said once; said again it is a line above where we are. Null: nothing to be done here. */
export function aside(step: Step, { intents }: Said, facts: Facts, misses: number): Step | null {
  if (intents.includes('not_me')) return detach(step, facts, misses);
  const out = intents.includes('opt_out');
  if (!out && !facts.contact.optedOut) return null;
  const asked: Step = { ...step, misses: 1, waiting: [...step.waiting, { do: out ? 'opt_out' : 'opt_in' }] };
  const whole: Text = out ? text('common.opted_out', {}) : text('common.opted_in', {});
  if (misses === 0) return { ...asked, says: [...step.says, { ...whole, choices: [] }] };
  return again(asked, facts, out ? text('common.opted_out_briefly', {}) : whole);
}

/** Nothing is left of what was being done, nor said of whose number it was thought to be. */
function detach(step: Step, facts: Facts, misses: number): Step {
  const fresh = start({ ...step, frames: [], waiting: [], says: [] }, 'menu', facts);
  const gone: Step = { ...fresh, misses: 1, says: [], waiting: [{ do: 'detach' }] };
  const words = text('common.detached', {});
  return misses === 0 ? { ...gone, says: [{ ...words, choices: [] }] } : again(gone, facts, words);
}

// ── Another wish ────────────────────────────────────────────────────────────────────────────────────────────────────

const flowOf: readonly (readonly [Intent, FlowName])[] = [
  ['person', 'person'],
  ['move', 'move'],
  ['cancel', 'cancel'],
  ['list', 'visits'],
  ['details', 'details'],
  ['book', 'booking'],
];

/** Short to get through: left rather than come back to, since what they show changes. */
const passing: ReadonlySet<FlowName> = new Set(['visits', 'move', 'cancel']);

function wishOf({ intents }: Said): FlowName | null {
  return flowOf.find(([intent]) => intents.includes(intent))?.[1] ?? null;
}

function wish(step: Step, flow: FlowName, facts: Facts, reason?: 'not_understood'): Step {
  const on = top(step)?.flow;
  if (on === flow) return again(step, facts);
  const from =
    on && passing.has(on) && flow !== 'person' ? leaveDownTo(step, step.frames.length - 1, facts) : step;
  const asked = reason ? { do: 'start_flow' as const, flow, reason } : { do: 'start_flow' as const, flow };
  return { ...from, waiting: [...from.waiting, asked] };
}

/** Words long enough to be what was asked for ("I came to see the doctor because …") rather than a wish. */
const LONGEST_WISH = 4;

function isAccount(reply: Said, flow: FlowName): boolean {
  return flow === 'booking' || wordsIn(normalise(reply.text)).length > LONGEST_WISH;
}

// ── Out ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Leaves everything but the menu, and shows it. */
export function toMenu(step: Step, facts: Facts): Step {
  return again(leaveDownTo(step, 1, facts), facts);
}

/** A question back; from the first one of a flow, to what was done before it. */
function back(step: Step, facts: Facts): Step {
  const taken = deliver(step, { type: 'BACK' }, facts);
  if (taken) return taken;
  const left = leaveDownTo(step, Math.max(1, step.frames.length - 1), facts);
  return again(left, facts, amidst(left) ? text('common.going_on', {}) : undefined);
}

function amidst({ frames }: Step): boolean {
  return frames.length > 1;
}

function askedLanguage(intents: readonly Intent[]): Language | null {
  if (intents.includes('language_en')) return 'en';
  return intents.includes('language_sw') ? 'sw' : null;
}

function nearest(place: Extract<Reply, { kind: 'located' }>, { clinic }: Facts): Text {
  const branch = nearestBranch(clinic.branches, place);
  if (!branch) return text('common.unreadable', { what: 'location' });
  return text('common.nearest', { branch: branch.name, address: branch.address });
}
