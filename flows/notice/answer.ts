import type { AppointmentId } from '../../core/ids.ts';
import type { AwaitedNotice } from '../../core/reminders/awaiting.ts';
import type { NoticeAnswer } from '../../core/reminders/told.ts';
import { dayOf, isAmong, isVery, onDay } from '../slots/day-meant.ts';
import { isSmallTalk } from '../understand/read-intents.ts';
import { isDoubted } from '../understand/read-yes-no.ts';
import type { Asked } from '../understand/reading.ts';
import { saysWhose } from '../understand/whose-visit.ts';
import { signsOf } from '../understand/wishes.ts';
import {
  type Another,
  type Begun,
  type Facts,
  type FlowName,
  type Intent,
  type Reply,
  text,
} from '../vocabulary.ts';
import type { Text } from '../words.ts';

/** What an answer to a notice leads to: a decision, which flows/answer.ts carries out. */
export type Way =
  | { to: FlowName; begun?: Begun; another?: Another; lead?: Text }
  /** Nothing more is to be done. */
  | { to: null; says: Text };

/** Where it was said: what is asked there, and of which visit. */
export type Place = {
  asked: Asked | null;
  flow: FlowName | undefined;
  visit: AppointmentId | undefined;
  amidst: boolean;
};

type Said = Extract<Reply, { kind: 'said' }>;

/** A choice of a notice, however old it is. */
export function wayOfChoice({ noticeId, id }: Extract<Reply, { kind: 'answered' }>, facts: Facts): Way {
  const notice = facts.contact.notices.find((one) => one.noticeId === noticeId);
  const aboutVisit = id === 'confirm' || id === 'move' || id === 'cannot';
  if (!notice && aboutVisit) return { to: 'visits', lead: text('notice.old', {}) };
  return wayTo(id, notice);
}

function wayTo(id: NoticeAnswer, notice: AwaitedNotice | undefined): Way {
  const begun = notice ? { appointmentId: notice.appointmentId } : {};
  // Of a visit that has begun there is one thing to say, whatever was answered.
  const late = notice !== undefined && !notice.ahead && notice.status !== 'cancelled';
  switch (id) {
    case 'confirm':
      return { to: 'confirm', begun: { ...begun, ...(notice && { toldStart: notice.toldStart }) } };
    case 'move':
      return { to: late ? 'confirm' : 'move', begun };
    case 'cannot':
      return { to: late ? 'confirm' : 'cancel', begun };
    case 'again':
      return { to: 'booking', ...(notice && { another: anotherLike(notice) }) };
    case 'person':
      return { to: 'person' };
    case 'no':
      return { to: null, says: text('notice.all_right', {}) };
    default:
      return id satisfies never;
  }
}

function anotherLike({ serviceId, branchId }: AwaitedNotice): Another {
  return { serviceId, branchId };
}

/** What words answer to what was read last. Null: they are for whatever is being done. */
export function wayOfWords(said: Said, facts: Facts, place: Place): Way | null {
  const [intent] = said.intents;
  const [latest] = facts.contact.notices.filter(({ fresh }) => fresh);
  // A bare yes or no is said to the flow, where it asks for one; to move a visit, "no" is to leave it.
  const heard = {
    yes: latest !== undefined && place.asked !== 'yes_no',
    no: latest !== undefined && place.asked !== 'yes_no' && place.flow !== 'move',
  };
  if (latest && asksAgain(latest)) {
    const other = place.flow !== 'move' && isOtherTime(said);
    const books = intent === 'book' || (heard.yes && (intent === 'yes' || other));
    if (books) return wayTo('again', latest);
    if (heard.no && intent === 'no') return wayTo('no', latest);
  }
  const instead = latest && heard.yes ? otherTime(said, latest, facts) : null;
  if (instead === 'same')
    return (
      askInstead(facts, place, 'noted') ?? (place.amidst ? null : { to: 'confirm', begun: { asks: true } })
    );
  const answer = instead ?? answerIn(intent, heard, facts);
  if (!answer)
    return intent === 'thanks' && isSmallTalk(said.text) ? askInstead(facts, place, 'thanks') : null;
  // "Can we do 11 instead?" is of the visit that is being booked.
  if (answer === 'move' && place.flow === 'booking' && facts.heard) return null;
  const meant = visitOf(answer, answer === 'confirm' ? ofWhom(said, facts) : facts, place);
  if (meant === 'unsettled') return wayTo(answer, undefined);
  return meant && meant.appointmentId !== place.visit ? wayTo(answer, meant) : null;
}

