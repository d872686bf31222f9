import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Line } from '../../core/messaging/outbox.ts';
import { attemptTo } from '../../test/attempts.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { endConnectionOnce } from '../../test/faults.ts';
import { newLine, outboxOf, queueTo, statesOf } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import type { Handler, Sending, SendOutcome } from './handler.ts';
import type { SendErrorCode } from './send-error.ts';
import { createSender, type TakenMessage } from './sender.ts';

let database: TestDatabase;
let reception: Reception;
beforeEach(async () => {
  database = await createTestDatabase({ max: 20 });
  reception = await openReception(database.db);
});
afterEach(() => database.drop());

/** A provider that takes everything, once `answer` is there, and remembers what it took. */
function provider(answer: () => Promise<SendOutcome | null> = () => Promise.resolve(null)) {
  const taken: string[] = [];
  const handler: Handler = {
    provider: 'twilio',
    async send({ message }: Sending) {
      taken.push(message.kind === 'text' ? message.text : message.kind);
      const sid = `SM${taken.length}-${reception.core.ids.next()}`;
      return (await answer()) ?? { ok: true, providerMessageId: sid };
    },
  };
  return { taken, handlers: { twilio: handler } };
}

async function linesWith(...texts: string[][]): Promise<Line[]> {
  return Promise.all(
    texts.map(async (messages) => {
      const line = await newLine(reception);
      for (const text of messages) await queueTo(reception, line, text);
      return line;
    }),
  );
}

const queued = (state: string) =>
  database.pool.query('select from outbox where state = $1', [state]).then(({ rowCount }) => rowCount);

test('a contact’s messages go out in order, and each once', async () => {
  const { taken, handlers } = provider();
  const [line] = await linesWith(['one', 'two', 'three']);
  const senders = [createSender(reception.core, handlers), createSender(reception.core, handlers)];
  for (const sender of senders) for (let times = 0; times < 3; times++) if (line) sender.wake(line);
  await Promise.all(senders.map((sender) => sender.idle()));
  expect(taken).toEqual(['one', 'two', 'three']);
  expect(await queued('sent')).toBe(3);
});

test('the connection is lost while “sent” is recorded: it is recorded all the same, and one copy went out', async () => {
  await endConnectionOnce(
    database.pool,
    'trigger at_record before update on outbox for each row when (new.provider_message_id is not null)',
  );
  const { taken, handlers } = provider();
  const [line] = await linesWith(['one', 'two']);
  if (!line) throw new Error('no line');
  const sender = createSender(reception.core, handlers);
  sender.wake(line);
  await sender.idle();
  expect(await statesOf(reception, line)).toEqual(['sent', 'sent']);
  expect(taken).toEqual(['one', 'two']);
});

test('the connection is lost while a refusal is recorded: it is recorded all the same', async () => {
  await endConnectionOnce(
    database.pool,
    `trigger at_record before update on outbox for each row when (new.state = 'failed')`,
  );
  const { handlers } = provider(async () => ({ ok: false, error: { code: 'refused', providerCode: '1' } }));
  const [line] = await linesWith(['one']);
  if (!line) throw new Error('no line');
  const sender = createSender(reception.core, handlers);
  sender.wake(line);
  await sender.idle();
  expect(await outboxOf(reception, line)).toMatchObject([{ state: 'failed', error: 'refused:1' }]);
});

describe('what a provider’s trouble makes of a message', () => {
  test.each<[SendErrorCode, string]>([
    ['throttled', 'errored'],
    ['bad_number', 'failed'],
    ['no_answer', 'unknown'],
  ])('%s: %s', async (code, state) => {
    const { taken, handlers } = provider(async () => ({ ok: false, error: { code, providerCode: null } }));
    const [line] = await linesWith(['one']);
    if (!line) throw new Error('no line');
    const wakes: Temporal.Instant[] = [];
    const sender = createSender(reception.core, handlers, undefined, {
      random: () => 0.5,
      wakeAt: (when) => wakes.push(when),
    });
    sender.wake(line);
    await sender.idle();
    expect(await outboxOf(reception, line)).toMatchObject([{ state, tries: 1, error: code }]);
    expect(taken).toHaveLength(1);
    expect(wakes).toEqual(state === 'errored' ? [reception.core.clock.now().add({ seconds: 5 })] : []);
  });

  test('five tries, and it has failed', async () => {
    const { taken, handlers } = provider(async () => ({
      ok: false,
      error: { code: 'provider_error', providerCode: null },
    }));
    const [line] = await linesWith(['one']);
    if (!line) throw new Error('no line');
    const sender = createSender(reception.core, handlers);
    for (let round = 0; round < 8; round++) {
      sender.wake(line);
      await sender.idle();
      reception.core.clock.advance(Temporal.Duration.from({ minutes: 10 }));
    }
    expect(taken).toHaveLength(5);
    expect(await statesOf(reception, line)).toEqual(['failed']);
  });
});

