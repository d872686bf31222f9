import { resolve } from 'node:path';
import type { Bench } from '../bench.ts';
import { cpuOf } from '../lab/cpu.ts';
import { startProduct } from '../lab/product.ts';
import { connections, openStage } from '../lab/stage.ts';
import type { Figure } from '../report.ts';
import { peopleTemplate, runningAfterMs, warmUpMs } from './turns.ts';

type Measured = { turns: number; product: number; postgres: number };

/**
 * This program and that of another checkout, in turns on one database: a machine's own speed changes by half within minutes,
 * so that what two runs of the bench say of two programs is mostly that. Each has patients of its own, half of all.
 */
export async function measureComparison(bench: Bench): Promise<Figure[]> {
  const { lab, extent, tell } = bench;
  const people = Math.floor(extent.people / 2);
  await using stage = await openStage(lab, { template: await peopleTemplate(bench), processes: 1 });
  const { load, products, database, providerUrl } = stage;
  const root = resolve(extent.other ?? '');
  await using started = new AsyncDisposableStack();
  const other = await startProduct(lab, { databaseUrl: database.url, providerUrl, root });
  started.defer(() => other.stop());
  const both = [...products, other].map((product, index) => ({ product, first: index * people }));
  type One = (typeof both)[number];

  async function write({ product, first }: One, ms: number): Promise<Measured> {
    await load.ask('crowd', { origins: [product.origin], connections, first, people });
    await load.ask('write', { ms: warmUpMs });
    await stage.drain();
    const taken = async () => ({ ...(await stage.cpu()), product: await cpuOf([product.pid]) });
    const before = await taken();
    const began = performance.now();
    const written = await load.ask('write', { ms });
    await stage.drain();
    const wholeMs = performance.now() - began;
    if (written.failed > 0) throw new Error(`${written.failed} webhooks were not answered 200`);
    const after = await taken();
    const each = (of: 'product' | 'postgres') => ((after[of] - before[of]) * 1_000) / written.turns;
    return { turns: (written.turns / wholeMs) * 1_000, product: each('product'), postgres: each('postgres') };
  }

  for (const one of both) await write(one, runningAfterMs);
  const pairs: { ours: Measured; theirs: Measured }[] = [];
  for (let number = 1; number <= extent.pairs; number++) {
    const ms = extent.seconds * 1_000;
    // who comes second finds the machine as the first has left it: each does so every other time
    const order = number % 2 === 0 ? both.toReversed() : both;
    const seen = new Map<One, Measured>();
    for (const one of order) seen.set(one, await write(one, ms));
    const [ours, theirs] = both.map((one) => seen.get(one));
    if (ours === undefined || theirs === undefined) throw new Error('a program was not measured');
    pairs.push({ ours, theirs });
    tell(`compare, pair ${number}: this ${describe(ours)}; the other ${describe(theirs)}`);
  }
  await stage.check();
  return figuresOf(pairs);
}

function figuresOf(pairs: readonly { ours: Measured; theirs: Measured }[]): Figure[] {
  const of = (what: string, key: keyof Measured): Figure => {
    return { part: 'compare', what, values: pairs.map(({ ours, theirs }) => ours[key] / theirs[key]) };
  };
  return [
    of('turns a second, their replies sent, this ÷ the other', 'turns'),
    of('processor a turn: product, this ÷ the other', 'product'),
    of('processor a turn: Postgres, this ÷ the other', 'postgres'),
  ];
}

function describe({ turns, product, postgres }: Measured): string {
  return `${Math.round(turns)} turns/s, µs a turn: product ${Math.round(product)}, Postgres ${Math.round(postgres)}`;
}
