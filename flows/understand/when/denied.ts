import type { Claim } from './claims.ts';
import {
  anywhere,
  before,
  behind,
  elsewhere,
  excepting,
  joining,
  parting,
  plain,
  refusing,
  until,
  wish,
  within,
} from './denials.ts';
import type { Clock, Line, PartPiece, Placed, WindowPiece } from './pieces.ts';
import { isBroken, wordAt } from './pieces.ts';

/**
 * Times of which it is said outright that they do not suit: "siwezi kesho", "in the morning I am at work", "Monday no". All that stands beside them must
 * say so and nothing else, for who wants tomorrow ("siko kazini kesho", "I can't chew, tomorrow please") must not be shown all but tomorrow.
 */

const led = new Set(['in', 'at', 'on', 'during']);

/** The words between two claims: up to the first comma, and behind the last; the same where there is none. */
type Gap = { head: string; end: string; broken: boolean };

/** Whether anything may be denied in it; a question denies nothing. */
export function maybeDenies(line: Line): boolean {
  return !line.asks && anywhere.test(line.words.map(({ word }) => word).join(' '));
}

/** The claims that are denied outright. */
export function deniedOutright(line: Line, claims: readonly Claim[]): ReadonlySet<Claim> {
  const denied = new Set<Claim>();
  const gaps = [...claims, null].map((_, at) => gapBefore(line, claims, at));
  const backwards: boolean[] = [];
  let excepted = false;
  claims.forEach((claim, at) => {
    const [gap, next] = [gaps[at], gaps[at + 1]];
    if (!gap || !next) return;
    // "Monday I can't, Tuesday" and "Monday I can't Tuesday": what is said of the one is not said of the other.
    const taken = at > 0 && !gap.broken && backwards[at - 1] === true;
    const words = taken ? '' : gap.end;
    const told = plain.test(words) && behind.test(next.head) && !isOfNext(line, next, claims[at + 1]);
    // What is wished behind it is another time, where one comes.
    const wished = (next.broken || at === claims.length - 1) && wish.test(next.head);
    const none = claim.part?.any === true && /^(?:no|hakuna)$/.test(words);
    const parted = claim.time?.kind === 'clock' && claim.time.clock.part !== null && refusing.test(words);
    const open = wished || parted || wordAt(line, claim.first) === 'later';
    const ahead = (none || before.test(words)) && !open;
    if (denied.size > 0 && excepting.test(gap.end)) excepted = true;
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
  // "I'm busy this week except Friday" asks for that day.
  return excepted ? new Set() : denied;
}

/** What stands between two times is said of the second: "evening I'm at work in the morning". */
function isOfNext(line: Line, { head, broken }: Gap, next: Claim | undefined): boolean {
  return next !== undefined && !broken && led.has(wordAt(line, next.first)) && elsewhere.test(head);
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
  if (!claim) return null;
  if (deniesWithin(line, claim) && claim.day && claim.part && !claim.time) return besides(claim.part);
  const { time } = claim;
  if (time?.kind !== 'window' || (time.from !== null && time.to !== null)) return null;
  const others = [claim.day, claim.span, claim.part].flatMap((piece) =>
    piece && piece.last < time.first ? [piece.last + 1] : [],
  );
  const start = Math.max(at > 0 ? (claims[at - 1]?.last ?? 0) + 1 : 0, ...others);
  const told =
    plain.test(gapBefore(line, claims, at).end) && behind.test(gapBefore(line, claims, at + 1).head);
  const ahead = !isDivided(line, claim) && until.test(gapBefore(line, claims, at).end);
  return told || ahead || isLeft(line, start, time.first - 1)
    ? { ...time, from: time.to, to: time.from }
    : null;
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
function deniesWithin(line: Line, { first, day, time, part }: Claim): boolean {
  const rest = [time, part].filter((piece) => piece !== null);
  const [start] = rest.map((piece) => piece.first).sort((one, two) => one - two);
  if (!day || day.first !== first || start === undefined || start <= day.last) return false;
  return before.test(wordsOf(line, day.last + 1, start - 1).end);
}

/** "Wednesday, next week", "at work tomorrow so evening": by a comma, or by what is said between its pieces, it may be two. */
function isDivided(line: Line, { first, last, day, span, time, part }: Claim): boolean {
  const pieces = [day, span, time, part].filter((piece) => piece !== null);
  const words: string[] = [];
  for (let at = first; at <= last; at += 1) {
    if (at > first && isBroken(line, at)) return true;
    words.push(pieces.some((piece) => piece.first <= at && at <= piece.last) ? '' : wordAt(line, at));
  }
  const between = words.join(' ').replace(/ {2,}/g, ' ').trim();
  return !within.test(between) || parting.test(wordsOf(line, first, last).end);
}
