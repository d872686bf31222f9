import type { Claim } from './claims.ts';
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
    'sikuj',
    'hatukuj',
    'sitapatik',
    'hatutapatik',
    'imeshindik',
    'nimeshind',
    'tumeshind',
    'nitashind',
  ],
  ...[
    'sitakuw',
    'sintakuw',
    'hatakuw',
    'hatutak',
    'hatutafik',
    'haitawez',
    'haiwez',
    'hatafik',
    'hatakuj',
    'sintawez',
    'sitoku',
  ],
];
const unable = new Set(
  'cant cannot wont unable siji siko sipo couldnt not upcountry ushago shags shagz travelling traveling away safarini dharura busy exam exams mazishi burial harusi wedding funeral bad bize bizi'.split(
    ' ',
  ),
);
const isAt = 'at|in|niko|nipo|nitakuwa|ntakuwa|nakuwa|nitakua|nakua|tuko|tupo|tutakuwa';
const goesTo = '(na|nina|nita|nta)(fany|end).*';
const away = new RegExp(`^(${isAt}|${goesTo})$`);
/** "I work", "at school", "niko kazini", "doesn't suit": the second word, and what the one before it is. */
const unablePairs: ReadonlyMap<string, RegExp> = new Map([
  ['up', /^(come|came)$/],
  ['work', /^(i|at|we|dont|doesnt|wont)$/],
  ...['suit', 'fit'].map((word) => [word, /^(dont|doesnt|wont)$/] as const),
  ...'school church class shule office college kazi kazini shuleni kanisani chuoni ofisini'
    .split(' ')
    .map((word) => [word, away] as const),
]);
const able = new Set(
  (
    'can could but lakini naweza tunaweza nataka naomba tafadhali may let lets nipe nipeni mpeni niwekee niwekeeni tufanye what how ' +
    'nitakuja badala hivyo so maybe labda please try'
  ).split(' '),
);
/** Behind a time: it does. */
const suits = new Set(
  'inafaa itafaa inanifaa itanifaa sawa poa works fine better ok okay afadhali inawezekana nitaweza'.split(
    ' ',
  ),
);
const asking = new Set('is are isnt arent why mbona kwanini kwani kwa je'.split(' '));
const joining = new Set('na and or au ama wala nor to hadi mpaka'.split(' '));
const LOOK_BACK = 8;
const LOOK_AHEAD = 4;

/**
 * asked: the claims that the message asks for; several where it leaves the choice. Where it asks for none, those that it is said of that they do not
 * suit ("siwezi kesho"): it may be a visit's. unfit: those, and what is denied ("not Monday"), where nothing else is asked for.
 */
export function chosen(
  line: Line,
  claims: readonly Claim[],
): { asked: readonly Claim[]; unfit: readonly Claim[] } {
  const kept = claims.filter((claim) => claim.role !== 'past');
  for (const claim of kept) {
    if (claim.role === 'plain' && line.moves && isOwned(line, claim)) claim.role = 'old';
  }
  const live = kept.filter((claim) => claim.role !== 'old');
  const wanted = live.filter((claim) => !isUnable(line, claim, kept));
  const asked = wanted.length > 0 || line.moves ? wanted : live;
  const last = asked.findLast((claim) => claim.role === 'new') ?? asked.at(-1);
  return {
    asked: last ? completed(groupOf(asked, last), kept) : [],
    // In a move what is given up is the visit's own time; "why not tomorrow?" asks for it.
    unfit: wanted.length > 0 || line.moves || asking.has(wordAt(line, 0)) ? [] : kept,
  };
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

/** "Siwezi kufika kesho", "kesho haitawezekana", "in the morning I am at work". */
function isUnable(line: Line, claim: Claim, claims: readonly Claim[]): boolean {
  for (let at = claim.last + 1; at <= claim.last + 2 && !isBroken(line, at); at += 1) {
    if (saysUnable(line, at)) break;
    if (suits.has(wordAt(line, at))) return false;
  }
  for (let at = claim.first - 1; at >= claim.first - LOOK_BACK && at >= 0; at -= 1) {
    if (isBroken(line, at + 1) || belongsTo(line, at, claim, claims)) break;
    if (saysUnable(line, at)) return true;
    if (able.has(wordAt(line, at))) break;
  }
  for (let at = claim.last + 1; at <= claim.last + LOOK_AHEAD && !isBroken(line, at); at += 1) {
    const deniesOther = claims.some(({ role, first }) => role === 'old' && first > at && first <= at + 2);
    if (saysUnable(line, at) && !deniesOther) return true;
    if (able.has(wordAt(line, at))) break;
  }
  return false;
}

/** "Busy leo nitumie za kesho": what stands before another time is said of that one, unless the two are joined. */
function belongsTo(line: Line, at: number, claim: Claim, claims: readonly Claim[]): boolean {
  const other = claims.find((one) => one !== claim && one.first <= at && at <= one.last);
  if (!other) return false;
  for (let between = other.last + 1; between < claim.first; between += 1)
    if (joining.has(wordAt(line, between))) return false;
  return other.last + 1 < claim.first;
}

/** By this word, and the one before it. */
function saysUnable(line: Line, at: number): boolean {
  const word = wordAt(line, at);
  if (unable.has(word) || unableStems.some((stem) => word.startsWith(stem))) return true;
  return unablePairs.get(word)?.test(wordAt(line, at - 1)) ?? false;
}
