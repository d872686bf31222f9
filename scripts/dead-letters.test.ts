import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Handler } from '../bot/channels/handler.ts';
import { createSender } from '../bot/channels/sender.ts';
import { systemClock } from '../core/clock.ts';
import { dueLines, recordFailed, type Wired } from '../core/messaging/outbox.ts';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { newLine, queueTo, statesOf, wireNext } from '../test/lines.ts';
import { openReception, type Reception } from '../test/reception.ts';
import { list } from './dead-letters/answers.ts';

const script = fileURLToPath(new URL('dead-letters.ts', import.meta.url));
const vaultKey = randomBytes(32);

let database: TestDatabase;
let reception: Reception;

beforeAll(async () => {
  database = await createTestDatabase();
  reception = await openReception(database.db, { organization: { slug: 'amani' } }, vaultKey);
});
afterAll(() => database.drop());

/** The command itself, as npm runs it, on the test's database. */
async function command(...args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: database.url, VAULT_KEY: vaultKey.toString('base64') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const [code, out, problems] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, problems };
}

async function failed(words: string, code: string): Promise<Wired> {
  const line = await newLine(reception);
  await queueTo(reception, line, words);
  const wired = await wireNext(reception, line);
  await reception.turn((core) => recordFailed(core, wired, code));
  reception.core.clock.advance(Temporal.Duration.from({ seconds: 1 }));
  return wired;
}

test('listed, shown, retried – and a Miadi that runs beside it sends it', { timeout: 120_000 }, async () => {
  expect((await list(reception.core, { clinic: null, after: null })).out).toBe(
    'Nothing has failed for good.\n',
  );
  const wired = await failed('Your secret is safe', 'blocked:30004');
  const [listed, shown] = await Promise.all([command('list'), command('show', wired.id)]);
  expect(listed).toEqual({
    code: 0,
    out: `amani:\n  ${wired.id}  2026-10-05 09:00:00  sms by twilio  The network or the patient blocks our messages [blocked:30004]\n`,
    problems: '',
  });
  expect(shown).toMatchObject({ code: 0, problems: '' });
  expect(shown.out).toContain('says         staff.text\n');
  expect(shown.out).toContain('2026-10-05 09:00:00  outbox.failed, The network or the patient blocks');

  await database.db
    .updateTable('contact')
    .set({ unreachable_at: null, unreachable_reason: null })
    .where('id', '=', wired.contactId)
    .execute();
  const [one, other] = await Promise.all([command('retry', wired.id), command('retry', wired.id)]);
  const [done, again] = one.code === 0 ? [one, other] : [other, one];
  expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/^Queued again as .* within seconds/) });
  expect(again).toMatchObject({ code: 1, problems: expect.stringMatching(/done already/) });
  for (const { out, problems } of [listed, shown, done, again]) {
    expect(out + problems).not.toMatch(/secret|\+2547/);
  }

  const { core } = reception;
  const seconds = Math.ceil(core.clock.now().until(systemClock.now()).total('seconds')) + 5;
  core.clock.advance(Temporal.Duration.from({ seconds }));
  const taken: string[] = [];
  const twilio: Handler = {
    provider: 'twilio',
    async send({ message }) {
      taken.push(message.kind === 'text' ? message.text : message.kind);
      return { ok: true, providerMessageId: `SM-${wired.id}` };
    },
  };
  const sender = createSender({ ...core, db: database.db }, { twilio });
  const due = await dueLines(core, Temporal.Duration.from({ seconds: 2 }), 10);
  for (const line of due) sender.wake(line);
  await sender.idle();
  expect(taken).toEqual(['Your secret is safe']);
  expect(await statesOf(reception, wired)).toEqual(['failed', 'sent']);
});

test('page by page; of one clinic; what is refused, and what is not there', {
  timeout: 120_000,
}, async () => {
  const { core } = reception;
  const all: Wired[] = [];
  for (let count = 0; count < 27; count++) all.push(await failed('Habari', 'refused:1'));
  const first = await list(core, { clinic: 'amani', after: null });
  const more = /more: npm run dead-letters -- list --clinic amani --after (\S+)/.exec(first.out)?.[1];
  expect(first.out.split('\n')).toHaveLength(1 + 25 + 1 + 1);
  expect(more).toBe(all.at(-25)?.id);
  const rest = await list(core, { clinic: 'amani', after: more ?? null });
  expect(rest.out.match(/refused:1/g)).toHaveLength(2);
  expect(await list(core, { clinic: 'tumaini', after: null })).toMatchObject({
    code: 1,
    problems: 'No such clinic. There is: amani\n',
  });
  const blocked = await failed('Habari', 'bad_number:21211');
  const [refused, missing, wrong] = await Promise.all([
    command('retry', blocked.id),
    command('show', core.ids.next()),
    command('retry'),
  ]);
  expect(refused).toMatchObject({
    code: 1,
    out: '',
    problems: expect.stringMatching(/cannot be written to/),
  });
  expect(missing).toMatchObject({ code: 1, problems: 'There is no such message.\n' });
  expect(wrong).toMatchObject({
    code: 2,
    out: '',
    problems: expect.stringContaining('npm run dead-letters -- list'),
  });
});
