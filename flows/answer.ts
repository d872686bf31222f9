import type { AppointmentId, ServiceId } from '../core/ids.ts';
import type { Language } from '../core/language.ts';
import { aside, isAside, noTrouble } from './aside.ts';
import { fixed, menuChoice, personChoice, visitsChoice } from './common/choices.ts';
import { nearestBranch } from './nearest-branch.ts';
import { askInstead, type Place, visitMeant, type Way, wayOfChoice, wayOfWords } from './notice/answer.ts';
import { ofProposal } from './proposed.ts';
import { answersTo, asksOf } from './questions/answers.ts';
import {
  again,
  askedOf,
  choose,
  deliver,
  leaveDownTo,
  type Step,
  start,
  takesAnyWords,
  top,
} from './stack.ts';
import { saysWhy, tellsOfVisit } from './tells-of-visit.ts';
import { keepsVisit } from './understand/keeps-visit.ts';
import { normalise, wordsIn } from './understand/normalise.ts';
import { isSmallTalk } from './understand/read-intents.ts';
import { isNoName } from './understand/read-name.ts';
import { readNumber } from './understand/read-number.ts';
import { isDoubted, isUnsure } from './understand/read-yes-no.ts';
import { acknowledges } from './understand/small-talk.ts';
import { type Facts, type FlowName, type Intent, prompt, type Reply, text, unheard } from './vocabulary.ts';

/** What one reply does where the conversation stands. */

type Said = Extract<Reply, { kind: 'said' }>;

/** The choices that mean the same everywhere. */
export const MENU = 'menu';
const BACK = 'back';
const PERSON = 'person';
const VISITS = 'visits';
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
    case 'answered':
      return go(step, wayOfChoice(reply, facts), facts);
    case 'said':
      return (
        said(step, reply, facts, misses) ??
        unanswered(step, reply, facts, misses) ??
        notUnderstood(step, reply, facts, misses)
      );
    default:
      return reply satisfies never;
  }
}

/** The first message of a conversation: the menu, or straight to what was asked. */
export function atDoor(step: Step, reply: Reply, facts: Facts): Step {
  const language = (reply.kind === 'said' && askedLanguage(reply.intents)) || step.language;
  const menu = start({ ...step, language }, 'menu', { ...facts, language });
  if (reply.kind === 'located') return { ...menu, lead: nearest(reply, facts) };
  const welcome = facts.contact.isNew ? [prompt('menu.welcome', { clinic: facts.clinic.name })] : [];
  const met = { ...menu, says: welcome };
  if (reply.kind === 'answered') return go(met, wayOfChoice(reply, facts), facts);
  if (reply.kind !== 'said') return menu;
  const { intents } = reply;
  if (intents.includes('danger')) return alarm({ ...menu, says: [] }, facts);
  if (isAside(reply)) return aside({ ...menu, says: [] }, reply, facts, 0) ?? menu;
  const answered = ofNotice(met, reply, facts);
  if (answered) return answered;
  const flow = wishOf(reply);
  if (asksOf(intents).length > 0) return told(met, reply, facts, flow);
  if (intents.includes('late') && !flow) return noteLate(met, facts);
  if (intents.includes('stopping')) return again(met, facts, text('common.stopping', {}));
  const wanted = flow ?? (tellsOfVisit(facts, reply.text) ? 'booking' : null);
  if (wanted) return wish(met, wanted, facts);
  return intents.includes('greeting') ? menu : (unanswered(met, reply, facts, 0) ?? menu);
}

/** So much time has passed that what was being done is left; the message is answered at the menu. */
export function expired(step: Step, reply: Reply, facts: Facts): Step {
  const left = { ...leaveDownTo(step, 1, facts), lead: text('common.idle', {}) };
  if (reply.kind === 'located') return again(left, facts, nearest(reply, facts));
  if (reply.kind === 'answered') return go(left, wayOfChoice(reply, facts), facts);
  if (reply.kind === 'said')
    return said(left, reply, facts, 0) ?? unanswered(left, reply, facts, 0) ?? again(left, facts);
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
  const settled = noTrouble(step, id, facts);
  if (settled) return settled;
  const taken = deliver(step, { type: 'CHOSE', id }, facts);
  if (taken) return taken;
  if (id === PERSON) return wish(step, 'person', facts);
  return id === VISITS ? wish(step, 'visits', facts) : null;
}

