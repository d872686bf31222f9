import { readClock } from './clock.ts';
import { readDate } from './dates.ts';
import { readPart } from './day-parts.ts';
import { readDay, readWeeksFrom } from './days.ts';
import { readIdle } from './idle.ts';
import { readLengthPiece } from './lengths.ts';
import { readLink } from './links.ts';
import type { Line, Piece, Placed, Recogniser } from './pieces.ts';
import { isBroken } from './pieces.ts';
import { readSpan } from './spans.ts';

/** In the order in which they are asked: what is no time comes first, and the longer way to say something before the shorter. */
const recognisers: readonly Recogniser[] = [
  readWeeksFrom,
  readIdle,
  readDate,
  readLengthPiece,
  readSpan,
  readDay,
  readPart,
  readClock,
  readLink,
];

/** The pieces of a line from left to right. Each recogniser looks a bounded number of words ahead, so the work is linear. */
export function scan(line: Line): Placed[] {
  const found: Placed[] = [];
  let at = 0;
  while (at < line.words.length) {
    const next = firstHeard(line, at);
    if (!next) {
      at += 1;
      continue;
    }
    const last = at + next.length - 1;
    for (const piece of next.pieces) found.push({ ...piece, first: at, last });
    at = last + 1;
  }
  return found;
}

function firstHeard(line: Line, at: number) {
  for (const recognise of recognisers) {
    const found = recognise(line, at);
    if (found && found.length > 0 && !runsOver(line, at, found.length)) return found;
  }
  return null;
}

/** A saying does not go on behind a full stop, and not behind the last word. */
function runsOver(line: Line, at: number, length: number): boolean {
  if (at + length > line.words.length) return true;
  for (let next = at + 1; next < at + length; next += 1) {
    if (line.words[next]?.stopped) return true;
  }
  return false;
}

const fillers = new Set([
  'on',
  'at',
  'the',
  'ya',
  'kwa',
  'siku',
  'of',
  'za',
  'is',
  'ni',
  'come',
  'kuja',
  'a',
]);

/** Whether two pieces stand side by side, a little word between them aside. */
export function isBeside(line: Line, before: Placed<Piece>, after: Placed<Piece>): boolean {
  const gap = after.first - before.last - 1;
  if (gap <= 0) return true;
  line.steps += 1;
  return gap === 1 && fillers.has(line.words[before.last + 1]?.word ?? '');
}

/** Side by side, and without a comma or a full stop. */
export function isTight(line: Line, before: Placed<Piece>, after: Placed<Piece>): boolean {
  return isBeside(line, before, after) && (after.first <= before.first || !isBroken(line, after.first));
}
