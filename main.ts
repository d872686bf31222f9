import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { assemble, type Miadi } from './assemble.ts';
import { createLater } from './bot/jobs/later.ts';
import type { JobsBackend } from './bot/jobs/queues.ts';
import {
  findMissingProviders,
  findProvidersInUse,
  makeInstallationFolder,
  openFittingVault,
} from './core/at-start.ts';
import { systemClock } from './core/clock.ts';
import { type Config, describeSettingProblem, readConfig, type SettingProblem } from './core/config.ts';
import { findDatabaseProblem } from './core/database-problem.ts';
import { announceEvents } from './core/db/announce.ts';
import { connect, connectSteady, type Database } from './core/db/connect.ts';
import { ensureDatabase, startEmbeddedPostgres } from './core/db/embedded.ts';
import { migrate } from './core/db/migrate.ts';
import { uuidIds } from './core/ids.ts';
import { createLog, type Log } from './core/log.ts';
import type { Vault } from './core/people/vault.ts';
import { planAhead } from './core/plan-ahead.ts';
import type { Core } from './core/scope.ts';
import { deactivateDemoMembers } from './core/staff/demo.ts';
import type { Dashboard } from './dashboard/app.ts';

/** What this installation keeps outside of an operator's database server. */
const folder = fileURLToPath(new URL('.miadi/', import.meta.url));
/** Turns and sends under way are waited for this long when Miadi is told to stop: three wordings of a message, 15 s each. */
const STOP_WITHIN_MS = 50_000;
/** Then answers under way are waited for: their turns are taken, and only who reads or writes very slowly is not done. */
const CLOSE_WITHIN_MS = 5_000;
const POOL = 14;
/**
 * Longer than who calls us keeps a connection that says nothing (nginx: 60 s): whoever closes it first may do so just as a message comes, and that one is
 * lost to who does not send it again. Node's own 5 s are shorter than most callers'.
 */
const IDLE_CONNECTION_MS = 75_000;

/**
 * Starts what the role asks for; what is to be undone at the end goes onto the stack.
 *
 * @returns the settings that keep it from starting; none: it runs
 */
async function start(config: Config, stack: AsyncDisposableStack): Promise<SettingProblem[]> {
  // Loaded only where it is used, as the dashboard is: production holds no emulators, and a worker no pages.
  const development = config.mode === 'development' ? await import('./development.ts') : null;
  const log = createLog({ pretty: development !== null });
  const opened = await openRecords(config, log, stack);
  if (!opened.ok) return opened.problems;
  const { database, databaseUrl, vault } = opened;
  const core = { db: database.db, clock: systemClock, ids: uuidIds, vault, log };
  await development?.ensureDemoClinic(core);
  const demoStaff = development ? await development.ensureDemoStaff(core) : [];
  if (!development) await deactivateDemoMembers(core);
  const providers = development?.developmentProviders(config);
  const { twilio, africastalking } = providers ?? config;
  const mail = await development?.playMail(config, systemClock.now);
  const smtp = mail ? { url: mail.url } : config.smtp;
  const later = createLater({ backend: jobsBackend(config, databaseUrl), clock: systemClock, log });
  stack.defer(() => later.stop()); // where the start does not get as far as miadi.stop
  const steady = connectSteady(database);
  stack.defer(() => steady.close());
  await planAhead(core, steady);
  const miadi = assemble({
    ...{ database, steady, clock: systemClock, ids: uuidIds, vault, log },
    ...{ publicUrl: config.publicUrl, twilio, africastalking, smtp, later },
  });

  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    if (miadi.stopping()) context.header('connection', 'close');
  });
  app.route('/', miadi.health);
  if (config.role !== 'worker') app.route('/', miadi.webhooks);
  const played = providers && { config, core, providers, mail, demoStaff };
  const emulators = development && played && (await development.emulate(app, played, folder));
  stack.defer(announceEvents(database));
  if (config.role !== 'worker') {
    const dashboard = await openDashboard(config, { database, core, miadi }, app);
    stack.defer(() => dashboard.stop());
  }
  // In development nobody but this machine is answered: the emulators and /phone ask for no password.
  const server = await listen(app, config.port, development ? '127.0.0.1' : '0.0.0.0');
  // Undone from below: the port stays open while turns and sends end, so that /readyz says 503 and their receipts are heard.
  stack.defer(() => close(server));
  stack.defer(() => emulators?.stop());
  stack.defer(() => Promise.race([miadi.stop(), pause(STOP_WITHIN_MS)]));
  stack.defer(() => log.info('stopping'));
  await miadi.prepare();
  if (config.role !== 'web') void miadi.work();
  log.info('started', { port: config.port, mode: config.mode, role: config.role });
  if (development && played) console.log(await development.greeting(played));
  return [];
}