/** "Yes, another day" to a visit that is over or gone; "move my visit" is of one that there is. */
function isOtherTime({ text: words, intents }: Said): boolean {
  return intents[0] === 'move' && !namesVisit.test(words) && !signsOf(words).has('own visit');
}
const namesVisit = /appointment|appt|booking|visit|miadi|the other|(ile|hiyo|hio) (nyingine|ingine|ya)\b/i;

/** "Yes, with my kids": who comes along says nothing of whose visit it is. */
function ofWhom({ text: words }: Said, facts: Facts): Facts {
  const { heard } = facts;
  return heard?.forWhom == null || saysWhose(words, true)
    ? facts
    : { ...facts, heard: { ...heard, forWhom: null } };
}

/** "Book me for Friday" is of another visit. */
const booksAnew = /book|appointment|miadi/i;

/**
 * "3 pm please" to a reminder is another time for that visit, and so is what does not suit; its own time agrees where a word does, and is else no
 * answer. Null: something else is meant.
 */
function otherTime(
  { text: words, intents }: Said,
  latest: AwaitedNotice,
  facts: Facts,
): 'move' | 'same' | 'confirm' | null {
  const [first, ...others] = intents;
  const books = first === 'book' && others.every((one) => one === 'yes') && !booksAnew.test(words);
  const may = first === undefined || books;
  if (!may || !isOfVisit(latest) || !latest.ahead) return null;
  const { heard, clinic } = facts;
  if (latest.answered && !heard?.unfit) return null;
  // "Yes, but can we do four?"
  if (!heard) return others.length > 0 && isDoubted(words) ? 'move' : null;
  const another = [heard.practitionerId, heard.forWhom, heard.name].some((one) => one !== null);
  if (another || ![null, latest.serviceId].includes(heard.serviceId)) return null;
  if (heard.unfit) return 'move';
  if (!heard.times) return null;
  if (heard.times.kind === 'range' || !isVery(heard.times, latest.visitStart, clinic.zone, facts))
    return 'move';
  // "9 is fine", "see you in the morning".
  return heard.beside === 'agrees' && !heard.tentative ? 'confirm' : 'same';
}

function answerIn(
  intent: Intent | undefined,
  heard: { yes: boolean; no: boolean },
  facts: Facts,
): 'confirm' | 'move' | 'cannot' | null {
  switch (intent) {
    case 'confirm':
      return 'confirm';
    case 'move':
      return 'move';
    case 'cannot_come':
    case 'cancel':
      return 'cannot';
    case 'yes':
      return heard.yes ? 'confirm' : null;
    case 'no':
      // "No, on Friday" is another time.
      return heard.no ? (facts.heard?.times ? 'move' : 'cannot') : null;
    default:
      return null;
  }
}

/**
 * Thanks are no answer, nor is what we did not understand: whether they will come is asked once more, of the one visit that they
 * have just read of, where nothing else is being done.
 */
export function askInstead(
  facts: Facts,
  place: Place,
  why: 'thanks' | 'noted' | 'not_understood',
): Way | null {
  const [notice, ...others] = oneOfEach(facts.contact.notices.filter((one) => one.fresh && isOfVisit(one)));
  if (!notice?.ahead || notice.answered || others.length > 0 || place.amidst) return null;
  const { appointmentId, toldStart } = notice;
  const begun = { appointmentId, toldStart, asks: true };
  if (why === 'noted') return { to: 'confirm', begun };
  const lead = why === 'thanks' ? text('common.gladly', {}) : text('common.not_understood', {});
  return { to: 'confirm', begun, lead };
}

