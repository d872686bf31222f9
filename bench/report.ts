import { spreadOf } from './statistics.ts';

/** A row of the table: what was measured, once a pair, and what it must be. */
export type Figure = {
  part: string;
  what: string;
  values: readonly number[];
  unit?: string;
  /** None: told, and not judged. */
  bound?: { atLeast: number } | { atMost: number };
};

/** The bound holds for the median: what one pair gives depends on what else the machine does. */
export function isMet({ values, bound }: Figure): boolean | null {
  if (bound === undefined) return null;
  const { median } = spreadOf(values);
  return 'atLeast' in bound ? median >= bound.atLeast : median <= bound.atMost;
}

export function markdownOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { median, least, most, count } = spreadOf(figure.values);
    const range = count > 1 ? `${number(least)} – ${number(most)} (${count})` : '';
    const met = isMet(figure);
    const verdict = met === null ? '' : met ? 'met' : '**not met**';
    const unit = figure.unit === undefined ? '' : ` ${figure.unit}`;
    return `| ${figure.part} | ${figure.what} | ${number(median)}${unit} | ${range} | ${boundOf(figure)} | ${verdict} |`;
  });
  return ['| part | what | median | range (pairs) | bound | |', '|---|---|---:|---|---|---|', ...rows].join(
    '\n',
  );
}

function boundOf({ bound }: Figure): string {
  if (bound === undefined) return '';
  return 'atLeast' in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}`;
}

function number(value: number): string {
  if (Number.isNaN(value)) return '–';
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
