import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelId } from '../../core/ids.ts';
import { requeueDoubted } from '../../core/messaging/doubt.ts';
import { dueLines, type Line } from '../../core/messaging/outbox.ts';
import { openItem } from '../../core/worklist.ts';
import { attemptTo } from '../../test/attempts.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { newLine, outboxOf, queueTo, statesOf } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { tellOfPatient } from '../on-call.ts';
import type { Handler, SendOutcome } from './handler.ts';
import type { SendErrorCode } from './send-error.ts';
import { createSender, type Sender } from './sender.ts';

/** What becomes of messages while their provider is not to be called (breaker.ts), and after. */

let database: TestDatabase;
let reception: Reception;
/** What the provider says now; null: it takes the message. */
let trouble: SendErrorCode | null;
/** The same of the other. */
let others: SendErrorCode | null;
let calls: number;
let taken: string[];

beforeEach(async () => {
  database = await createTestDatabase({ max: 20 });
  reception = await openReception(database.db, { organization: { on_call_phone: '+254711082009' } });
  [trouble, others, calls, taken] = [null, null, 0, []];
});
afterEach(() => database.drop());

function handlerOf(provider: Handler['provider']): Handler {
  return {
    provider,
    async send({ message }): Promise<SendOutcome> {
      calls++;
      const code = provider === 'twilio' ? trouble : others;
      if (code !== null) return { ok: false, error: { code, providerCode: null } };
      taken.push(message.kind === 'text' ? message.text : message.kind);
      return { ok: true, providerMessageId: `SM-${reception.core.ids.next()}` };
    },
  };
}

const openSender = (random = () => 0.5) =>
  createSender(
    { ...reception.core, db: database.db },
    { twilio: handlerOf('twilio'), africastalking: handlerOf('africastalking') },
    undefined,
    { random },
  );

/** As the sweeper does: whatever is due is woken. @returns how many lines that were */
async function sweep(sender: Sender): Promise<number> {
  const lines = await dueLines(reception.core, Temporal.Duration.from({ seconds: 0 }), 200);
  for (const line of lines) sender.wake(line);
  await sender.idle();
  return lines.length;
}

const later = (seconds: number) => reception.core.clock.advance(Temporal.Duration.from({ seconds }));

async function linesOf(count: number): Promise<Line[]> {
  return Promise.all(Array.from({ length: count }, () => newLine(reception)));
}

const counts = async () => {
  const { rows } = await sql<{ state: string; n: number }>`
    select state, count(*)::int as n from outbox group by state
  `.execute(database.db);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};

const errorsTold = async () =>
  (await reception.events()).filter(({ type }) => type === 'outbox.errored').map(({ details }) => details);

test('an hour of outage: few are tried, none uses its tries up for nothing, all go out afterwards, once', {
  timeout: 120_000,
}, async () => {
  const lines = await linesOf(60);
  for (const [place, line] of lines.entries()) await attemptTo(reception, line, `to ${place}`);
  const [first] = lines;
  if (!first) throw new Error('no line');
  await queueTo(reception, first, 'after it');
  let chance = 1;
  const sender = openSender(() => {
    chance = (chance * 16_807) % 2_147_483_647;
    return chance / 2_147_483_647;
  });
  trouble = 'provider_unreachable';
  let woken = 0;
  for (let second = 0; second < 3600; second += 15) {
    woken += await sweep(sender);
    later(15);
  }
  // up to 32 were on their way when it opened; from then on one probes, at first often, then every two minutes
  expect(calls).toBeLessThanOrEqual(32 + 3 + 30);
  expect(calls).toBeGreaterThan(25);
  expect(woken, 'each is looked at about every two minutes').toBeLessThan((60 * 3600) / 100);
  expect(await errorsTold()).toHaveLength(calls);
  expect(await counts()).not.toHaveProperty('failed');
  const { tries } = await database.db
    .selectFrom('outbox')
    .select((row) => row.fn.sum<number>('tries').as('tries'))
    .executeTakeFirstOrThrow();
  expect(Number(tries), 'only what the provider was asked counts').toBe(calls);

  trouble = null;
  for (let second = 0; second < 700; second += 5) {
    await sweep(sender);
    later(5);
  }
  expect(await counts()).toEqual({ sent: 61 });
  expect(taken).toHaveLength(61);
  expect(new Set(taken).size).toBe(61);
  expect(taken.indexOf('after it'), 'an answer waits for no notice').toBeLessThan(taken.indexOf('to 0'));
});

