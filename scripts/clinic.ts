import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Applied, applyClinicSettings } from '../core/clinic/apply.ts';
import { describeProblem, parseClinicFile } from '../core/clinic/file.ts';
import { readClinicSettings } from '../core/clinic/read-settings.ts';
import { digestOf } from '../core/clinic/settings.ts';
import { writeClinicFile } from '../core/clinic/write-file.ts';
import { systemClock } from '../core/clock.ts';
import { type Config, readConfig } from '../core/config.ts';
import { connect } from '../core/db/connect.ts';
import { ensureDatabase, runningEmbeddedUrl, startEmbeddedPostgres } from '../core/db/embedded.ts';
import { migrate } from '../core/db/migrate.ts';
import { type CorrelationId, uuidIds } from '../core/ids.ts';
import { createLog } from '../core/log.ts';
import { openVault } from '../core/people/vault.ts';
import { loadVaultKeys } from '../core/people/vault-key.ts';
import type { Core } from '../core/scope.ts';

const usage = `Usage:
  npm run clinic -- apply FILE                   check a clinic's file and apply it; safe to repeat
  npm run clinic -- export FILE [--clinic SLUG]  write the settings as they are now ("-": to the terminal)

It works on the database of DATABASE_URL, else on the one in .miadi/, also while "npm start" is running.
It ends with 0 when done, 1 when refused, 2 when it was called wrongly.`;

/** Where main.ts keeps what is not in an operator's own database server. */
const folder = fileURLToPath(new URL('../.miadi/', import.meta.url));

type Task = { verb: 'apply' | 'export'; file: string; slug: string | undefined };

// no export may have log lines in it
const log = createLog({
  pretty: true,
  level: 'warn',
  write: (line) => void process.stderr.write(line),
});

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});

async function run(args: readonly string[]): Promise<number> {
  const task = readTask(args);
  if (typeof task === 'string') {
    console.error(`${task}\n\n${usage}`);
    return 2;
  }
  if (task === null) {
    console.log(usage);
    return 0;
  }
  const config = readConfig(process.env);
  if (!config.ok) {
    for (const { setting, problem, mend } of config.problems)
      console.error(`${setting} ${problem}\n    → ${mend}`);
    return 1;
  }
  return task.verb === 'apply' ? applyFile(config.config, task) : exportFile(config.config, task);
}

/** What is wrong with the call, as text; null where help is asked for. */
function readTask(args: readonly string[]): Task | string | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { clinic: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    const [verb, file, ...more] = positionals;
    if (values.help) return null;
    if (verb !== 'apply' && verb !== 'export') return verb ? `I cannot "${verb}".` : 'Say apply or export.';
    if (file === undefined) return 'Name the file.';
    if (more.length > 0) return `One file at a time; too much: ${more.join(' ')}`;
    if (verb === 'apply' && values.clinic !== undefined)
      return '--clinic goes with export: the file itself says its clinic.';
    return { verb, file, slug: values.clinic };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function applyFile(config: Config, { file }: Task): Promise<number> {
  const parsed = parseClinicFile(await readFile(file, 'utf8'));
  if (!parsed.ok) {
    const count = parsed.problems.length;
    console.error(`${file} has ${count} problem${count === 1 ? '' : 's'}; nothing was changed.\n`);
    for (const problem of parsed.problems) console.error(describeProblem(problem));
    return 1;
  }
  const applied = await withCore(config, (core) =>
    applyClinicSettings(core, parsed.clinic, {
      correlationId: uuidIds.next<CorrelationId>(),
      after: parsed.after,
    }),
  );
  if (applied.ok) {
    console.log(applied.changed ? `Applied:\n${indented(applied.changes)}` : 'Nothing to change.');
    return 0;
  }
  console.error(`Nothing was changed: ${refusal(applied, file, parsed.clinic.slug)}`);
  return 1;
}

function refusal(applied: Extract<Applied, { ok: false }>, file: string, slug: string): string {
  switch (applied.reason) {
    case 'changed_since':
      return `the settings were changed since a file was last applied. ${file} would do this to them:
${indented(applied.changes)}
To keep what was changed, write it down first, and make your own changes in that file:
  npm run clinic -- export ${file === `${slug}.yaml` ? `${slug}-now.yaml` : `${slug}.yaml`} --clinic ${slug}`;
    case 'has_visits':
      return `patients have visits at what ${file} no longer has:
${indented(applied.who)}
Move or cancel these visits first, or leave it in the file until they are over.`;
    case 'channel_taken':
      return `a number leads to one clinic, and of these another has it:\n${indented(applied.channels)}`;
    default:
      return applied satisfies never;
  }
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}

async function exportFile(config: Config, { file, slug }: Task): Promise<number> {
  return withCore(config, async (core) => {
    const all = await core.db.selectFrom('organization').select(['id', 'slug']).orderBy('slug').execute();
    const chosen = slug === undefined ? all : all.filter((organization) => organization.slug === slug);
    const [organization, ...others] = chosen;
    const slugs = all.map((one) => one.slug).join(', ');
    if (organization === undefined) {
      console.error(
        all.length === 0 ? 'There is no clinic yet: apply one.' : `No such clinic. There is: ${slugs}`,
      );
      return 1;
    }
    if (others.length > 0) {
      console.error(`There are several clinics: say --clinic and one of ${slugs}`);
      return 2;
    }
    const settings = await readClinicSettings(core, organization.id);
    const text = writeClinicFile(settings, { after: digestOf(settings) });
    if (file === '-') process.stdout.write(text);
    else await replaceFile(file, text);
    if (file !== '-') console.log(`Wrote ${settings.name} to ${file}`);
    return 0;
  });
}

/** Whole or not at all: it may be the clinic's only copy. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, text, { flag: 'wx' });
  await rename(draft, file);
}

async function withCore<T>(config: Config, work: (core: Core) => Promise<T>): Promise<T> {
  await using stack = new AsyncDisposableStack();
  const database = connect(await databaseUrl(config, stack), { max: 2, applicationName: 'miadi clinic' });
  stack.defer(() => database.close());
  await migrate(database.db);
  const vault = openVault(await loadVaultKeys(config, folder));
  return await work({ db: database.db, clock: systemClock, ids: uuidIds, vault, log });
}

/** Beside a running Miadi its server is used; else one is started for as long as we need it. */
async function databaseUrl(config: Config, stack: AsyncDisposableStack): Promise<string> {
  if (config.databaseUrl !== null) return config.databaseUrl;
  const home = `${folder}postgres`;
  const running = await runningEmbeddedUrl(home, 'miadi');
  if (running !== undefined) return running;
  await mkdir(folder, { recursive: true });
  const postgres = await startEmbeddedPostgres({ folder: home, log });
  stack.defer(() => postgres.stop());
  await ensureDatabase(postgres.url('postgres'), 'miadi');
  return postgres.url('miadi');
}
