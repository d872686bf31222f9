import { isLeft } from './denied.ts';
import type { Clock, ClockPiece, DayPiece, Line, LinkPiece, PartPiece, Piece, Placed } from './pieces.ts';
import { isBeside } from './scan.ts';

/** Pieces put together that belong together: an hour and its part, two hours with "hadi" between them, "after 3". */

type Pieces = readonly Placed[];

const isLink = (piece: Placed | undefined, ...links: readonly LinkPiece['link'][]): boolean =>
  piece?.kind === 'link' && links.includes(piece.link);

/** Bare numbers that nothing says to be hours are taken out; the others become hours. */
export function keepHours(line: Line, pieces: Pieces): Placed[] {
  const sure = pieces.map((piece) => piece.kind === 'clock' && piece.clock.system !== 'bare');
  const beside = (at: number, other: number) => {
    const [one, two] = [pieces[Math.min(at, other)], pieces[Math.max(at, other)]];
    return one !== undefined && two !== undefined && two.first - one.last <= 1;
  };
  const isAnchor = (at: number) => ['day', 'part'].includes(pieces[at]?.kind ?? '');
  pieces.forEach((piece, at) => {
    if (piece.kind !== 'clock' || sure[at]) return;
    const before = pieces[at - 1];
    const led = isLink(before, 'between', 'from', 'after', 'before', 'become') && beside(at, at - 1);
    const chained = isLink(before, 'to', 'and', 'or') && beside(at, at - 1);
    // "At work until 4", beside a list of times, and no more than that.
    const alone = line.asked === 'slot' && pieces.length === 2 && isLink(before, 'to') && beside(at, at - 1);
    const until = alone && before !== undefined && isLeft(line, 0, before.first - 1);
    const dashed = line.words[piece.first]?.dashed === true && sure[at - 1] === true;
    const anchored = (isAnchor(at - 1) && beside(at, at - 1)) || (isAnchor(at + 1) && beside(at, at + 1));
    const written = piece.clock.minute !== 0 && line.asked !== null && line.asked !== 'number';
    const moved = line.moves && isLink(before, 'to');
    sure[at] =
      led ||
      until ||
      dashed ||
      anchored ||
      written ||
      (chained && (sure[at - 2] === true || (moved && beside(at, at - 1))));
  });
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    if (pieces[at]?.kind !== 'clock' || sure[at]) continue;
    const linked = isLink(pieces[at + 1], 'to', 'or', 'and') && beside(at, at + 1) && sure[at + 2] === true;
    const dashed = sure[at + 1] === true && line.words[pieces[at + 1]?.first ?? -1]?.dashed === true;
    const offered = line.asked === 'slot' && isLink(pieces[at + 1], 'to') && pieces[at + 2]?.kind === 'clock';
    if (linked || dashed || offered) sure[at] = true;
    if (offered) sure[at + 2] = true;
  }
  return pieces.filter((piece, at) => piece.kind !== 'clock' || sure[at] === true);
}

/** "saa tatu asubuhi", "jioni saa kumi": the part goes to its hour. */
export function attachParts(line: Line, pieces: Pieces): Placed[] {
  const out: Placed[] = [];
  for (const piece of pieces) {
    const before = out.at(-1);
    if (
      piece.kind === 'part' &&
      before?.kind === 'clock' &&
      !before.clock.part &&
      isBeside(line, before, piece)
    ) {
      out.splice(-1, 1, withPart(before, piece, before.first, piece.last));
    } else if (
      piece.kind === 'clock' &&
      before?.kind === 'part' &&
      !before.any &&
      isBeside(line, before, piece)
    ) {
      out.splice(-1, 1, withPart(piece, before, before.first, piece.last));
    } else out.push(piece);
  }
  return out;
}

const withPart = (
  { clock }: ClockPiece,
  { part }: PartPiece,
  first: number,
  last: number,
): Placed<ClockPiece> => ({ kind: 'clock', clock: { ...clock, part }, first, last });

