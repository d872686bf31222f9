import type { Claim } from './claims.ts';
import type { Clock, Line, PartPiece, Placed, WindowPiece } from './pieces.ts';
import { isBroken, wordAt } from './pieces.ts';

/**
 * Times of which it is said outright that they do not suit: "siwezi kesho", "in the morning I am at work", "Monday no". All that stands beside them must
 * say so and nothing else, for who wants tomorrow ("siko kazini kesho", "I can't chew, tomorrow please") must not be shown all but tomorrow.
 */

const any = (...ways: readonly string[]) => `(?:${ways.join('|')})`;
const anyOf = (words: string) => any(...words.split(' '));

const come = any(
  anyOf(
    'kuja kukuja kufika fika kuhudhuria kupatikana kuwepo kam kucome kumake come make do manage attend stay reach',
  ),
  ...['make it', 'get there', 'be (?:there|available|free|around)'],
);
const cannot = any(
  anyOf(
    'siwezi siezi siwez siez siwes cwezi swezi sitaweza sitawez sitawes sitaeza staweza sitoweza hatuwezi hatuezi hatutaweza nitashindwa ntashindwa',
  ),
  '(?:(?:i|we) )?(?:cant|cannot|can not)',
  '(?:(?:i|we) )?(?:wont|will not) be able to',
  '(?:(?:im|i am|am|we are) )?(?:unable|not able) to',
);
const notFree = any(
  '(?:(?:im|i am|am|we are) )?not (?:available|free|around|in town)',
  '(?:(?:i|we) )?(?:wont|will not) be (?:available|free|around|in town)',
  'sin?takuwa (?:available|free|around|mjini|na nafasi|na time|na muda)',
  '(?:sita|hatuta|si)patikan[ai]',
  'sina (?:nafasi|time|muda)',
);
const subject = any(
  ...[
    'im',
    'i am',
    'am',
    'i will be',
    'i shall be',
    'ill be',
    'we are',
    'we will be',
    'well be',
    'i have',
    'i go to',
  ],
  anyOf(
    'niko nipo nko nitakuwa ntakuwa nitakua ntakua nakuwa tuko tupo tutakuwa nina naenda nitaenda ntaenda',
  ),
  'huwa (?:niko|nakuwa|naenda)',
);
const occupied = any(
  '(?:at|in)(?: the| a| my)? (?:work|school|church|college|campus|uni|office|job|class|meetings?|wedding|funeral|exams?)',
  '(?:(?:very|so|a bit|really) )?(?:busy|buzy|bze|bize|bizi|bzy)(?: sana)?',
  ...['away', 'travell?ing', 'out of (?:town|nairobi|the country)', 'on (?:duty|shift)', 'working'],
);
const place = anyOf(
  'kazi kazini job shule shuleni skul school kanisani church chuo chuoni ofisini class work safarini upcountry ushago shags kikao mkutano meeting mtihani exam exams harusi wedding mazishi matanga funeral shughuli duty',
);
const away = any(
  `(?:${subject} )?${occupied}`,
  `${subject} (?:(?:kwa|na|a|an) )?${place}`,
  anyOf('nasafiri ninasafiri nitasafiri ntasafiri'),
);
const works = any(
  '(?:i|we) (?:(?:always|usually|normally) )?work',
  '(?:huwa )?(?:nafanya|ninafanya|nitafanya|ntafanya|tunafanya|nafanyaga) (?:kazi|job)',
);
const unable = any(`${cannot}(?: ${come})?`, notFree, away, works);
const absent = anyOf('siko sipo sitakuwepo hatuko hatupo hatutakuwepo sitakuwa');
const unsuitable = any(
  '(?:(?:is|are|ni|iko|itakuwa|will be) )?(?:impossible|ngumu|not (?:possible|good|ok|okay|convenient|suitable)|difficult|hard|too early|too late)',
  '(?:(?:does|do|will) not|doesnt|dont|wont) (?:work|suit|fit)',
  'isnt (?:possible|good|ok|okay|convenient)',
  anyOf('haiwezekani haitawezekana haifai hainifai haitanifaa haitafaa haiwork hainiwork haitawork'),
);
const refused = any(
  anyOf('not si sio siyo no except isipokuwa sitaki hatutaki'),
  '(?:i )?(?:dont|do not) want',
  '(?:please )?(?:dont|do not) (?:put|book|schedule|give) (?:me|us|him|her)',
  '[um]si(?:ni|tu)(?:wek|pang|pe|pat|book|andik|chagu)[a-z]*(?: (?:miadi|nafasi|appointment))?',
  'any ?(?:day|time) (?:but|except for|except|apart from|besides)',
  'siku yoyote (?:ila|isipokuwa|kasoro)',
);
const lead = any(
  anyOf(
    'no hapana la sorry samahani pole unfortunately sadly but lakini ok okay actually mimi me ah oh aki jameni please tafadhali',
  ),
  ...['kwa (?:kweli|bahati mbaya|upande wangu)', 'kusema kweli', 'i think', 'nadhani', 'by the way'],
);
const preposition = any(anyOf('on at in for the this any siku ya za hiyo hio during'), 'wakati wa');
const tail = any(
  anyOf(
    'please pls tafadhali sorry samahani me mimi us kwangu kabisa bana jameni too pia unfortunately though',
  ),
  ...['for (?:me|us)', 'at all', 'to come', come],
);
const reason = `${any('because', 'coz', 'cause', 'since', 'as', 'sababu', 'kwa sababu', 'juu')} .*`;