/** Behind all else: what is no webhook's, and of no page of development's, is its own, also to say that there is no such page. */
async function openDashboard(
  config: Config,
  { database, core, miadi }: { database: Database; core: Core; miadi: Miadi },
  app: Hono,
): Promise<Dashboard> {
  const { createDashboard } = await import('./dashboard/app.ts');
  const { createMailLink } = await import('./dashboard/link-mail.ts');
  const { createLive } = await import('./dashboard/live.ts');
  const { publicUrl, trustedProxies, mode } = config;
  const live = createLive(core, database);
  const development = mode === 'development';
  const { desk, post } = miadi;
  const mailLink = post && createMailLink(core, post);
  const dashboard = await createDashboard({
    ...{ database, core, publicUrl, development, trustedProxies, live, desk, mailLink },
  });
  app.all('/webhooks/*', (c) => c.notFound());
  app.all('*', (c) => dashboard.fetch(c.req.raw, c.env as object));
  await live.start();
  return dashboard;
}

type OpenedRecords =
  | { ok: true; database: Database; databaseUrl: string; vault: Vault }
  | { ok: false; problems: SettingProblem[] };

/** The database and what opens its records, once the settings are known to fit both. */
async function openRecords(config: Config, log: Log, stack: AsyncDisposableStack): Promise<OpenedRecords> {
  await makeInstallationFolder(folder, process.getuid?.());
  const unreachable = config.databaseUrl === null ? null : await findDatabaseProblem(config.databaseUrl);
  if (unreachable !== null) return { ok: false, problems: [unreachable] };
  const { database, databaseUrl } = await openDatabase(config, log, stack);
  const opened = await openFittingVault(database.db, config, { folder, makesKey: true });
  if (!opened.ok) return { ok: false, problems: [opened.problem] };
  await migrate(database.db);
  if (config.mode === 'production') {
    const inUse = await findProvidersInUse(database.db);
    if (inUse.length === 0) log.warn('no_channels');
    const problems = findMissingProviders(config, inUse);
    if (problems.length > 0) return { ok: false, problems };
  }
  return { ok: true, database, databaseUrl, vault: opened.vault };
}

function jobsBackend({ redisUrls }: Config, databaseUrl: string): JobsBackend {
  return redisUrls === null ? { kind: 'postgres', url: databaseUrl } : { kind: 'redis', urls: redisUrls };
}

async function openDatabase(
  config: Config,
  log: Log,
  stack: AsyncDisposableStack,
): Promise<{ database: Database; databaseUrl: string }> {
  let url = config.databaseUrl;
  if (url === null) {
    const postgres = await startEmbeddedPostgres({ folder: `${folder}postgres`, log });
    stack.defer(() => postgres.stop());
    await ensureDatabase(postgres.url('postgres'), 'miadi');
    url = postgres.url('miadi');
  }
  const database = connect(url, { max: POOL });
  stack.defer(() => database.close());
  return { database, databaseUrl: url };
}

const portTroubles: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program; set PORT to a free one',
  EACCES:
    'may not be opened by this account; set PORT to one above 1023, and let the proxy in front have that one',
};

function listen(app: Hono, port: number, hostname: string): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const serverOptions = { keepAliveTimeout: IDLE_CONNECTION_MS };
    const server = serve({ fetch: app.fetch, port, hostname, serverOptions }, () => resolve(server));
    server.on('error', (error: NodeJS.ErrnoException) => {
      const why = portTroubles[error.code ?? ''];
      reject(why === undefined ? error : new Error(`PORT: ${port} ${why}`));
    });
  });
}

/** Takes no new requests, finishes those under way; a connection that stays busy is broken off. */
function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if (!('closeIdleConnections' in server)) return;
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS).unref();
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
  if (!read.ok) return refuse(read.problems);
  const stopped = toldToStop();
  process.stdout.on('error', () => undefined); // who read our log is gone, or its disk is full: patients are answered all the same
  await using stack = new AsyncDisposableStack();
  try {
    const problems = await start(read.config, stack);
    if (problems.length > 0) return refuse(problems);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    return;
  }
  await stopped;
}

function refuse(problems: readonly SettingProblem[]): void {
  for (const problem of problems) console.error(describeSettingProblem(problem));
  process.exitCode = 1;
}

await main();
process.exit();