/** Null: not understood. */
function said(step: Step, reply: Said, facts: Facts, misses: number): Step | null {
  const { intents } = reply;
  if (intents.includes('danger')) return alarm(step, facts);
  const meantAside = isAside(reply) ? aside(step, reply, facts, misses) : null;
  if (meantAside) return meantAside;
  if (intents.includes('menu')) return leaveWord(step, reply, facts);
  if (intents.includes('back')) return back(step, facts);
  const language = askedLanguage(intents);
  if (language) return again({ ...step, language }, { ...facts, language }, text('common.language_set', {}));
  if (intents.includes('help')) return again(step, facts, text('common.help', { phone: facts.clinic.phone }));
  if (intents.includes('stopping')) return again(step, facts, text('common.stopping', {}));
  const agreed =
    ofProposal(step, reply, facts) ?? ofNotice(step, reply, facts) ?? yesOrNo(step, reply, facts);
  if (agreed) return agreed;
  const flow = wishOf(reply);
  const heeded = flow !== null && !(takesAnyWords(step) && isAccount(flow)) ? flow : null;
  const questions = takesAnyWords(step) && isLong(reply) ? [] : asksOf(intents);
  if (questions.length > 0) return told(step, reply, facts, heeded);
  if (intents.includes('late') && !heeded) return noteLate(step, facts);
  // "Can we do 11 instead?" is of the visit that is being booked, "I want to come at 10" of the one that is asked about.
  const on = top(step)?.flow;
  const another =
    (heeded === 'move' && on === 'booking') ||
    (heeded === 'booking' && on === 'confirm' && facts.heard?.times);
  const changes = another ? meant(step, reply, facts) : null;
  if (changes) return changes;
  if (heeded) return wish(step, heeded, facts);
  return meant(step, reply, facts) ?? kindly(step, reply, facts, misses) ?? spoken(step, reply, facts);
}

/** "CANCEL", "ACHA": leave what we are doing; where we are doing nothing, it is a visit that is meant. */
function leaveWord(step: Step, { intents }: Said, facts: Facts): Step {
  return intents.includes('cancel') && !amidst(step) ? wish(step, 'cancel', facts) : toMenu(step, facts);
}

// ── What is answered to a notice ────────────────────────────────────────────────────────────────────────────────────

/** What words answer to a notice that has just been read. Questions come first, and an account of anything is none. */
function ofNotice(step: Step, reply: Said, facts: Facts): Step | null {
  if (asksOf(reply.intents).length > 0 || reply.intents.includes('late')) return null;
  if (takesAnyWords(step) && isLong(reply)) return null;
  // With a day in it, it would else begin another booking.
  if (isDoubtful(reply)) return facts.heard?.times ? unanswered(step, reply, facts, 0) : null;
  const way = wayOfWords(reply, facts, placeOf(step));
  return way && go(step, way, facts);
}

/** Not understood, or no more than read, right after we have asked whether they will come: that is asked again. */
function unanswered(step: Step, { text: words }: Said, facts: Facts, misses: number): Step | null {
  const why = acknowledges(words) ? 'noted' : 'not_understood';
  const way = misses === 0 ? askInstead(facts, placeOf(step), why) : null;
  return way && { ...go(step, way, facts), misses: misses + 1 };
}

/** An answer to a notice begins something of its own: that what was being done has expired need not be said above it. */
function go(step: Step, way: Way, facts: Facts): Step {
  if (way.to !== null) return wish({ ...step, lead: way.lead ?? null }, way.to, facts, undefined, way);
  if (amidst(step)) return again({ ...step, lead: null }, facts, way.says);
  return { ...step, lead: null, says: [...step.says, { ...way.says, choices: [] }] };
}

function placeOf(step: Step): Place {
  return {
    asked: askedOf(step.frames),
    flow: top(step)?.flow,
    visit: visitShown(step),
    amidst: amidst(step),
  };
}

// ── What is told of a visit ─────────────────────────────────────────────────────────────────────────────────────────