/** Ranges of hours and of days, each made one piece. */
export function joinRanges(line: Line, pieces: Pieces): Placed[] {
  const out: Placed[] = [];
  let at = 0;
  while (at < pieces.length) {
    const found = rangeAt(line, pieces, at);
    const first = pieces[at];
    if (!first) break;
    const last = pieces[at + (found?.taken ?? 1) - 1] ?? first;
    out.push(found ? { ...found.piece, first: first.first, last: last.last } : first);
    at += found?.taken ?? 1;
  }
  return out;
}

type Range = { taken: number; piece: Piece };

function rangeAt(line: Line, pieces: Pieces, at: number): Range | null {
  const first = pieces[at];
  if (!first) return null;
  const led = isLink(first, 'between', 'from');
  // In a move, what stands behind "from" is where it was.
  const moved = line.moves && (isLink(first, 'from') || isLink(pieces[at - 1], 'from'));
  const start = led ? at + 1 : at;
  const one = pieces[start];
  if (!one || (led && !isBeside(line, first, one))) return null;
  const two = secondOf(line, pieces, start, isLink(first, 'between'));
  if (two && !moved) {
    const joined = join(one, two.piece, line.moves && !led);
    if (joined) return { taken: two.at - at + 1, piece: joined };
  }
  if (moved || isLink(first, 'between')) return null;
  return oneSided(line, pieces, at);
}

/** What stands behind "to", "hadi", a dash, or the "and" of a "between". */
function secondOf(line: Line, pieces: Pieces, at: number, between: boolean) {
  const one = pieces[at];
  const link = pieces[at + 1];
  if (!one || !link) return null;
  if (line.words[link.first]?.dashed && isBeside(line, one, link)) return { at: at + 1, piece: link };
  const two = pieces[at + 2];
  const joins = isLink(link, 'to') || (between && isLink(link, 'and', 'or'));
  if (!two || !joins || !isBeside(line, one, link) || !isBeside(line, link, two)) return null;
  return { at: at + 2, piece: two };
}

function join(one: Placed, two: Placed, moves: boolean): Piece | null {
  if (one.kind === 'clock' && two.kind === 'clock') {
    return { kind: 'window', from: one.clock, to: { ...two.clock, part: two.clock.part } };
  }
  if (one.kind !== 'day' || two.kind !== 'day' || moves) return null;
  const from = one.days[0];
  const to = two.days.find((day) => from && Temporal.PlainDate.compare(day, from) > 0);
  return from && to ? { kind: 'span', unit: 'days', spans: [{ from, to: to.add({ days: 1 }) }] } : null;
}

/** "after 3", "kuanzia saa tisa", "before noon", "hadi saa kumi", "before Friday". */
function oneSided(line: Line, pieces: Pieces, at: number): Range | null {
  const link = pieces[at];
  const timed = pieces[at + 1];
  if (link?.kind !== 'link' || !timed || !isBeside(line, link, timed)) return null;
  const after = ['after', 'from'].includes(link.link);
  const before = link.link === 'before' || (link.link === 'to' && !line.moves);
  if (timed.kind === 'clock' && (after || before)) {
    return { taken: 2, piece: windowOf(timed.clock, after) };
  }
  if (timed.kind === 'day' && link.link !== 'from' && (after || link.link === 'before')) {
    return { taken: 2, piece: daysFrom(line, timed, after) };
  }
  return null;
}

const windowOf = (clock: Clock, after: boolean): Piece =>
  after ? { kind: 'window', from: clock, to: null } : { kind: 'window', from: null, to: clock };

/** "After Friday": the week behind it. "Before Friday": from today. */
function daysFrom(line: Line, { days }: DayPiece, after: boolean): Piece {
  const day = days[0] ?? line.today;
  const spans = after
    ? [{ from: day.add({ days: 1 }), to: day.add({ days: 8 }) }]
    : [{ from: line.today, to: day }];
  return { kind: 'span', unit: 'days', spans };
}
