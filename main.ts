import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { assemble } from './assemble.ts';
import { systemClock } from './core/clock.ts';
import { type Config, readConfig } from './core/config.ts';
import { connect, type Database } from './core/db/connect.ts';
import { ensureDatabase, startEmbeddedPostgres } from './core/db/embedded.ts';
import { migrate } from './core/db/migrate.ts';
import { uuidIds } from './core/ids.ts';
import { createLog, type Log } from './core/log.ts';
import { openVault } from './core/people/vault.ts';
import { loadVaultKeys } from './core/people/vault-key.ts';
import { developmentProviders, emulate, ensureDemoClinic, greet } from './development.ts';

/** What this installation keeps outside of an operator's database server. */
const folder = fileURLToPath(new URL('.miadi/', import.meta.url));
/** Sends under way are waited for this long when Miadi is told to stop: three wordings of a message, 15 s each. */
const STOP_WITHIN_MS = 50_000;
const POOL = 20;

/** Starts what the role asks for; what is to be undone at the end goes onto the stack. */
async function start(config: Config, stack: AsyncDisposableStack): Promise<void> {
  const development = config.mode === 'development';
  const log = createLog({ pretty: development });
  await mkdir(folder, { recursive: true });
  const database = await openDatabase(config, log, stack);
  const vault = openVault(await loadVaultKeys(config, folder));
  await migrate(database.db);
  const core = { db: database.db, clock: systemClock, ids: uuidIds, vault, log };
  if (development) await ensureDemoClinic(core);
  const { twilio, africastalking } = development ? developmentProviders(config) : config;
  const miadi = assemble({
    ...{ database, clock: systemClock, ids: uuidIds, vault, log },
    ...{ fetch, publicUrl: config.publicUrl, twilio, africastalking },
  });
  stack.defer(() => Promise.race([miadi.sender.stop(), pause(STOP_WITHIN_MS)]));
  stack.defer(() => miadi.sweeper.stop());

  const app = new Hono();
  if (config.role !== 'worker') app.route('/', miadi.app);
  const emulators = development ? await emulate(app, config, core, folder) : undefined;
  // In development nobody but this machine is answered: the emulators and /phone ask for no password.
  const server = await listen(app, config.port, development ? '127.0.0.1' : '0.0.0.0');
  stack.defer(() => close(server));
  stack.defer(() => emulators?.stop());
  await miadi.prepare();
  if (config.role !== 'web') miadi.sweeper.start();
  log.info('started', { port: config.port, mode: config.mode, role: config.role });
  if (emulators) await greet(config, core);
}

async function openDatabase(config: Config, log: Log, stack: AsyncDisposableStack): Promise<Database> {
  let url = config.databaseUrl;
  if (url === null) {
    const postgres = await startEmbeddedPostgres({ folder: `${folder}postgres`, log });
    stack.defer(() => postgres.stop());
    await ensureDatabase(postgres.url('postgres'), 'miadi');
    url = postgres.url('miadi');
  }
  const database = connect(url, { max: POOL });
  stack.defer(() => database.close());
  return database;
}

function listen(app: Hono, port: number, hostname: string): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, () => resolve(server));
    server.on('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`PORT: ${port} is taken by another program; set PORT to a free one`) : error);
    });
  });
}

/** Takes no new requests, finishes those under way. */
function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Resolves when we are told to stop, or when npm, which has started us, is gone (kill -9 of npm alone must leave nothing). */
function toldToStop(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    if (process.argv.includes('--with-parent')) {
      setInterval(() => process.ppid !== parent && resolve(), 500).unref();
    }
  });
}

async function main(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok) {
    for (const { setting, problem, mend } of read.problems)
      console.error(`${setting}: ${problem}\n  ${mend}`);
    process.exitCode = 1;
    return;
  }
  const stopped = toldToStop();
  await using stack = new AsyncDisposableStack();
  try {
    await start(read.config, stack);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    return;
  }
  await stopped;
}

await main();
process.exit();