test('what is held comes again when the provider may be called: answers at once, notices spread over a while', async () => {
  const [one, two, three, answered, reminded] = await linesOf(5);
  if (!one || !two || !three || !answered || !reminded) throw new Error('no lines');
  const sender = openSender();
  trouble = 'provider_error';
  for (const line of [one, two, three]) {
    await queueTo(reception, line);
    sender.wake(line);
    await sender.idle();
  }
  await queueTo(reception, answered);
  await attemptTo(reception, reminded);
  for (const line of [answered, reminded]) sender.wake(line);
  await sender.idle();
  expect(calls).toBe(3);
  const begun = reception.core.clock.now();
  const next = async (line: Line) => {
    const [row] = await outboxOf(reception, line);
    return { ...row, next: row?.next && begun.until(row.next).total('seconds') };
  };
  expect(await next(answered)).toEqual({ state: 'queued', tries: 0, error: null, next: 15 + 2.5 });
  expect(await next(reminded)).toEqual({ state: 'queued', tries: 0, error: null, next: 15 + 7.5 });
  expect(await next(three)).toMatchObject({ state: 'errored', tries: 1, next: 15 });
  expect(await next(one)).toMatchObject({ state: 'errored', tries: 1, next: 5 });
  expect(await errorsTold()).toEqual([1, 2, 3].map(() => ({ error: 'provider_error', tries: 1 })));
});

test('a provider’s other kind of channel goes on, and so do other providers', async () => {
  const africastalking = reception.core.ids.next<ChannelId>();
  await addChannel(africastalking);
  const lines = await linesOf(4);
  const sender = openSender();
  trouble = 'provider_error';
  for (const line of lines) await queueTo(reception, line);
  for (const line of lines.slice(0, 3)) sender.wake(line);
  await sender.idle();
  const [, , , other] = lines;
  if (!other) throw new Error('no line');
  await queueTo({ ...reception, channelId: africastalking }, other, 'by the other');
  await database.db
    .updateTable('outbox')
    .set({ channel_id: africastalking })
    .where('contact_id', '=', other.contactId)
    .execute();
  sender.wake(other);
  await sender.idle();
  expect(taken).toEqual(['Habari', 'by the other']);
});

test('no credit: one try tells it; all is held, staff and the on-call phone hear of it once, and it goes on after', async () => {
  await addChannel(reception.core.ids.next<ChannelId>());
  const lines = await linesOf(20);
  for (const line of lines) await queueTo(reception, line);
  const sender = openSender();
  trouble = 'out_of_credit';
  for (let minute = 0; minute < 60; minute++) {
    await sweep(sender);
    later(60);
  }
  expect(calls - taken.length, 'what was on its way at first, then one in five minutes').toBeLessThan(
    32 + 13,
  );
  expect(taken).toEqual([expect.stringMatching(/^The credit at Twilio has run out/)]);
  expect(await items()).toEqual([{ recordKind: 'channel', recordId: reception.channelId, closed: false }]);
  expect(await counts()).not.toHaveProperty('failed');

  trouble = null;
  for (let round = 0; round < 80; round++) {
    await sweep(sender);
    later(15);
  }
  expect(await counts()).toEqual({ sent: 21 });
  expect(await items()).toEqual([{ recordKind: 'channel', recordId: reception.channelId, closed: true }]);

  // filled a little, and empty again on the same day: staff see it, the phone stays quiet
  trouble = 'out_of_credit';
  const [line] = lines;
  if (!line) throw new Error('no line');
  await queueTo(reception, line);
  await sweep(sender);
  expect((await items()).map(({ closed }) => closed)).toEqual([true, false]);
  expect(taken.filter((text) => text.startsWith('The credit'))).toHaveLength(1);
});

test('no credit, and no other provider: staff hear of it all the same; another sender, started later, closes the item', async () => {
  const [line] = await linesOf(1);
  if (!line) throw new Error('no line');
  await queueTo(reception, line);
  trouble = 'out_of_credit';
  await sweep(openSender());
  expect((await items()).map(({ closed }) => closed)).toEqual([false]);
  expect(await counts()).toEqual({ errored: 1 });
  trouble = null;
  later(600);
  const next = openSender();
  await sweep(next);
  expect(await counts()).toEqual({ sent: 1 });
  expect((await items()).map(({ closed }) => closed)).toEqual([true]);
});

test('what waits for the on-call phone by the empty account goes out by the other, in its order', async () => {
  await addChannel(reception.core.ids.next<ChannelId>());
  const phone = await newLine(reception);
  await database.db
    .updateTable('organization')
    .set({ on_call_phone: await addressOf(phone) })
    .execute();
  await queueTo(reception, phone, 'a patient waits');
  const [line] = await linesOf(1);
  if (!line) throw new Error('no line');
  await queueTo(reception, line);
  trouble = 'out_of_credit';
  const sender = openSender();
  sender.wake(line);
  await sender.idle();
  expect(taken).toEqual(['a patient waits', expect.stringMatching(/^The credit at Twilio/)]);
});

