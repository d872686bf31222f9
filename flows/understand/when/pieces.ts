import type { Asked } from '../reading.ts';

/** What the readers of this folder pass to one another: a line of words, and the pieces of time that are found in it. */

/** One word of the message; `token` is where it came from, for a word may be half a token ("saa3", "2-4pm"). */
export type Word = { word: string; token: number; broken: boolean; stopped: boolean; dashed: boolean };

export type Line = {
  readonly words: readonly Word[];
  readonly now: Temporal.PlainDateTime;
  readonly today: Temporal.PlainDate;
  readonly asked: Asked | null;
  /** Somebody says that a visit is to be moved: then "from Monday to Tuesday" is no range. */
  readonly moves: boolean;
  /** It ends with a question mark. */
  readonly asks: boolean;
  /** Somebody will be late: then "an hour" is how late. */
  readonly late: boolean;
  /** How often a word was looked at: what the tests hold to be linear. */
  steps: number;
};

/** An hour as it was said. Minutes may be fewer than none ("kasorobo"). */
export type Clock = {
  hour: number;
  minute: number;
  /** `fixed`: one time of day. `bare`: a number of which nothing yet says that it is a time. */
  system: 'fixed' | 'western' | 'swahili' | 'bare';
  /** Written in Swahili words or after "saa". */
  swahili: boolean;
  part: Part | null;
};

/** A part of the day in minutes; `fits` is how far people stretch it where an hour is said with it. */
export type Part = { start: number; end: number; fits: readonly [number, number]; swahili: boolean };

export type DayPiece = {
  kind: 'day';
  days: readonly Temporal.PlainDate[];
  /** 1 is Monday; only where a weekday was said. */
  weekday: number | null;
  /** Only where no month was said with it. */
  dayOfMonth: number | null;
};
export type SpanPiece = {
  kind: 'span';
  spans: readonly { from: Temporal.PlainDate; to: Temporal.PlainDate }[];
  unit: 'week' | 'weekend' | 'month' | 'days';
};
export type ClockPiece = { kind: 'clock'; clock: Clock };
/** From one hour to another; null is the day's own end. */
export type WindowPiece = { kind: 'window'; from: Clock | null; to: Clock | null };
export type PartPiece = { kind: 'part'; part: Part; any: boolean; said: 'plain' | 'surely' };
/** So many minutes from now. */
export type InstantPiece = { kind: 'instant'; minutes: number };
export type Link =
  | 'or'
  | 'and'
  | 'between'
  | 'from'
  | 'to'
  | 'become'
  | 'after'
  | 'before'
  | 'not'
  | 'instead'
  | 'since';
export type LinkPiece = { kind: 'link'; link: Link };
/** Read, and no wish for a time: how long, how old, how much, a greeting, the past. */
export type IdlePiece = { kind: 'idle'; past: boolean };
export type ImpossiblePiece = { kind: 'impossible' };

export type Piece =
  | DayPiece
  | SpanPiece
  | ClockPiece
  | WindowPiece
  | PartPiece
  | InstantPiece
  | LinkPiece
  | IdlePiece
  | ImpossiblePiece;

/** A piece, and its first and last word in the line. */
export type Placed<Kind extends Piece = Piece> = Kind & { first: number; last: number };

/** What a small reader found at a word: how many words it took, and what they say. */
export type Heard = { length: number; pieces: readonly Piece[] };
export type Recogniser = (line: Line, at: number) => Heard | null;

export function wordAt(line: Line, at: number): string {
  line.steps += 1;
  return line.words[at]?.word ?? '';
}

/** Whether a comma, a full stop or the like stands before this word. */
export const isBroken = (line: Line, at: number) => line.words[at]?.broken ?? true;

export const heard = (length: number, ...pieces: readonly Piece[]): Heard => ({ length, pieces });
