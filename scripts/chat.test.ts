import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, test } from 'vitest';
import { parseClinicFile } from '../core/clinic/file.ts';
import { clusterHome } from '../core/db/cluster.ts';
import type { ChannelKind } from '../core/db/tables.ts';
import { beginningOf, parseTranscript, writeTranscript } from '../rehearsal/transcript.ts';
import { openStage, play } from '../test/play.ts';

const script = fileURLToPath(new URL('chat.ts', import.meta.url));
const demoClinic = new URL('../demo/amani.yaml', import.meta.url);
const chats = fileURLToPath(new URL('../.miadi', import.meta.url));
/** A chat makes a database first. */
const patience = { timeout: 120_000 };

describe('a chat that is piped in', () => {
  test('books by SMS in Swahili, lets time pass, and leaves nothing behind', patience, async () => {
    const typed = [
      'Habari',
      '1',
      '1',
      '1',
      '1',
      'Asha Wanjiru',
      '1',
      '1', // why they come, they need not say
      '/state',
      '/facts',
      '/wait 25h',
      '/repro',
    ];
    const { code, said, errors, pid } = await chat(['--channel', 'sms', '--language', 'sw'], typed);
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(said).toContain('> Habari\n< Karibu Amani Family Clinic!');
    expect(said).toMatch(/< Miadi yako imewekwa:\n {2}.*\n {2}Dr\. .*\n/);
    expect(said).toMatch(/\n {2}\([12] segments?\)\n/);
    expect(said).toContain('[menu: open]');
    expect(said).toMatch(/= booked: General consultation, .* Westlands, for Asha Wanjiru\n/);
    const [begun, later] = [...said.matchAll(/it is \w+, (\d+ \w+ \d+), (\d\d:\d\d)/g)].map(([, day, hour]) =>
      Date.parse(`${day} ${hour} UTC`),
    );
    expect(Number(later) - Number(begun)).toBe(25 * 3_600_000);
    expect(await exists(folderOf(pid))).toBe(false);
    await expectReplays(reproOf(said), 'sms');
  });

  test('books by WhatsApp in English, tapping, and goes on by SMS', patience, async () => {
    const typed = [
      'Hi',
      '/tap 1',
      '/tap 1',
      '1',
      '/tap 1',
      'Asha Wanjiru',
      '/tap 9',
      '1',
      '/facts',
      '/repro',
    ];
    const { code, said, errors } = await chat([], [...typed, '/channel sms', 'Hi', '/facts']);
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(said).toContain('  [1] General consultation – 30 min, KSh 1,500\n');
    expect(said).toContain('(tapped: General consultation)');
    expect(said).toContain('has no choice 9 to tap');
    expect(said).toContain('< Your visit is booked:');
    expect(said).toContain('(by SMS now, to +254711082002)');
    expect(said).toMatch(/= booked: .* for Asha Wanjiru\n/);
    expect(said.trimEnd().endsWith('= no visit'), 'another phone number has no visits').toBe(true);
    await expectReplays(reproOf(said), 'whatsapp');
  });

  test('answers what is typed wrongly', patience, async () => {
    const typed = [
      '/wait',
      '/wait soon',
      '/wait 9999d',
      '/tap x',
      '/channel fax',
      '/state now',
      '/what',
      '',
      '/help',
    ];
    const { code, said } = await chat([], [...typed, '/quit', 'Hi']);
    expect(code).toBe(0);
    expect(said.match(/write it like: \/wait 25h/g)).toHaveLength(3);
    expect(said.match(/write it like: /g)).toHaveLength(6);
    expect(said).toContain('there is no /what; /help tells what there is');
    expect(said).toContain('/repro         the conversation so far as a transcript');
    expect(said, 'nothing is read after /quit').not.toContain('> Hi');
  });
});

test('Ctrl-C ends it, also while its pipe is open; what a killed one left is swept', patience, async () => {
  const killed = start(['--channel', 'sms']);
  await shown(killed, '/help tells');
  const server = await postmasterOf(killed);
  killed.kill('SIGKILL');
  await once(killed, 'close');
  expect(await exists(folderOf(killed.pid)), 'a killed chat cannot tidy up').toBe(true);

  const stopped = start(['--channel', 'sms']);
  await shown(stopped, '/help tells');
  expect(await exists(folderOf(killed.pid))).toBe(false);
  expect(runs(server)).toBe(false);
  const ownServer = await postmasterOf(stopped);
  stopped.kill('SIGINT');
  expect(await once(stopped, 'close')).toEqual([0, null]);
  expect(await exists(folderOf(stopped.pid))).toBe(false);
  expect(runs(ownServer)).toBe(false);
});

test('wrong options: what is wrong, the usage, and code 2', patience, async () => {
  const { code, said, errors } = await chat(['--channel', 'fax'], ['Hi']);
  expect({ code, said }).toEqual({ code: 2, said: '' });
  expect(errors).toContain('not "fax"\n\nChat with the clinic');
});

test.each([
  ['is not there', null, 'there is no file to be read'],
  ['is wrong', [/duration: 45 minutes/, 'duration: long'], /line \d+, services\.dental\.duration: /],
  [
    'lacks the channel',
    [/^ {2}- provider: twilio\n( {4}.*\n)+/m, ''],
    'no number that can be written to by WhatsApp',
  ],
] as const)('a clinic file that %s: code 2', patience, async (_what, change, problem) => {
  const file = join(await mkdtemp(join(inject('folder'), 'chat-')), 'clinic.yaml');
  if (change) await writeFile(file, (await readFile(demoClinic, 'utf8')).replace(change[0], change[1]));
  const { code, errors } = await chat(['--clinic', file], []);
  expect(code).toBe(2);
  expect(errors).toMatch(problem);
});

function start(args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [script, ...args]);
}

async function chat(args: readonly string[], typed: readonly string[]) {
  const child = start(args);
  child.stdin.on('error', () => undefined); // it may end without having read all
  child.stdin.end(typed.map((line) => `${line}\n`).join(''));
  const [said, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { said, errors, code, pid: child.pid };
}

async function shown(child: ChildProcessWithoutNullStreams, words: string): Promise<void> {
  let said = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (said.includes(words)) return;
  }
  throw new Error(`it ended without "${words}": ${said}`);
}

function folderOf(pid: number | undefined): string {
  return join(chats, `chat-${pid}`);
}

async function postmasterOf(child: ChildProcessWithoutNullStreams): Promise<number> {
  const home = await clusterHome(folderOf(child.pid));
  const [pid] = (await readFile(join(home, 'data', 'postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** What /repro printed: up to the next line that was typed, or the end. */
function reproOf(said: string): string {
  const [, printed = ''] = said.split('> /repro\n');
  const [repro = ''] = printed.split('\n\n> /');
  return `${repro.trim()}\n`;
}

async function expectReplays(repro: string, kind: ChannelKind): Promise<void> {
  const parsed = parseClinicFile(await readFile(demoClinic, 'utf8'));
  if (!parsed.ok) throw new Error('the demo clinic has problems');
  const lines = parseTranscript(repro);
  const stage = await openStage(kind, parsed.clinic, beginningOf(lines));
  try {
    const played = await play(stage, lines);
    const toldOnly = played.map(({ told }) => ({ told, messages: [] }));
    const [whatsapp, sms] = kind === 'whatsapp' ? [played, toldOnly] : [toldOnly, played];
    expect(writeTranscript(lines, whatsapp, sms)).toBe(repro);
  } finally {
    await stage.close();
  }
}