/** The visit that a wish is about which names none; undefined where that is not settled. */
export function visitMeant(flow: FlowName, facts: Facts): AppointmentId | undefined {
  if (flow !== 'move' && flow !== 'cancel' && flow !== 'confirm') return undefined;
  const place = { asked: null, flow: undefined, visit: undefined, amidst: false };
  const meant = visitOf(flow === 'cancel' ? 'cannot' : flow, facts, place);
  return meant === 'unsettled' ? undefined : meant?.appointmentId;
}

/**
 * The visit of the notice that they read last, else the only one that we wait to hear of. unsettled: they have just read of
 * visits, and what they say does not tell which, or fits none; the flow looks among all that they have, and asks.
 */
function visitOf(
  answer: 'confirm' | 'move' | 'cannot',
  facts: Facts,
  place: Place,
): AwaitedNotice | 'unsettled' | undefined {
  const ofVisits = facts.contact.notices.filter(isOfVisit);
  const named = isNamed(answer, facts);
  const read = oneOfEach(ofVisits.filter(({ fresh }) => fresh));
  const ahead = read.filter((one) => one.ahead);
  const standing = ahead.length > 0 ? ahead : read;
  if (standing.length > 0) {
    const fitting = standing.length > 1 && answer === 'confirm' ? standing.filter(atHour(facts)) : standing;
    return only(fitting.filter(named)) ?? 'unsettled';
  }
  const awaited = oneOfEach(ofVisits.filter((one) => one.ahead && !one.answered));
  return place.visit ? undefined : only(awaited.filter(named));
}

/** Of two that they have read of, "yes at nine" is of the one at nine. */
function atHour(facts: Facts) {
  const { clinic, heard } = facts;
  return ({ visitStart }: AwaitedNotice) =>
    !heard?.times?.dayless || isVery(heard.times, visitStart, clinic.zone, facts);
}

function only([first, ...others]: readonly AwaitedNotice[]): AwaitedNotice | undefined {
  return others.length === 0 ? first : undefined;
}

/** Whether what was heard of a visit can be of this one. Whose visit it is with a notice does not say: then the flow looks. */
function isNamed(answer: 'confirm' | 'move' | 'cannot', facts: Facts) {
  const { heard, clinic } = facts;
  return ({ serviceId, branchId, visitStart }: AwaitedNotice): boolean => {
    if (!heard) return true;
    if (heard.practitionerId !== null || heard.forWhom !== null) return false;
    if (![null, serviceId].includes(heard.serviceId) || ![null, branchId].includes(heard.branchId))
      return false;
    // Of a visit that is to be moved the day that is named is the new one.
    if (answer === 'move' || !heard.times) return true;
    const day = dayOf(visitStart, clinic.zone);
    // An hour without a day is of this visit's; "I can't in the evening" is of one in the evening.
    const times = onDay(heard.times, day, facts, clinic.zone);
    if (answer === 'cannot' && heard.times.dayless) {
      if (!heard.fits) return isAmong(visitStart, times, clinic.zone);
      // "I can't before ten": what is read is what suits.
      return heard.times.kind === 'range' && !isAmong(visitStart, times, clinic.zone);
    }
    return times.candidates.some((one) => (typeof one === 'string' ? one : one.start).startsWith(day));
  };
}

function isOfVisit({ kind }: AwaitedNotice): boolean {
  return kind === 'reminder' || kind === 'changed' || kind === 'confirmed';
}

function asksAgain({ kind }: AwaitedNotice): boolean {
  return kind === 'follow_up' || kind === 'cancelled';
}

/** The latest of each visit. */
function oneOfEach(notices: readonly AwaitedNotice[]): readonly AwaitedNotice[] {
  return notices.filter(
    ({ appointmentId }, at) => notices.findIndex((one) => one.appointmentId === appointmentId) === at,
  );
}
