import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import twilio from 'twilio';
import { afterEach, expect, test } from 'vitest';
import { parseClinicFile } from '../core/clinic/file.ts';
import { rehearsed } from '../rehearsal/rehearse.ts';
import { openStage, type Stage } from './play.ts';

/**
 * A process dies by kill -9 around its first send; another one (the stage, on a clock of its own) finds what it left. The
 * provider and its phones are the stage's emulators, reached by both over HTTP.
 */
const parsed = parseClinicFile(await readFile(new URL('../demo/amani.yaml', import.meta.url), 'utf8'));
if (!parsed.ok) throw new Error('the demo clinic has problems');
const { clinic } = parsed;

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type DieAt = 'after_commit' | 'before_send' | 'after_send';

/** Writes "Hi" to a process that dies at that point; the stage is left with what is on disk and at the provider. */
async function crash(dieAt: DieAt, options: { receipts: boolean } = { receipts: true }): Promise<Stage> {
  const stage = await openStage('sms', clinic);
  open.push(() => stage.close());
  const both = new Hono();
  both.route('/', stage.emulators.app);
  const server = serve({ fetch: both.fetch, port: 0, hostname: '127.0.0.1' });
  open.push(() => new Promise((resolve) => server.close(resolve)));
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (!options.receipts) stage.emulators.twilio.fault({ kind: 'no-receipts' });
  const number = clinic.channels.find((one) => one.provider === 'twilio' && one.kind === 'sms')?.number ?? '';
  const form = {
    MessageSid: 'SM00000000000000000000000000000001',
    AccountSid: rehearsed.twilio.accountSid,
    From: stage.patient,
    To: number,
    Body: 'Hi',
    NumMedia: '0',
  };
  // The child names the stage as its public address, so that receipts come to who is still alive.
  const publicUrl = 'http://miadi.test';
  const { authToken } = rehearsed.twilio;
  const signature = twilio.getExpectedTwilioSignature(authToken, `${publicUrl}/webhooks/twilio/sms`, form);
  const script = fileURLToPath(new URL('crash-child.ts', import.meta.url));
  const body = new URLSearchParams(form).toString();
  const child = spawn(
    process.execPath,
    [script, stage.database.url, origin, publicUrl, dieAt, stage.clock.now().toString(), body, signature],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const signal = await new Promise((resolve) =>
    child.once('exit', (code, killed) => resolve(killed ?? code)),
  );
  expect(signal).toBe('SIGKILL');
  await stage.settle();
  return stage;
}

async function outboxOf(stage: Stage) {
  return stage.database.db
    .selectFrom('outbox')
    .select(['state', 'in_doubt', 'tries'])
    .orderBy('seq')
    .execute();
}

const seconds = (count: number) => Temporal.Duration.from({ seconds: count });

test('killed between the commit and the send: the message goes out, once', async () => {
  const stage = await crash('after_commit');
  expect(await outboxOf(stage)).toEqual([{ state: 'queued', in_doubt: false, tries: 0 }]);
  await stage.wait(seconds(5));
  expect(stage.emulators.twilio.accepted).toHaveLength(1);
  expect(await outboxOf(stage)).toEqual([{ state: 'delivered', in_doubt: false, tries: 1 }]);
  await stage.wait(seconds(600));
  expect(stage.emulators.twilio.accepted).toHaveLength(1);
});

test('killed on the wire, before the provider had it: told as unknown, and sent after two minutes', async () => {
  const stage = await crash('before_send');
  expect(stage.emulators.twilio.accepted).toHaveLength(0);
  expect(await outboxOf(stage)).toEqual([{ state: 'wired', in_doubt: false, tries: 1 }]);
  await stage.wait(seconds(90));
  expect(await outboxOf(stage)).toEqual([{ state: 'unknown', in_doubt: true, tries: 1 }]);
  await stage.wait(seconds(130));
  expect(stage.emulators.twilio.accepted).toHaveLength(1);
  expect(await outboxOf(stage)).toEqual([{ state: 'delivered', in_doubt: true, tries: 2 }]);
});

test('killed between the send and its record: the receipt settles it, and nothing goes out twice', async () => {
  const stage = await crash('after_send');
  expect(stage.emulators.twilio.accepted).toHaveLength(1);
  expect(await outboxOf(stage)).toEqual([{ state: 'delivered', in_doubt: false, tries: 1 }]);
  await stage.wait(seconds(90));
  await stage.wait(seconds(600));
  expect(stage.emulators.twilio.accepted).toHaveLength(1);
});

test('killed between the send and its record, and no receipt comes: told as unknown, once more, never again', async () => {
  const stage = await crash('after_send', { receipts: false });
  expect(await outboxOf(stage)).toEqual([{ state: 'wired', in_doubt: false, tries: 1 }]);
  await stage.wait(seconds(90));
  expect(await outboxOf(stage)).toEqual([{ state: 'unknown', in_doubt: true, tries: 1 }]);
  const told = await stage.database.db
    .selectFrom('event')
    .select('type')
    .where('record_kind', '=', 'outbox')
    .execute();
  expect(told).toEqual([{ type: 'outbox.in_doubt' }]);
  for (let round = 0; round < 10; round++) await stage.wait(seconds(130));
  expect(stage.emulators.twilio.accepted).toHaveLength(2);
});