const before = new RegExp(
  `^(?:.*\\b(?:but|lakini) )?(?:${lead} )*${any(unable, absent, refused)}(?: ${preposition})*$`,
);
const behind = new RegExp(
  `^(?:${any(anyOf('but lakini mimi me huwa'), 'siku hiyo', 'that day')} )*${any(unable, absent, unsuitable, anyOf('no hapana nope'))}(?: ${tail})*(?: ${reason})?$`,
);
/** Before a time of which the words behind it tell. */
const plain = new RegExp(`^(?:${any(lead, preposition, 'and', 'so', 'na')}(?: |$))*$`);
const until = new RegExp(`^(?:${lead} )*${unable}(?: ${preposition})*$`);
const joining = /^(?:na|and|n|au|or|ama|wala|nor)$/;
/** Another wish, that it does suit, or a visit that there is. */
const wish =
  /\b(?:can|could|may|naweza|naeza|tunaweza|nataka|naomba|want|need|book|prefer|free|fine|ok|okay|works|sawa|poa|inafaa|better|yes|ndio|instead|but|lakini|so|basi|afadhali|labda|maybe|nitakuja|how about|what about|vipi|unless|tu|pekee|only|checkup|appointment|visit|miadi|kliniki|clinic|daktari|doctor|agreed)\b/;

/** The words between two claims: up to the first comma, and behind the last; the same where there is none. */
type Gap = { head: string; end: string; broken: boolean };

/** The claims that are denied outright. A question denies none. */
export function deniedOutright(line: Line, claims: readonly Claim[]): ReadonlySet<Claim> {
  const denied = new Set<Claim>();
  if (line.asks) return denied;
  const gaps = [...claims, null].map((_, at) => gapBefore(line, claims, at));
  const backwards: boolean[] = [];
  claims.forEach((claim, at) => {
    const [gap, next] = [gaps[at], gaps[at + 1]];
    if (!gap || !next) return;
    // "Monday I can't, Tuesday" and "Monday I can't Tuesday": what is said of the one is not said of the other.
    const taken = at > 0 && !gap.broken && behind.test(gap.end);
    const words = taken ? '' : gap.end;
    const told = plain.test(words) && behind.test(next.head);
    // What is wished behind it is another time, where one comes.
    const wished = (next.broken || at === claims.length - 1) && wish.test(next.head);
    const ahead = before.test(words) && !wished && wordAt(line, claim.first) !== 'later';
    const former = claims[at - 1];
    const follows = former && denied.has(former) && goesOn(gaps, at) && !wish.test(next.head);
    if (deniesWithin(line, claim) || (!isDivided(line, claim) && (told || ahead || follows)))
      denied.add(claim);
    backwards[at] = told;
  });
  // "Monday and Tuesday I can't".
  for (let at = claims.length - 1; at > 0; at -= 1) {
    const [one, gap] = [claims[at - 1], gaps[at]];
    if (!one || !gap || !backwards[at] || gap.broken || !joining.test(gap.end)) continue;
    if (!plain.test(gaps[at - 1]?.end ?? 'x') && !joining.test(gaps[at - 1]?.end ?? 'x')) continue;
    denied.add(one);
    backwards[at - 1] = true;
  }
  return denied;
}