/** A service, a time, a name of ours: to whatever is being done; where nothing is, it asks for a visit. */
function meant(step: Step, { text: words }: Said, facts: Facts): Step | null {
  const { heard } = facts;
  if (!heard) return null;
  if (heard.impossible) return again(step, facts, text('common.no_such_date', {}));
  // What was asked for is a name: one is given, whatever else is in it.
  if (askedOf(step.frames) === 'name' && heard.name !== null)
    return deliver(step, { type: 'SAID', text: words }, facts);
  const taken = deliver(step, { type: 'MEANT' }, facts);
  if (taken) return taken;
  return !amidst(step) && tellsOfVisit(facts, words) ? wish(step, 'booking', facts) : null;
}

/** To "shall we?", however it is put. "Yes, at 3" is more than a yes, and goes to what it tells of. */
function yesOrNo(step: Step, { text: words, intents }: Said, facts: Facts): Step | null {
  const frame = top(step);
  if (!frame || (askedOf(step.frames) !== 'yes_no' && frame.flow !== 'move')) return null;
  const changing = frame.flow === 'cancel' || frame.flow === 'move';
  const confirming = frame.flow === 'booking' || frame.flow === 'confirm';
  const keeps = keepsVisit(words) && !intents.includes('move'); // "I'll come another day" keeps none
  if (changing && (keeps || intents[0] === 'confirm') && !isUnsure(words))
    return choose(step, ['keep'], facts);
  // "Yes, my son is sick" says why, and asks for no other visit.
  if (frame.flow === 'cancel' && intents[0] === 'book' && saysWhy(words, facts)) {
    const sure = intents.includes('yes') && !isDoubted(words);
    return sure ? choose(step, ['yes'], facts) : again(step, facts);
  }
  if (frame.flow === 'confirm' && acknowledges(words)) return choose(step, ['yes'], facts);
  // "Yes, but with Dr. Kamau" is no yes to what was shown.
  if (frame.flow === 'move' || facts.heard) return null;
  const [first] = intents;
  if (isDoubtful({ text: words, intents })) return null;
  if (first === 'no') return choose(step, ['keep', 'another_time', 'again', 'cannot', 'no'], facts);
  const agrees = first === 'yes' || (first === 'confirm' && confirming);
  return agrees || (first === 'cancel' && frame.flow === 'cancel') ? choose(step, ['yes'], facts) : null;
}

/** "I'm not sure" has a "sure" in it, and is no yes. */
function isDoubtful({ text: words, intents: [first] }: Pick<Said, 'text' | 'intents'>): boolean {
  return (first === 'yes' || first === 'confirm') && isDoubted(words);
}

/** Questions are answered first; then what else was wanted, or on from where we were. */
function told(step: Step, { intents }: Said, facts: Facts, flow: FlowName | null): Step {
  const leadsOn = flow === null && !amidst(step);
  const answers = answersTo(asksOf(intents), about(step, facts), leadsOn);
  const answered = { ...step, says: [...step.says, ...answers] };
  if (flow !== null) return wish(answered, flow, facts);
  return leadsOn ? answered : again(answered, facts, text('common.going_on', {}));
}

/** "How much is it?" is of the service that is being booked. */
function about(step: Step, facts: Facts): Facts {
  const { serviceId } = (top(step)?.context ?? {}) as { serviceId?: ServiceId | null };
  if (!serviceId || facts.heard?.serviceId) return facts;
  return { ...facts, heard: { ...(facts.heard ?? unheard), serviceId } };
}

function noteLate(step: Step, facts: Facts): Step {
  const noted: Step = { ...step, waiting: [...step.waiting, { do: 'tell_staff', what: 'late' }] };
  const thanks = text('common.late_noted', { phone: facts.clinic.phone });
  if (amidst(step)) return again(noted, facts, thanks);
  const choices = [visitsChoice, personChoice, menuChoice];
  return { ...noted, says: [...noted.says, { ...thanks, choices }] };
}

/** Life may be at risk: whom to call, staff alerted, and no talk of visits. */
export function alarm(step: Step, facts: Facts): Step {
  return wish(leaveDownTo(step, 1, facts), 'person', facts, 'danger');
}

// ── Kind words, and what is not understood ──────────────────────────────────────────────────────────────────────────

