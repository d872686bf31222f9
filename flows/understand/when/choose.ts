import type { Claim } from './claims.ts';
import { besides, deniedOutright, maybeDenies, turned } from './denied.ts';
import type { Line } from './pieces.ts';
import { isBroken, wordAt } from './pieces.ts';

/** Which of the times that a message speaks of is the one it asks for. */

const visitWords = new Set(
  (
    'appointment appointments appt appnt apointment visit visits booking bookings slot session miadi nafasi checkup clinic kliniki one ile ' +
    'yangu yake yetu zangu wangu yangu'
  ).split(' '),
);
const owning = new Set(['ya', 'za', 'of', 'la', 'wa']);
const mine = new Set(['my', 'our', 'his', 'her', 'their']);
const unableStems = [
  ...[
    'siwez',
    'sitawez',
    'sitowez',
    'hatuwez',
    'hatutawez',
    'hawez',
    'hatawez',
    'siez',
    'sitafik',
    'sitakuj',
  ],
  ...['sitakuwep', 'hatutak', 'hatutafik', 'haitawez', 'haiwez', 'hatafik', 'hatakuj', 'sintawez', 'sitoku'],
];
const unable = new Set(
  'cant cannot wont unable siji couldnt not upcountry ushago shags shagz travelling traveling away safarini busy exam exams mazishi burial harusi wedding funeral bad bize bizi'.split(
    ' ',
  ),
);
const able = new Set(
  (
    'can could but lakini naweza tunaweza nataka naomba tafadhali may let lets nipe nipeni mpeni niwekee niwekeeni tufanye what how ' +
    'nitakuja badala hivyo so maybe labda please try'
  ).split(' '),
);
const LOOK_BACK = 8;

/**
 * asked: the claims that the message asks for; several where it leaves the choice. Where it asks for none, those of which it says that they do not
 * suit: they may be a visit's. unfit: those, and what else is denied outright, where nothing is asked for. fits: that what is asked for does suit is told by
 * what does not. tentative: several times are spoken of, or the message is a question.
 */
export type Chosen = { asked: readonly Claim[]; unfit: readonly Claim[]; fits: boolean; tentative: boolean };

export function chosen(line: Line, claims: readonly Claim[]): Chosen {
  const kept = claims.filter((claim) => claim.role !== 'past');
  for (const claim of kept) {
    if (claim.role === 'plain' && line.moves && isOwned(line, claim)) claim.role = 'old';
  }
  const live = kept.filter((claim) => claim.role !== 'old');
  const able = (claim: Claim) => !isUnable(line, claim);
  if (line.moves) return { asked: lastOf(live.filter(able), kept), unfit: [], fits: false, tentative: true };
  const denies = kept.length > 0 && maybeDenies(line);
  const free = denies ? kept.filter((claim, at) => turn(claim, turned(line, kept, at))) : [];
  const outright = denies ? deniedOutright(line, kept) : new Set<Claim>();
  const denied = kept.filter((claim) => outright.has(claim) && !free.includes(claim));
  const left = live.filter((claim) => !denied.includes(claim));
  const wanted = left.filter((claim) => free.includes(claim) || able(claim));
  const asked = [wanted, left, live].find((some) => some.length > 0) ?? [];
  withoutPart(left, denied);
  const group = lastOf(asked, kept);
  return {
    asked: group,
    unfit: denied.length === kept.length ? denied : [],
    fits: left.length > 0 && (denied.length > 0 || free.length > 0),
    tentative: line.asks || group.length > 1 || claims.length > group.length || free.length > 0,
  };
}

/** Makes "at work until 4" what comes after it. */
function turn(claim: Claim, time: Claim['time']): boolean {
  if (time === null) return false;
  if (claim.time === null) claim.part = null; // a part of the day it was
  claim.time = time;
  return true;
}

/** "Tomorrow, but not in the morning": the rest of that day. */
function withoutPart([claim, ...others]: readonly Claim[], denied: readonly Claim[]): void {
  const [one, ...more] = denied;
  if (!claim?.day || claim.time || claim.part || others.length > 0 || !one?.part || more.length > 0) return;
  if (!one.day && !one.span && !one.time) claim.time = besides(one.part);
}

function lastOf(asked: readonly Claim[], kept: readonly Claim[]): readonly Claim[] {
  const last = asked.findLast((claim) => claim.role === 'new') ?? asked.at(-1);
  return last ? completed(groupOf(asked, last), kept) : [];
}