/** "Monday or Tuesday"; "Monday Tuesday", where "and Wednesday" comes. "Not Monday Tuesday" is that Tuesday. */
function goesOn(gaps: readonly Gap[], at: number): boolean {
  for (let next = at; next < gaps.length; next += 1) {
    const gap = gaps[next];
    if (!gap || gap.broken) return false;
    if (joining.test(gap.end)) return true;
    if (gap.end !== '') return false;
  }
  return false;
}

/** "At work until 4" leaves what comes after, "can't before 10" too; null where nothing like it is said. */
export function turned(line: Line, claims: readonly Claim[], at: number): Placed<WindowPiece> | null {
  const claim = claims[at];
  if (!claim || line.asks) return null;
  if (deniesWithin(line, claim) && claim.day && claim.part && !claim.time) return besides(claim.part);
  const { time } = claim;
  if (time?.kind !== 'window' || (time.from !== null && time.to !== null)) return null;
  const others = [claim.day, claim.span, claim.part].flatMap((piece) =>
    piece && piece.last < time.first ? [piece.last + 1] : [],
  );
  const start = Math.max(at > 0 ? (claims[at - 1]?.last ?? 0) + 1 : 0, ...others);
  const told =
    plain.test(gapBefore(line, claims, at).end) && behind.test(gapBefore(line, claims, at + 1).head);
  return told || isLeft(line, start, time.first - 1) ? { ...time, from: time.to, to: time.from } : null;
}

/** Whether these words say that somebody is kept until, or cannot before: "I'm at work". */
export function isLeft(line: Line, first: number, last: number): boolean {
  return until.test(wordsOf(line, first, last).end);
}

/** What is left of a day without its morning, or before its evening. */
export function besides({ part, first, last }: Placed<PartPiece>): Placed<WindowPiece> {
  const clock = (minutes: number): Clock => {
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
    return { hour, minute, system: 'fixed', swahili: false, part: null };
  };
  const early = part.start < NOON;
  return {
    kind: 'window',
    from: early ? clock(part.end) : null,
    to: early ? null : clock(part.start),
    first,
    last,
  };
}
const NOON = 12 * 60;

function gapBefore(line: Line, claims: readonly Claim[], at: number): Gap {
  const [previous, next] = [claims[at - 1], claims[at]];
  return wordsOf(line, previous ? previous.last + 1 : 0, next ? next.first - 1 : line.words.length - 1);
}

function wordsOf(line: Line, first: number, last: number): Gap {
  const parts: string[][] = [[]];
  for (let at = first; at <= last + 1; at += 1) {
    if (at > 0 && at < line.words.length && isBroken(line, at)) parts.push([]);
    if (at <= last) parts.at(-1)?.push(wordAt(line, at));
  }
  const joined = (words: readonly string[] | undefined) => (words ?? []).join(' ');
  return { head: joined(parts[0]), end: joined(parts.at(-1)), broken: parts.length > 1 };
}

/** "Kesho siwezi asubuhi": between the day and its part. */
function deniesWithin(line: Line, { first, last, day, span, time, part }: Claim): boolean {
  const pieces = [day, span, time, part].filter((piece) => piece !== null);
  const words: string[] = [];
  let behindThem: readonly (typeof pieces)[number][] = pieces;
  for (let at = first; at <= last; at += 1) {
    if (pieces.some((piece) => piece.first <= at && at <= piece.last)) continue;
    words.push(wordAt(line, at));
    behindThem = pieces.filter((piece) => piece.first > at);
  }
  return behindThem.every(({ kind }) => kind !== 'day' && kind !== 'span') && before.test(words.join(' '));
}

/** "Wednesday, next week": by a comma, it may be two. */
function isDivided(line: Line, { first, last }: Claim): boolean {
  for (let at = first + 1; at <= last; at += 1) if (isBroken(line, at)) return true;
  return false;
}
