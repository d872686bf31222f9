import type { Line, Placed } from './pieces.ts';
import { isBroken, wordAt } from './pieces.ts';

/** A part of the day alone is a wish only where something around says so: not in "natapika sana asubuhi". */

const wishWords = new Set(
  (
    'kuja nije tuje aje waje niletee come coming nafasi naweza tunaweza nataka naomba book booking appointment appt miadi slot iwe ' +
    'better works prefer preferably ni sawa inafaa inanifaa free open opening wazi mnafungua kupata nipate available space something ' +
    'anything kumleta nimlete bring reserve schedule huru niwekee nitakuja see seen switch'
  ).split(' '),
);
const timed = new Set<Placed['kind']>(['day', 'clock', 'part', 'window', 'span']);
const NEAR = 2;

/** The pieces without the parts of the day that are only told of. */
export function withoutIdleParts(line: Line, pieces: readonly Placed[]): Placed[] {
  return pieces.filter((piece, at) => {
    if (piece.kind !== 'part') return true;
    if (isHabit(line, piece)) return isWished(line, piece);
    if (piece.said === 'surely') return true;
    if (line.asked === 'day' || line.asked === 'slot' || line.words.length <= 3) return true;
    const [before, after] = [pieces[at - 1], pieces[at + 1]];
    if (before?.kind === 'link' && before.link !== 'and' && piece.first - before.last <= 2) return true;
    if (isNear(line, before, piece) || isNear(line, piece, after)) return true;
    return wordAt(line, piece.first) !== 'at' && isWished(line, piece);
  });
}

/** "I feel dizzy in the mornings". */
function isHabit(line: Line, piece: Placed): boolean {
  return wordAt(line, piece.first) === 'in' && /s$/.test(wordAt(line, piece.last));
}

function isNear(line: Line, one: Placed | undefined, two: Placed | undefined): boolean {
  if (!one || !two || two.first - one.last - 1 > NEAR) return false;
  if (!timed.has(one.kind) || !timed.has(two.kind)) return false;
  for (let at = one.last + 1; at <= two.first; at += 1) if (line.words[at]?.stopped) return false;
  return true;
}

/** "naweza kuja asubuhi?", "evening is better". */
function isWished(line: Line, piece: Placed): boolean {
  for (let at = piece.first - 1; at >= piece.first - 6 && at >= 0 && !isBroken(line, at + 1); at -= 1) {
    if (wishWords.has(wordAt(line, at))) return true;
  }
  for (let at = piece.last + 1; at <= piece.last + 3 && !isBroken(line, at); at += 1) {
    if (wishWords.has(wordAt(line, at))) return true;
  }
  return false;
}
