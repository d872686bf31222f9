import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { type Committed, committedOf, createCommitted, tellCommitted } from './committed.ts';
import type { Tables } from './tables.ts';
import { parserFor, teachTemporalToPostgres } from './temporal.ts';

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
/** What a function takes that runs inside a transaction or without one. */
export type Executor = Db | Tx;

export type Database = { db: Db; pool: pg.Pool; close(): Promise<void> };

/** Where a database is, for what needs a connection beside the pool. */
export function urlOf({ pool }: Pick<Database, 'pool'>): string {
  const { connectionString } = pool.options;
  if (connectionString === undefined) throw new Error('a pool without an address');
  return connectionString;
}

export type SteadyDatabase = Database & {
  /** Does the work once on each of its connections, which are opened for it. Before there is other work: it would come in between. */
  onEach(work: (db: Db) => Promise<void>): Promise<void>;
};

export type ConnectOptions = { max?: number; applicationName?: string };

/**
 * Nothing waits for ever, in milliseconds: not for a connection, a statement or a lock, and a process that stands still in
 * the middle of a transaction does not keep the conversation it has locked. Migrations lift what binds statements.
 */
const limits = {
  connectionTimeoutMillis: 10_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 30_000, // what lies between us and Postgres forgets connections that say nothing
  idleTimeoutMillis: 600_000, // a new connection plans all of its statements anew
  statement_timeout: 15_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
} as const;

/** Opens a pool. Nothing is connected before the first query. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const committed = createCommitted();
  const database = open(url, options, committed);
  tellCommitted(database.pool, committed);
  return database;
}

/** Enough for what is read, written, claimed and recorded at the same time, each for many at once, and for the look-ups of some turns. */
const STEADY_CONNECTIONS = 6;

/**
 * A few connections to the same database that stay open and plan a statement once, for any values. A statement of a turn or a notice joins a
 * dozen tables: Postgres plans it in 15–50 ms, five times over on each connection, before it keeps the plan.
 *
 * For statements whose rows are found by look-ups, whatever the values are (docs/decisions/0020-steady-connections.md). What is committed
 * through it is heard of as the database's own.
 */
export function connectSteady(database: Pick<Database, 'pool'>): SteadyDatabase {
  const steady = open(
    urlOf(database),
    {
      max: STEADY_CONNECTIONS,
      idleTimeoutMillis: 0,
      // as a statement: what the address says of options would take the place of ours
      onConnect: (client) => client.query('set plan_cache_mode = force_generic_plan'),
    },
    committedOf(database.pool),
  );
  return {
    ...steady,
    // All are asked for before one is given back: each gets another.
    async onEach(work) {
      const connections = Array.from({ length: STEADY_CONNECTIONS }, () =>
        steady.db.connection().execute(work),
      );
      await Promise.all(connections);
    },
  };
}

function open(
  url: string,
  { max, applicationName, ...rest }: ConnectOptions & Pick<pg.PoolConfig, 'idleTimeoutMillis' | 'onConnect'>,
  committed: Committed,
): Database {
  teachTemporalToPostgres();
  const pool = new pg.Pool({
    Client: class extends PreparingClient {
      override readonly sees = committed.watch();
    },
    ...limits,
    ...rest,
    connectionString: url,
    max: max ?? 10,
    application_name: applicationName ?? 'miadi',
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  });
  // A connection that breaks (Postgres restarts) while no query of its runs has no caller to tell, and an 'error' that
  // nobody hears would end the process. The pool drops the connection, and the next query on it rejects.
  const unheard = () => undefined;
  pool.on('error', unheard); // of connections that lie in the pool
  pool.on('connect', (client) => client.on('error', unheard)); // of those that a transaction holds between two queries
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

/**
 * Prepares each statement once a connection, under a name made of its text: Postgres then parses and plans it once (the
 * availability query went from 2.1 to 0.6 ms, and the race of 200 patients took a third less CPU). Statements here come
 * from a fixed number of texts: values are parameters, lists are arrays.
 */
class PreparingClient extends pg.Client {
  /** Hears each statement that went well. */
  readonly sees: (text: string) => void = () => undefined;

  // biome-ignore lint/suspicious/noExplicitAny: pg overloads query seven ways; all but one form go through as they are
  override query(...args: any[]): any {
    const [text, values, ...rest] = args;
    const preparable = typeof text === 'string' && Array.isArray(values) && values.length > 0;
    const forwarded = preparable ? [{ name: nameOf(text), text, values }, ...rest] : args;
    const result = (super.query as (...all: unknown[]) => unknown)(...forwarded);
    return typeof text === 'string' && result instanceof Promise ? this.#told(text, result) : result;
  }

  async #told<T>(text: string, result: Promise<T>): Promise<T> {
    const done = await result;
    this.sees(text);
    return done;
  }
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  names.set(text, name);
  return name;
}

/** Ours first; scoped to our pool, as other libraries in the process expect pg's own types. */
function typeParser(oid: number, format: 'text' | 'binary' = 'text'): (value: string) => unknown {
  const ours =
    format === 'text' ? parserFor(oid, (array) => pg.types.getTypeParser(array, 'text')) : undefined;
  return ours ?? pg.types.getTypeParser(oid, format);
}

const serialization = ['40001', '40P01'];
/** 53300: Postgres has no place for one more. The names of hosts, too, come and go with them (Docker's). */
const connectionGone = [
  ...['57P01', '57P02', '57P03', '53300', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
];
/** lock_timeout and statement_timeout: nothing was done. */
const waitedTooLong = ['55P03', '57014'];

/** Whether the same transaction, taken again from its start, may well succeed: lost a race, or lost the connection. */
export function retryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code === undefined) return /^Connection terminated|not queryable$/.test(error.message); // pg gives these no code
  return serialization.includes(code) || connectionGone.includes(code) || code.startsWith('08');
}

/**
 * Whether somebody else stood in the way for as long as we wait. Not `retryable`: who waits for an answer would wait as long again.
 */
export function ranOutOfTime(error: unknown): boolean {
  const code = error instanceof Error ? codeOf(error) : undefined;
  return code !== undefined && waitedTooLong.includes(code);
}

/** The name of the unique or exclusion constraint that refused a row; undefined for every other error. */
export function violated(error: unknown): string | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  return error.code === '23505' || error.code === '23P01' ? error.constraint : undefined;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Whether there was no connection in time: all were taken, or Postgres stood still. Nothing of the work was done. Not `retryable`: ten seconds have passed,
 * and who waits for an answer would wait as long again.
 */
export function foundNoConnection(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect'; // pg-pool gives it no code
}