/** Kind words are no answer, and nobody's name: they are returned, and we go on. */
function kindly(step: Step, reply: Said, facts: Facts, misses: number): Step | null {
  const kind = reply.intents[0];
  if (kind === 'thanks' && isSmallTalk(reply.text)) {
    const alone = !amidst(step) && misses === 0;
    if (alone) return { ...step, misses: 1, says: [...step.says, prompt('common.you_are_welcome', {})] };
    return again({ ...step, misses: Math.min(misses, 1) }, facts, text('common.gladly', {}));
  }
  if (!amidst(step) && acknowledges(reply.text)) {
    const rests = { ...step, misses, says: [...step.says, prompt('common.all_right', {})] };
    return unanswered(step, reply, facts, misses) ?? rests;
  }
  if (!amidst(step))
    return reply.intents.includes('greeting') ? deliver(step, { type: 'START' }, facts) : null;
  return kind === 'greeting' && isSmallTalk(reply.text) ? again(step, facts) : null;
}

/** Free text, for a state that asked for some. "Yes" and "no" answer something else. */
function spoken(step: Step, reply: Said, facts: Facts): Step | null {
  if (askedOf(step.frames) === 'name' && isNoName(reply.text)) return null;
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

// ── Another wish ────────────────────────────────────────────────────────────────────────────────────────────────────

const flowOf: readonly (readonly [Intent, FlowName])[] = [
  ['person', 'person'],
  ['move', 'move'],
  ['cancel', 'cancel'],
  ['cannot_come', 'cancel'],
  ['list', 'visits'],
  ['confirm', 'confirm'],
  ['details', 'details'],
  ['book', 'booking'],
];

/** Short to get through: left rather than come back to, since what they show changes. */
const passing: ReadonlySet<FlowName> = new Set(['visits', 'move', 'cancel', 'confirm']);

function wishOf(reply: Said): FlowName | null {
  if (isDoubtful(reply)) return null;
  const { intents } = reply;
  return flowOf.find(([intent]) => intents.includes(intent))?.[1] ?? null;
}

function wish(
  step: Step,
  flow: FlowName,
  facts: Facts,
  reason?: 'not_understood' | 'danger',
  given: Pick<Extract<Way, { to: FlowName }>, 'begun' | 'another'> = {},
): Step {
  const on = top(step)?.flow;
  // "Cancel my son's", where another's is about to be cancelled, is of another visit.
  const another = flow === 'cancel' && facts.heard?.forWhom != null;
  if (on === flow && !given.begun?.appointmentId && !another)
    return (facts.heard && deliver(step, { type: 'MEANT' }, facts)) ?? again(step, facts);
  // That they will come to one visit changes nothing about another.
  const changes = on === 'move' || on === 'cancel';
  const beside = flow === 'confirm' && changes && given.begun?.appointmentId !== visitShown(step);
  const leaves = on !== undefined && passing.has(on) && flow !== 'person' && !beside;
  // "Cancel it" is about the visit being looked at; "cancel Thursday" says which.
  const shown =
    leaves && !facts.heard && (flow === 'move' || flow === 'cancel') ? visitShown(step) : undefined;
  const about = shown ?? visitMeant(flow, facts);
  const from = leaves ? leaveDownTo(step, step.frames.length - 1, facts) : step;
  const asked = {
    do: 'start_flow' as const,
    flow,
    ...(reason ? { reason } : {}),
    ...(about ? { appointmentId: about } : {}),
    ...given.begun,
    ...(given.another && { another: given.another }),
  };
  return { ...from, waiting: [...from.waiting, asked] };
}

function visitShown(step: Step): AppointmentId | undefined {
  const { visit } = (top(step)?.context ?? {}) as { visit?: { appointmentId: AppointmentId } | null };
  return visit?.appointmentId;
}

/** Words long enough to be what was asked for ("I came to see the doctor because …") rather than a wish. */
const LONGEST_WISH = 4;

function isLong({ text: words }: Said): boolean {
  return wordsIn(normalise(words)).length > LONGEST_WISH;
}

/** Of the reason for a visit: that somebody wants to see a doctor, or will come, says nothing new; that they cancel does. */
function isAccount(flow: FlowName): boolean {
  return flow === 'booking' || flow === 'details' || flow === 'confirm';
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

function nearest(place: Extract<Reply, { kind: 'located' }>, { clinic }: Facts) {
  const branch = nearestBranch(clinic.branches, place);
  if (!branch) return text('common.unreadable', { what: 'location' });
  return text('common.nearest', { branch: branch.name, address: branch.address });
}
