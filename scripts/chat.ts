import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { describeProblem, parseClinicFile } from '../core/clinic/file.ts';
import type { ClinicSettings } from '../core/clinic/settings.ts';
import { movableClock, systemClock } from '../core/clock.ts';
import { connect } from '../core/db/connect.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../core/db/embedded.ts';
import { migrate } from '../core/db/migrate.ts';
import { createLog } from '../core/log.ts';
import { openVault } from '../core/people/vault.ts';
import { channelOf, type Rehearsing } from '../rehearsal/phone.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { answerLine } from './chat/commands.ts';
import { type Conversation, createConversation } from './chat/conversation.ts';
import { makeChatFolder, removeChatFolder } from './chat/folder.ts';
import { type ChatOptions, readOptions, usage } from './chat/options.ts';
import { channelNames, createPaint } from './chat/screen.ts';

/**
 * `npm run chat`: the whole program in one process (rehearse.ts), with the terminal as the patient's phone. Nothing of it
 * stays: the database is made for the chat and goes with it.
 */
const demoClinic = fileURLToPath(new URL('../demo/amani.yaml', import.meta.url));
const installation = fileURLToPath(new URL('../.miadi', import.meta.url));

const interactive = process.stdin.isTTY === true && process.stdout.isTTY === true;
const paint = createPaint(process.stdout.isTTY === true && process.stdout.hasColors());
const print = (line: string) => void process.stdout.write(`${line}\n`);

process.exitCode = await start(process.argv.slice(2));

/** The exit code: 2 when it was called wrongly. */
async function start(args: readonly string[]): Promise<number> {
  const read = readOptions(args);
  if (!read.ok) {
    if (read.reason === 'help') print(usage);
    else process.stderr.write(`${read.problem}\n\n${usage}\n`);
    return read.reason === 'help' ? 0 : 2;
  }
  const clinic = await readClinic(read.options);
  if (typeof clinic === 'string') {
    process.stderr.write(`${clinic}\n`);
    return 2;
  }
  return chatUntilEnded(clinic, read.options);
}

async function chatUntilEnded(clinic: ClinicSettings, options: ChatOptions): Promise<number> {
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.abort());
  process.stdout.on('error', () => ended.abort()); // whoever read us has gone: `npm run chat | head`
  try {
    await chatWith(clinic, options, ended.signal);
    return 0;
  } catch (error) {
    if (ended.signal.aborted) return 0; // Ctrl-C reaches the programs that make the database, too: they fail
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** The clinic, or what is wrong. */
async function readClinic({ clinicFile, kind }: ChatOptions): Promise<ClinicSettings | string> {
  const path = clinicFile ?? demoClinic;
  const file = await readFile(path, 'utf8').catch(() => null);
  if (file === null) return `--clinic: there is no file to be read at ${path}`;
  const parsed = parseClinicFile(file);
  if (!parsed.ok) return [`${path} cannot be used:`, ...parsed.problems.map(describeProblem)].join('\n');
  const { clinic } = parsed;
  return channelOf(clinic, kind)
    ? clinic
    : `${clinic.name} has no number that can be written to by ${channelNames[kind]}`;
}

async function chatWith(clinic: ClinicSettings, options: ChatOptions, ended: AbortSignal): Promise<void> {
  if (interactive) print(paint.quiet('Starting a database for this chat …'));
  const folder = await makeChatFolder(installation);
  try {
    await onDatabase(folder, clinic, async (rehearsing) => {
      const chat = createConversation(rehearsing, options, paint);
      await welcome(chat, clinic, options);
      if (!ended.aborted) await talk(chat, ended);
    });
  } finally {
    await removeChatFolder(folder);
  }
}

async function onDatabase(
  folder: string,
  clinic: ClinicSettings,
  use: (rehearsing: Rehearsing) => Promise<void>,
): Promise<void> {
  const log = createLog({ level: 'warn', pretty: true, write: (line) => void process.stderr.write(line) });
  const postgres = await startEmbeddedPostgres({ folder, durable: false, log });
  try {
    await ensureDatabase(postgres.url('postgres'), 'miadi');
    const database = connect(postgres.url('miadi'), { max: 4, applicationName: 'miadi chat' });
    try {
      await migrate(database.db);
      // to the minute, as a transcript tells it: what /repro prints plays to the same
      const minute = systemClock.now().round({ smallestUnit: 'minute', roundingMode: 'floor' });
      const clock = movableClock(minute);
      const vault = openVault([randomBytes(32)]);
      const rehearsal = await rehearse({ database, clinic, clock, vault, log });
      await use({ rehearsal, database, clinic, clock, vault, log }).finally(() => rehearsal.stop());
    } finally {
      await database.close();
    }
  } finally {
    await postgres.stop();
  }
}

async function welcome(
  chat: Conversation,
  clinic: ClinicSettings,
  { kind, from }: ChatOptions,
): Promise<void> {
  print(
    `You are ${from}, and write to ${clinic.name} by ${channelNames[kind]} (${await chat.clinicNumber()}).`,
  );
  print(`There ${chat.time()}. Write as a patient would, "Hi" or "Habari"; a number picks a choice.`);
  print(paint.quiet('/help tells what else can be typed, /quit ends.'));
  print('');
}

async function talk(chat: Conversation, ended: AbortSignal): Promise<void> {
  const terminal = createInterface({
    input: process.stdin,
    output: interactive ? process.stdout : undefined,
    terminal: interactive,
    prompt: '> ',
  });
  const close = () => terminal.close();
  ended.addEventListener('abort', close);
  terminal.on('SIGINT', close); // Ctrl-C while the terminal is in raw mode
  if (interactive) terminal.prompt();
  for await (const typed of terminal) {
    if (ended.aborted) break;
    const goesOn = await answer(chat, typed.trim());
    if (!goesOn) break;
    if (interactive) terminal.prompt();
  }
  terminal.close();
  process.stdin.destroy(); // an open pipe would keep the process
}

/** False: that was the end. */
async function answer(chat: Conversation, typed: string): Promise<boolean> {
  if (typed === '') return true;
  if (!interactive) print(`> ${typed}`);
  try {
    const said = await answerLine(chat, typed);
    if (said === 'quit') return false;
    for (const line of said) print(line);
  } catch (error) {
    print(paint.trouble(error instanceof Error ? error.message : String(error)));
  }
  print('');
  return true;
}
