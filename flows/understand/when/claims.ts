import type {
  ClockPiece,
  DayPiece,
  InstantPiece,
  Line,
  Link,
  PartPiece,
  Piece,
  Placed,
  SpanPiece,
  WindowPiece,
} from './pieces.ts';
import { isBroken } from './pieces.ts';
import { readingsOf } from './readings.ts';
import { isBeside, isTight } from './scan.ts';

/**
 * A message may speak of several times: the old one and the new one, one or the other. A claim is one of them, with all that was
 * said of it.
 */
export type Claim = {
  /** old: given up ("instead of Monday") · new: asked for by "to", "iwe" · past: "since Sunday". */
  role: 'plain' | 'new' | 'old' | 'past';
  /** "or" stands between this claim and the one before. */
  or: boolean;
  day: Placed<DayPiece> | null;
  span: Placed<SpanPiece> | null;
  time: Placed<ClockPiece> | Placed<WindowPiece> | null;
  part: Placed<PartPiece> | null;
  instant: Placed<InstantPiece> | null;
  impossible: boolean;
  first: number;
  last: number;
};

type Said = Extract<
  Placed,
  { kind: 'day' | 'span' | 'clock' | 'window' | 'part' | 'instant' | 'impossible' }
>;

const roleOf = (line: Line, link: Link): Claim['role'] | null => {
  if (link === 'not' || link === 'instead') return 'old';
  if (link === 'since') return 'past';
  if (link === 'become') return 'new';
  if (!line.moves) return null;
  return link === 'to' ? 'new' : link === 'from' ? 'old' : null;
};

const isJoined = (link: Link | null) => link === 'or' || link === 'and';

/** The pieces, put to the claims that they belong to. */
export function claimsOf(line: Line, pieces: readonly Placed[]): Claim[] {
  const claims: Claim[] = [];
  // "Not Monday or Tuesday" denies both.
  let denied: Claim | null = null;
  pieces.forEach((piece, at) => {
    if (piece.kind === 'link' || piece.kind === 'idle') return;
    const before = pieces[at - 1];
    const link = before?.kind === 'link' && isBeside(line, before, piece) ? before.link : null;
    const current = claims.at(-1);
    const goesOn = piece.kind === 'day' && denied !== null && current === denied && isJoined(link);
    const role = goesOn ? 'old' : link ? roleOf(line, link) : null;
    const or = current !== undefined && !role && isAlternative(line, pieces, at, current);
    const open = role || or ? undefined : openClaim(line, claims, piece);
    if (open) extend(open, piece);
    else claims.push(begin(piece, role ?? 'plain', or));
    if (link === 'not' || goesOn) denied = claims.at(-1) ?? null;
  });
  return claims;
}

/** "Monday or Tuesday", "Monday and Tuesday", "Monday, Tuesday". */
function isAlternative(line: Line, pieces: readonly Placed[], at: number, current: Claim): boolean {
  const piece = pieces[at];
  const before = pieces[at - 1];
  if (!piece || !before || current.role === 'old' || current.role === 'past') return false;
  if (before.kind === 'link' && before.link === 'or') return true;
  const joined = before.kind === 'link' && before.link === 'and' ? pieces[at - 2] : before;
  if (joined?.kind !== 'day' || piece.kind !== 'day' || line.moves) return false;
  if (before !== joined)
    return isBeside(line, joined, before) && isBeside(line, before, piece) && !sameDay(joined, piece);
  return piece.first === before.last + 1 && isBroken(line, piece.first) && !sameDay(joined, piece);
}

function begin(piece: Said, role: Claim['role'], or: boolean): Claim {
  const claim: Claim = {
    ...{ role, or, day: null, span: null, time: null, part: null, instant: null, impossible: false },
    ...{ first: piece.first, last: piece.last },
  };
  extend(claim, piece);
  return claim;
}

/** The claim that a piece goes on with: the latest one that lacks it. */
function openClaim(line: Line, claims: readonly Claim[], piece: Said): Claim | undefined {
  const last = claims.at(-1);
  if (!last) return undefined;
  const given = last.role === 'old' || last.role === 'past';
  if (given) {
    const end: Placed<Piece> = { kind: 'impossible', first: last.first, last: last.last };
    if (isTight(line, end, piece) && takes(last, piece)) return last;
    return claims
      .slice(-3)
      .findLast((claim) => claim.role !== 'old' && claim.role !== 'past' && takes(claim, piece));
  }
  return takes(last, piece) ? last : undefined;
}

function takes(claim: Claim, piece: Said): boolean {
  if (piece.kind === 'impossible' || piece.kind === 'instant' || claim.instant) return false;
  if (piece.kind === 'day') {
    if (claim.day) return sameDay(claim.day, piece);
    return !claim.span || takesDay(claim.span, piece);
  }
  if (piece.kind === 'span') return !claim.span && (!claim.day || takesDay(piece, claim.day));
  if (piece.kind === 'part') return !claim.part || claim.part.part === piece.part;
  if (!claim.time) return true;
  return narrowed(claim, piece) !== null;
}

const takesDay = (span: SpanPiece, day: DayPiece) =>
  (span.unit === 'month' && day.dayOfMonth !== null) || (span.unit !== 'month' && day.weekday !== null);

/** "jumanne tarehe 20" is one day, and so is "leo ijumaa" on a Friday. */
function sameDay(one: DayPiece, two: DayPiece): boolean {
  if (one.days.some((day) => two.days.some((other) => day.equals(other)))) return true;
  const [weekday, date] = one.weekday !== null ? [one, two] : [two, one];
  return weekday.weekday !== null && date.weekday === null && date.days[0]?.dayOfWeek === weekday.weekday;
}

/** "saa kumi, like 4pm": what both of them can mean. */
function narrowed(claim: Claim, piece: Said): Placed<ClockPiece> | null {
  if (piece.kind !== 'clock' || claim.time?.kind !== 'clock') return null;
  const said = readingsOf(claim.time.clock, claim.time.clock.part ?? claim.part?.part ?? null);
  const both = readingsOf(piece.clock, piece.clock.part).filter((reading) => said.includes(reading));
  const [one] = both;
  if (one === undefined) return null;
  if (both.length > 1) return { ...claim.time, last: piece.last };
  const clock = {
    hour: Math.floor(one / 60),
    minute: one % 60,
    system: 'fixed',
    swahili: false,
    part: null,
  } as const;
  return { kind: 'clock', clock, first: claim.time.first, last: piece.last };
}

function extend(claim: Claim, piece: Said): void {
  const isIdlePart = piece.kind === 'part' && claim.part !== null;
  if (!isIdlePart) {
    claim.first = Math.min(claim.first, piece.first);
    claim.last = Math.max(claim.last, piece.last);
  }
  if (piece.kind === 'day') claim.day = claim.day ? nearer(claim.day, piece) : piece;
  else if (piece.kind === 'span') claim.span = piece;
  else if (piece.kind === 'part') claim.part ??= piece;
  else if (piece.kind === 'instant') claim.instant = piece;
  else if (piece.kind === 'impossible') claim.impossible = true;
  else claim.time = claim.time ? (narrowed(claim, piece) ?? claim.time) : piece;
}

/** A weekday with a date is the date; otherwise what both can mean. */
function nearer(one: Placed<DayPiece>, two: Placed<DayPiece>): Placed<DayPiece> {
  const days = one.days.filter((day) => two.days.some((other) => day.equals(other)));
  if (days.length > 0) return { ...one, days, weekday: one.weekday ?? two.weekday };
  return one.weekday === null ? one : two;
}