test('what was taken tells its cost, of an attempt at a notice how late it was; one that fails for good is told', async () => {
  const told: Omit<TakenMessage, 'wired'>[] = [];
  const failures: string[] = [];
  let refuses = false;
  const { handlers } = provider(async () =>
    refuses ? { ok: false, error: { code: 'bad_number', providerCode: '21211' } } : null,
  );
  const sender = createSender(reception.core, handlers, undefined, {
    taken: ({ wired: _, ...rest }) => told.push(rest),
    attemptFailed: (_, { code }) => failures.push(code),
  });
  const [line, reminded, wrong] = await linesWith(['a reply'], [], []);
  if (!line || !reminded || !wrong) throw new Error('no lines');
  await attemptTo(reception, reminded, 'x'.repeat(200));
  reception.core.clock.advance(Temporal.Duration.from({ seconds: 7 }));
  for (const one of [line, reminded]) sender.wake(one);
  await sender.idle();
  refuses = true;
  await attemptTo(reception, wrong);
  sender.wake(wrong);
  await sender.idle();
  expect(told).toHaveLength(2);
  expect(told).toEqual(
    expect.arrayContaining([
      { cost: 1, currency: 'KES', raised: null, lateSeconds: null },
      { cost: 2, currency: 'KES', raised: null, lateSeconds: 7 },
    ]),
  );
  expect(failures).toEqual(['bad_number']);
  const { rows } = await database.pool.query(
    'select cost, segments from outbox where cost is not null order by cost',
  );
  expect(rows).toEqual([
    { cost: '1.0000', segments: 1 },
    { cost: '2.0000', segments: 2 },
  ]);
});

describe('stopping', () => {
  test('what is on the wire ends and is recorded; the rest stays queued, and is the next sender’s', async () => {
    const lines = await linesWith(...Array.from({ length: 60 }, (_, place) => [`to ${place}`]));
    const answered = Promise.withResolvers<null>();
    const first = provider(() => answered.promise);
    const stopping = createSender(reception.core, first.handlers);
    for (const line of lines) stopping.wake(line);
    await expect.poll(() => first.taken.length).toBe(32);

    let ended = false;
    const stopped = stopping.stop().then(() => {
      ended = true;
    });
    await database.pool.query('select pg_sleep(0.1)');
    expect(ended, 'it waits for what is on the wire').toBe(false);
    answered.resolve(null);
    await stopped;
    for (const line of lines) stopping.wake(line); // the sweeper's last round
    await stopping.idle();
    expect([await queued('sent'), await queued('queued'), first.taken.length]).toEqual([32, 28, 32]);

    const next = provider();
    const following = createSender(reception.core, next.handlers);
    for (const line of lines) following.wake(line);
    await following.idle();
    expect(await queued('sent')).toBe(60);
    expect(new Set([...first.taken, ...next.taken]).size).toBe(60);
    expect(next.taken).toHaveLength(28);
  });

  test('a long line stops after the message that is on the wire', async () => {
    const [line] = await linesWith(['one', 'two', 'three']);
    if (!line) throw new Error('no line');
    const answered = Promise.withResolvers<null>();
    const { taken, handlers } = provider(() => answered.promise);
    const sender = createSender(reception.core, handlers);
    sender.wake(line);
    await expect.poll(() => taken).toEqual(['one']);
    const stopped = sender.stop();
    answered.resolve(null);
    await stopped;
    expect(await statesOf(reception, line)).toEqual(['sent', 'queued', 'queued']);
    expect(taken).toEqual(['one']);
  });
});

test('whoever wrote is answered before all the notices that wait have gone out', async () => {
  const { taken, handlers } = provider();
  const notices = await linesWith(...Array.from({ length: 100 }, (_, place) => [`notice ${place}`]));
  const [answer] = await linesWith(['the answer']);
  const sender = createSender(reception.core, handlers);
  for (const line of notices) sender.wake(line, 'later');
  if (answer) sender.wake(answer);
  await sender.idle();
  expect(taken).toHaveLength(101);
  expect(taken.indexOf('the answer')).toBeLessThan(10);
});

test('a provider that hangs with half of the places: the others are given out all the same', async () => {
  const answered = Promise.withResolvers<null>();
  const { taken, handlers } = provider(() => answered.promise);
  const notices = await linesWith(...Array.from({ length: 33 }, (_, place) => [`notice ${place}`]));
  const sender = createSender(reception.core, handlers);
  for (const line of notices) sender.wake(line, 'later');
  await expect.poll(() => taken.length).toBe(33);
  expect(await sender.room()).toBe(true);
  answered.resolve(null);
  await sender.idle();
});

test('there is room for notices once those that wait can be served', async () => {
  const answered = Promise.withResolvers<null>();
  const { taken, handlers } = provider(() => answered.promise);
  const notices = await linesWith(...Array.from({ length: 140 }, (_, place) => [`notice ${place}`]));
  const sender = createSender(reception.core, handlers);
  expect(await sender.room()).toBe(true);
  for (const line of notices) sender.wake(line, 'later');
  await expect.poll(() => taken.length).toBe(64); // the provider hangs
  expect(sender.hasRoom()).toBe(false);
  const room = sender.room();
  answered.resolve(null);
  expect(await room).toBe(true);
  expect(sender.hasRoom()).toBe(true);
  await sender.idle();
  expect(taken).toHaveLength(140);
});

test('a line that was to be served later is served now, and once', async () => {
  const { taken, handlers } = provider();
  const [line] = await linesWith(['one']);
  if (!line) throw new Error('no line');
  const sender = createSender(reception.core, handlers);
  sender.wake(line, 'later');
  sender.wake(line);
  sender.wake(line, 'later');
  await sender.idle();
  expect(taken).toEqual(['one']);
});
