import type { Asked } from '../reading.ts';
import type { Token } from '../tokens.ts';
import { nameOf } from './names.ts';
import type { Line } from './pieces.ts';

const moving =
  'hamish badili sogez sogea ahirish sukum reschedul resched reshed rescedul postpon shift move moving push change switch swap'.split(
    ' ',
  );
const lateness = 'late delayed behind stuck chelew kwama'.split(' ');
const anotherTime = new Set([
  ...[
    'another day',
    'another time',
    'another date',
    'new date',
    'new day',
    'new time',
    'other day',
    'different day',
    'different time',
  ],
  ...['siku nyingine', 'siku ingine', 'muda mwingine', 'wakati mwingine', 'tarehe nyingine'],
]);
const rangeWords = new Set(['saa', 'between', 'btwn', 'btw', 'from', 'ya', 'kati', 'around', 'kutoka']);

/** The words of a message as this folder reads them. */
export function lineOf(
  text: string,
  tokens: readonly Token[],
  scene: { now: string; asked: Asked | null },
): Line {
  const words = tokens.flatMap((token, index) => {
    const before = tokens[index - 1];
    const gap = before ? text.slice(before.end, token.start) : '\n';
    return split(token.word, before?.word ?? '', tokens[index + 1]?.word ?? '').map((word, part) => ({
      ...{ word, token: index },
      broken: part === 0 && /[,.;!?\n()]/.test(gap),
      // "a.m." and "2. Nov" go on.
      stopped: part === 0 && (/[;!?\n]/.test(gap) || /\.\s/.test(gap)),
      dashed: part === 0 ? /^\s{0,3}[-–—]\s{0,3}$/.test(gap.slice(0, 8)) : token.word.includes('-'),
    }));
  });
  const now = Temporal.PlainDateTime.from(scene.now).round({ smallestUnit: 'minute', roundingMode: 'floor' });
  return {
    ...{ words, now, today: now.toPlainDate(), asked: scene.asked, steps: words.length },
    moves: words.some(
      ({ word }, at) =>
        (!word.startsWith('remov') && moving.some((stem) => word.includes(stem))) ||
        /^(?!ms).{0,6}song(a|e)/.test(word) ||
        anotherTime.has(`${word} ${words[at + 1]?.word}`),
    ),
    asks: /[?？]\s*$/.test(text.slice(-20)),
    late: words.some(({ word }) => lateness.some((stem) => word.includes(stem))),
  };
}

/** "saa3" is two words, and so are "9-11am", "saa 2-4" and "2-4 tomorrow"; "15-11" is a date. */
function split(word: string, before: string, after: string): readonly string[] {
  if (word.length > 24) return [word];
  const glued = /^(saa|tarehe|trh)(\d.*)$/.exec(word);
  if (glued) return [glued[1] ?? '', ...split(glued[2] ?? '', glued[1] ?? '', after)];
  const ends = word.split('-');
  if (ends.length !== 2) return [word];
  const isHours = rangeWords.has(before) || /[:.apm]/.test(word);
  const isOfDay = [before, after].some(isRelativeDay) && ends.every((end) => Number(end) <= 12);
  return isHours || isOfDay ? ends : [word];
}

const isRelativeDay = (word: string) => ['offset', 'part', 'tonight'].includes(nameOf(word)?.is ?? '');
