import type { Count, Score } from './corpus.ts';

/** The score in words. The rows that failed are told of the open part alone. */

export function reportScore(title: string, { rows, right, counts }: Score): string[] {
  return [
    `${title}: ${right} of ${rows} rows right, ${percent(right, rows)}`,
    `  ${'language, kind'.padEnd(26)}${'rows'.padStart(6)}${'precision'.padStart(11)}${'recall'.padStart(9)}`,
    ...[...counts]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([of, { right: found, missed, extra }]) => {
        const precision = percent(found, found + extra);
        const recall = percent(found, found + missed);
        return `  ${of.padEnd(26)}${String(found + missed).padStart(6)}${precision.padStart(11)}${recall.padStart(9)}`;
      }),
  ];
}

export function reportFailing({ scored }: Score): string[] {
  return scored
    .filter(({ wrong }) => wrong.length > 0)
    .flatMap(({ row, got, wrong }) => {
      const { text: _, language: __, ...found } = got;
      const where = row.asked ? ` (asked ${row.asked})` : '';
      return [
        `  ${row.language}:${row.line} ${wrong.join(', ')}${where}  ${JSON.stringify(row.text)}`,
        `    expected ${JSON.stringify(row.expected)}`,
        `    got      ${JSON.stringify(found)}`,
      ];
    });
}

/** Rows of this intent that were missed, and those that were taken for it. */
export function countOf({ counts }: Score, intent: string): Count {
  const found = [...counts].filter(([of]) => of.split(' ')[1] === intent).map(([, one]) => one);
  const sum = (key: keyof Count) => found.reduce((all, one) => all + one[key], 0);
  return { right: sum('right'), missed: sum('missed'), extra: sum('extra') };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
