import type { Reading, Scene } from '../reading.ts';
import type { Token } from '../tokens.ts';
import { tokenize, wordsOf } from '../tokens.ts';
import { answer } from './answer.ts';
import { chosen } from './choose.ts';
import { type Claim, claimsOf } from './claims.ts';
import { withoutIdleParts } from './idle-parts.ts';
import { lineOf } from './line.ts';
import type { Line } from './pieces.ts';
import { attachParts, joinRanges, keepHours } from './ranges.ts';
import { scan } from './scan.ts';

/** What a message says of time: reading.ts. */
export type Times = Pick<Reading, 'when' | 'unfit' | 'fits' | 'tentative'>;

/**
 * The time that a message asks for, in English, Swahili or both: `scan` finds the pieces, `ranges` puts together what belongs
 * together, `claims` sorts old from new and one from the other, `choose` takes what is asked for, `answer` reckons the local times.
 */
export function readWhen(text: string, tokens: readonly Token[], scene: Pick<Scene, 'now' | 'asked'>): Times {
  return read(text, tokens, lineOf(text, tokens, scene));
}

/** How often a word is looked at to read a text: what is held to grow no faster than its length. */
export function countSteps(text: string): number {
  const tokens = tokenize(text);
  const line = lineOf(text, tokens, { now: '2026-10-07T20:18', asked: 'day' });
  read(text, tokens, line);
  return line.steps;
}

function read(text: string, tokens: readonly Token[], line: Line): Times {
  const scanned = scan(line);
  const meant = withoutIdleParts(line, scanned);
  const pieces = joinRanges(line, attachParts(line, keepHours(line, meant)));
  const { asked, unfit, fits, tentative } = chosen(line, claimsOf(line, pieces));
  const reckon = (claims: readonly Claim[]) => {
    const first = line.words[Math.min(...claims.map((claim) => claim.first))]?.token ?? 0;
    const last = line.words[Math.max(...claims.map((claim) => claim.last))]?.token ?? 0;
    return answer(line, claims, wordsOf(text, tokens, first, last));
  };
  return {
    when: reckon(asked),
    unfit: reckon(unfit),
    fits,
    tentative: tentative || meant.length < scanned.length,
  };
}
