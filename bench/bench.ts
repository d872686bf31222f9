import type { Lab } from './lab/lab.ts';
import type { Figure } from './report.ts';

/** How much is measured. The defaults are what the bounds are judged by; less of it is for a try. */
export type Extent = {
  /** Of yardstick and measurement, one after the other. */
  pairs: number;
  /** Of each measurement. */
  seconds: number;
  /** Who writes to the clinic. */
  people: number;
  races: number;
  /** The folder of another checkout, its packages installed: what `compare` compares this one with. */
  other?: string;
};

export type Bench = {
  lab: Lab;
  extent: Extent;
  /** Says what is going on. */
  tell(line: string): void;
};

/** A part of the bench: measures, and throws where what was measured counts for nothing. */
export type Part = (bench: Bench) => Promise<Figure[]>;