/** All that "or" joins to a claim. */
function groupOf(claims: readonly Claim[], claim: Claim): readonly Claim[] {
  const at = claims.indexOf(claim);
  let from = at;
  while (from > 0 && claims[from]?.or) from -= 1;
  let to = at;
  while (claims[to + 1]?.or) to += 1;
  return claims.slice(from, to + 1);
}

/** What one alternative leaves out is said by another: "9 or 11 tomorrow", "Friday or Saturday morning". */
function completed(group: readonly Claim[], all: readonly Claim[]): readonly Claim[] {
  const days = group.findLast((claim) => claim.day !== null || claim.span !== null) ?? earlierDay(group, all);
  const timed = group.findLast((claim) => claim.time !== null || claim.part !== null);
  const parted = group.findLast((claim) => partOf(claim) !== null);
  return group.map((claim) => {
    if (claim.instant || claim.impossible) return claim;
    const dated =
      claim.day || claim.span ? claim : { ...claim, day: days?.day ?? null, span: days?.span ?? null };
    if (!dated.time && !dated.part) return { ...dated, time: timed?.time ?? null, part: timed?.part ?? null };
    if (!dated.time || dated.part || partOf(dated)) return dated;
    return { ...dated, part: parted?.part ?? partPiece(parted) };
  });
}

const partOf = (claim: Claim) =>
  claim.part?.part ?? (claim.time?.kind === 'clock' ? claim.time.clock.part : null);

function partPiece(claim: Claim | undefined): Claim['part'] {
  const part = claim && partOf(claim);
  return claim && part
    ? { kind: 'part', part, any: false, said: 'plain', first: claim.first, last: claim.last }
    : null;
}

/** "Move my Monday visit to 3pm": that Monday. */
function earlierDay(group: readonly Claim[], all: readonly Claim[]): Claim | undefined {
  const first = group[0];
  return first && all.slice(0, all.indexOf(first)).findLast((claim) => claim.day !== null);
}

/** In a move: "my Monday appointment", "miadi yangu ya jumatatu", "my visit on Friday". */
function isOwned(line: Line, claim: Claim): boolean {
  const at = claim.first;
  if (mine.has(wordAt(line, at - 1)) || visitWords.has(wordAt(line, claim.last + 1))) return true;
  if (
    ['with', 'to', 'for'].includes(wordAt(line, at - 2)) ||
    ['with', 'to', 'for'].includes(wordAt(line, at - 3))
  ) {
    if (wordAt(line, at - 1) === 'one' || wordAt(line, at - 2) === 'one') return false;
  }
  if (isBooked(line, at)) return true;
  const inside = owning.has(wordAt(line, at)) || ['on', 'for'].includes(wordAt(line, at));
  const before = ['on', 'for'].includes(wordAt(line, at - 1)) || owning.has(wordAt(line, at - 1));
  if (!inside && !before) return false;
  return visitWords.has(wordAt(line, inside ? at - 1 : at - 2));
}

/** "Niliandikisha jumanne", "I was given Monday": up to two words before. */
function isBooked(line: Line, at: number): boolean {
  for (let before = at - 1; before >= at - 3 && before >= 0 && !isBroken(line, before + 1); before -= 1) {
    const word = wordAt(line, before);
    if (
      booked.has(word) ||
      /^(ni|m|mu|tu|u)(li|me)(ni|tu|ji)?(book|andik|pang|wek|pew|chuku|pa$|pea|pati)/.test(word)
    )
      return true;
  }
  return false;
}
const booked = new Set('booked scheduled picked chose selected'.split(' '));

/** "Siwezi kufika kesho", "kesho haitawezekana". */
function isUnable(line: Line, claim: Claim): boolean {
  const says = (word: string) => unable.has(word) || unableStems.some((stem) => word.startsWith(stem));
  for (let at = claim.first - 1; at >= claim.first - LOOK_BACK && at >= 0; at -= 1) {
    if (isBroken(line, at + 1)) break;
    const word = wordAt(line, at);
    if (says(word) || (word === 'up' && /^(come|came)$/.test(wordAt(line, at - 1)))) return true;
    if (able.has(word)) break;
  }
  for (let at = claim.last + 1; at <= claim.last + 3 && !isBroken(line, at); at += 1) {
    if (says(wordAt(line, at))) return true;
    if (able.has(wordAt(line, at))) break;
  }
  return false;
}
