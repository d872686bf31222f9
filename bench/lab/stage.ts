import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../core/db/connect.ts';
import { type Load, startLoad } from '../load/load.ts';
import { coreOf, organizationOf, takenIn } from './clinic.ts';
import { cpuOf, postgresOf, postgresPids } from './cpu.ts';
import type { Lab, LabDatabase } from './lab.ts';
import { type Product, startProduct } from './product.ts';

/** Of a crowd. */
export const connections = 64;

/** One measurement's own: a database, the processes of the product on it, and the process that writes to them. */
export type Stage = AsyncDisposable & {
  database: LabDatabase;
  load: Load;
  products: readonly Product[];
  origins: string[];
  /** Where the product's messages go. */
  providerUrl: string;
  /** Resolves when every reply has gone out; how many were still to be sent when it was called. */
  drain(): Promise<{ left: number }>;
  /** What product, Postgres and load have taken of the processor so far. */
  cpu(): Promise<Cpu>;
  /** Throws where what was measured here counts for nothing. */
  check(): Promise<void>;
};

/** One trouble brings others. */
const TROUBLES_TOLD = 5;

export type Cpu = { product: number; postgres: number; load: number };

export type StageOptions = {
  template: string;
  processes: number;
  /** Of replies that are to be counted apart. */
  pattern?: string;
};

export async function openStage(lab: Lab, { template, processes, pattern }: StageOptions): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const database = await lab.copy(template);
  stack.defer(() => database.drop());
  const load = startLoad();
  stack.defer(() => load.close());
  const { origin: providerUrl } = await load.ask('provider', pattern === undefined ? {} : { pattern });
  const products: Product[] = [];
  for (let count = 0; count < processes; count++) {
    const product = await startProduct(lab, { databaseUrl: database.url, providerUrl });
    stack.defer(() => product.stop());
    products.push(product);
  }
  const { rows } = await database.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const postgres = await postgresOf(rows[0]?.pid ?? 0);
  const closing = stack.move();
  return {
    ...{ database, load, products, origins: products.map(({ origin }) => origin), providerUrl },
    drain: () => drain(database),
    cpu: async () => ({
      product: await cpuOf(products.map(({ pid }) => pid)),
      postgres: await cpuOf(await postgresPids(postgres)),
      load: await cpuOf([load.pid]),
    }),
    async check() {
      await database.check();
      const found = await Promise.all(products.map((product) => product.troubles()));
      const troubles = found.flat();
      if (troubles.length === 0) return;
      const first = troubles.slice(0, TROUBLES_TOLD).join('\n');
      throw new Error(`the program's log tells of trouble, in ${troubles.length} lines:\n${first}`);
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** So many people have said what comes before the line they begin with, and were answered. */
export async function leadPeopleIn(
  lab: Lab,
  { database, url, people, regulars = false }: LeadIn,
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const load = startLoad();
  stack.defer(() => load.close());
  const { origin: providerUrl } = await load.ask('provider', {});
  const product = await startProduct(lab, { databaseUrl: url, providerUrl });
  stack.defer(() => product.stop());
  await load.ask('crowd', { origins: [product.origin], connections, first: 0, people, regulars });
  const { failed } = await load.ask('leadIn', {});
  if (failed > 0) throw new Error(`${failed} webhooks were not answered 200`);
  await drain(database);
  const core = coreOf(database, lab.vault);
  await takenIn(core, await organizationOf(core));
}

type LeadIn = { database: Database; url: string; people: number; regulars?: boolean };

/** Asked for seldom, and not for how many: what asks is at work on the same machine as what is measured. */
async function drain({ pool }: Pick<Database, 'pool'>): Promise<{ left: number }> {
  const { rows } = await pool.query<{ left: number }>(`select count(*)::int as left ${toBeSent}`);
  while ((await pool.query(`select ${toBeSent} limit 1`)).rowCount !== 0) await pause(50);
  return { left: rows[0]?.left ?? 0 };
}

const toBeSent = `from (
  select from outbox where state in ('queued', 'errored', 'unknown') and next_attempt_at is not null
  union all select from outbox where state = 'wired') message`;