describe('an alarm for the on-call phone, while one of two accounts is empty', () => {
  const URGENT = expect.stringMatching(/^URGENT/);
  let sender: Sender;

  beforeEach(async () => {
    // behind the first one: of two ids that are made in one millisecond chance would tell
    await addChannel('ffffffff-ffff-7fff-bfff-ffffffffffff' as ChannelId);
    sender = openSender();
  });

  /** An answer to a patient, by the first channel. */
  async function answer(): Promise<void> {
    const [line] = await linesOf(1);
    if (!line) throw new Error('no line');
    await queueTo(reception, line);
    sender.wake(line);
    await sender.idle();
  }

  async function alarm(): Promise<Line> {
    const answerBy = reception.core.clock.now().add({ minutes: 5 });
    const line = await reception.turn((core) =>
      tellOfPatient(core, reception.clinic.scope, { kind: 'danger', answerBy }),
    );
    if (!line) throw new Error('there is an on-call phone');
    return line;
  }

  async function sendAlarm(): Promise<Line> {
    const line = await alarm();
    sender.wake(line);
    await sender.idle();
    return line;
  }

  const closeByHand = () =>
    sql`update worklist_item set closed_at = ${reception.core.clock.now()}`.execute(database.db);
  const alarms = () => taken.filter((text) => text.startsWith('URGENT'));

  test('goes by the other, long after staff were told', async () => {
    trouble = 'out_of_credit';
    await answer();
    expect(taken).toEqual([expect.stringMatching(/^The credit at Twilio/)]);
    later(600);
    await sendAlarm();
    expect(taken.slice(1)).toEqual([URGENT]);
  });

  test('that was queued for the empty one goes by the other, though staff know, were told a while ago or just now', async () => {
    trouble = 'out_of_credit';
    await answer();
    await closeByHand();
    await sendAlarm();
    expect(alarms(), 'told of it again').toHaveLength(1);
    await closeByHand();
    const line = await alarm();
    await answer(); // it meets the empty account first, and is not looked at so soon again
    expect(alarms()).toHaveLength(1);
    await reception.turn((core) =>
      openItem(core, reception.clinic.scope, {
        ...{ kind: 'out_of_credit', recordKind: 'channel', recordId: reception.channelId },
      }),
    );
    sender.wake(line);
    await sender.idle();
    expect(alarms(), 'known').toHaveLength(2);
    expect((await items()).every(({ recordId }) => recordId === reception.channelId)).toBe(true);
  });

  test('that may have gone out goes out once more by the other', async () => {
    trouble = 'no_answer';
    const line = await sendAlarm();
    expect(await statesOf(reception, line)).toEqual(['unknown']);
    trouble = 'out_of_credit';
    await answer();
    expect(alarms(), 'a receipt is waited for').toEqual([]);
    later(121);
    await requeueDoubted(reception.core);
    const asked = calls;
    await sweep(sender);
    expect(alarms()).toHaveLength(1);
    expect(calls - asked, 'the answer waits, the alarm asks no empty account').toBe(1);
  });

  test('waits where both are empty, without haste, and goes by the first that is filled', async () => {
    [trouble, others] = ['out_of_credit', 'out_of_credit'];
    await answer();
    const line = await sendAlarm();
    for (let minute = 0; minute < 60; minute++) {
      await sweep(sender);
      later(60);
    }
    expect(calls).toBeLessThan(60);
    expect(new Set((await items()).map(({ recordId }) => recordId)).size).toBe(2);
    others = null;
    for (let minute = 0; minute < 25; minute++) {
      await sweep(sender);
      later(60);
    }
    expect(alarms()).toHaveLength(1);
    expect(new Set(await statesOf(reception, line))).toEqual(new Set(['sent']));
  });
});

async function addChannel(id: ChannelId): Promise<void> {
  await database.db
    .insertInto('channel')
    .values({
      ...{ organization_id: reception.clinic.organizationId, id, provider: 'africastalking', kind: 'sms' },
      ...{ address: `22141-${id}`, keyword: null, can_receive: true, active: true },
    })
    .execute();
}

async function addressOf({ organizationId, contactId }: Line): Promise<string> {
  const { data_key, address } = await database.db
    .selectFrom('vault.contact')
    .select(['data_key', 'address'])
    .where('contact_id', '=', contactId)
    .executeTakeFirstOrThrow();
  const { vault } = reception.core;
  const key = vault.unwrap(data_key, { organizationId, recordId: contactId });
  return vault.decrypt(key, 'contact.address', address);
}

const items = () =>
  database.db
    .selectFrom('worklist_item')
    .select(['record_kind as recordKind', 'record_id as recordId'])
    .select((row) => row('closed_at', 'is not', null).as('closed'))
    .where('kind', '=', 'out_of_credit')
    .orderBy('opened_at')
    .execute();
