import type { Bench } from '../bench.ts';
import { fillClinic } from '../lab/clinic.ts';
import { fillMessages } from '../lab/messages.ts';
import { type Cpu, connections, leadPeopleIn, openStage, type Stage } from '../lab/stage.ts';
import type { Figure } from '../report.ts';

export const warmUpMs = 2_000;
/** What is measured is a program that runs; just started, V8 compiles for some ten seconds, with half a core. */
export const runningAfterMs = 30_000;

/**
 * Turns a second through signed webhooks, each on disk before its 200, over rows a second of the same Postgres. A turn counts
 * as done when its reply has gone out: the clock stops when the outbox is empty, not when the last webhook was answered.
 */
export async function measureTurns(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const processes of [1, 2]) figures.push(...(await measureWith(bench, processes)));
  return figures;
}

export function peopleTemplate({ lab, extent }: Bench): Promise<string> {
  return lab.template(`people_${extent.people}`, async (database, url) => {
    await fillClinic(database, lab.vault, extent.people);
    // Postgres plans by what the tables hold: a clinic that has so many patients has heard from them before.
    await fillMessages(database, lab.vault, extent.people * 2);
    await leadPeopleIn(lab, { database, url, people: extent.people });
  });
}

type Pair = {
  yardstick: number;
  answered: number;
  whole: number;
  left: number;
  replies: number;
  p99: number;
  cpu: Cpu;
};

async function measureWith(bench: Bench, processes: number): Promise<Figure[]> {
  const { lab, extent, tell } = bench;
  await using stage = await openStage(lab, { template: await peopleTemplate(bench), processes });
  const { load, origins } = stage;
  await load.ask('crowd', { origins, connections, first: 0, people: extent.people });
  await load.ask('write', { ms: runningAfterMs });
  await stage.drain();
  const pairs: Pair[] = [];
  for (let number = 1; number <= extent.pairs; number++) {
    const ms = extent.seconds * 1_000;
    const { rowsPerSecond } = await load.ask('yardstick', { url: lab.yardstickUrl, ms });
    const pair = { yardstick: rowsPerSecond, ...(await writeFor(stage, ms)) };
    pairs.push(pair);
    tell(`turns, ${inWords(processes)}, pair ${number}: ${describe(pair)}`);
  }
  await stage.check();
  return figuresOf(inWords(processes), pairs);
}

/** The crowd writes for so long; what came of it once every reply has gone out. */
export async function writeFor(stage: Stage, ms: number): Promise<Omit<Pair, 'yardstick'>> {
  const { load } = stage;
  await load.ask('write', { ms: warmUpMs });
  await stage.drain();
  const [before, { messages }] = [await stage.cpu(), await load.ask('taken', {})];
  const began = performance.now();
  const written = await load.ask('write', { ms });
  const { left } = await stage.drain();
  const wholeMs = performance.now() - began;
  if (written.failed > 0) throw new Error(`${written.failed} webhooks were not answered 200`);
  const [after, taken] = [await stage.cpu(), await load.ask('taken', {})];
  const each = (of: keyof Cpu) => ((after[of] - before[of]) * 1_000) / written.turns;
  return {
    answered: (written.turns / written.ms) * 1_000,
    whole: (written.turns / wholeMs) * 1_000,
    left,
    replies: (taken.messages - messages) / written.turns,
    p99: written.p99,
    cpu: { product: each('product'), postgres: each('postgres'), load: each('load') },
  };
}

function figuresOf(who: string, pairs: readonly Pair[]): Figure[] {
  const of = (what: string, value: (pair: Pair) => number, rest: Partial<Figure> = {}): Figure => {
    return { part: 'turns', what: `${who}: ${what}`, values: pairs.map(value), ...rest };
  };
  return [
    of('turns, their replies sent, ÷ rows', ({ whole, yardstick }) => whole / yardstick, {
      bound: { atLeast: 0.12 },
    }),
    of('turns answered ÷ rows', ({ answered, yardstick }) => answered / yardstick),
    of('rows a second', ({ yardstick }) => yardstick),
    of('turns a second, their replies sent', ({ whole }) => whole),
    of('replies sent for each turn', ({ replies }) => replies),
    of('replies still queued at the last answer', ({ left }) => left),
    of('99th percentile of answers', ({ p99 }) => p99, { unit: 'ms' }),
    of('processor a turn: product', ({ cpu }) => cpu.product, { unit: 'µs' }),
    of('processor a turn: Postgres', ({ cpu }) => cpu.postgres, { unit: 'µs' }),
    of('processor a turn: load and provider', ({ cpu }) => cpu.load, { unit: 'µs' }),
  ];
}

function describe({ yardstick, answered, whole, left, cpu }: Pair): string {
  const numbers = [yardstick, answered, whole, cpu.product, cpu.postgres, cpu.load].map(Math.round);
  const [rows, turns, sent, product, postgres, load] = numbers;
  return (
    `${rows} rows/s, ${turns} turns/s answered, ${sent} with replies sent (${left} were left), ` +
    `ratio ${(whole / yardstick).toFixed(3)}; µs a turn: product ${product}, Postgres ${postgres}, load ${load}`
  );
}

export function inWords(processes: number): string {
  return processes === 1 ? 'one process' : `${processes} processes`;
}
