import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import type { ChannelKind } from '../core/db/tables.ts';
import { factsOf } from '../rehearsal/records.ts';
import { rehearsed } from '../rehearsal/rehearse.ts';
import { withSmsBy } from './amani.ts';
import { openStage, type Stage } from './play.ts';

/** What goes wrong at a provider is our trouble, not the patient's: replies come late, in order, and once. */

const ways = [
  { kind: 'whatsapp', provider: 'twilio' },
  { kind: 'sms', provider: 'twilio' },
  { kind: 'sms', provider: 'africastalking' },
] as const;

const open: Stage[] = [];
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close();
});

async function stageOn({ kind, provider }: { kind: ChannelKind; provider: 'twilio' | 'africastalking' }) {
  const stage = await openStage(kind, withSmsBy(provider));
  open.push(stage);
  return { stage, fault: stage.emulators[provider].fault, later: minutesLater(stage) };
}

const minutesLater = (stage: Stage) => (minutes: number) => stage.wait(Temporal.Duration.from({ minutes }));

const sent = async (stage: Stage) => {
  const { rows } = await sql<{ state: string; error: string | null }>`
    select state, error_code as error from outbox order by seq
  `.execute(stage.database.db);
  return rows;
};

const textsOf = (stage: Stage) => stage.news().map((message) => message.text);

describe.each(ways)('$kind by $provider', (way) => {
  const throttled = { kind: 'refuse', status: 429, code: 20429 } as const;
  const broken = { kind: 'refuse', status: 500, code: 20500 } as const;

  test.each([
    ['asks to slow down', throttled, 2],
    ['has an error of its own', broken, 3],
  ] as const)('%s: the replies come later, in order, once', async (_, fault, times) => {
    const { stage, fault: breaks, later } = await stageOn(way);
    breaks(fault, times);
    await stage.write({ text: 'Hi' });
    await stage.write({ text: 'book' });
    expect(textsOf(stage)).toEqual([]);
    for (let minute = 0; minute < 6; minute++) await later(1);
    const [greeting, services, ...rest] = textsOf(stage);
    expect(greeting).toContain('Amani Family Clinic');
    expect(services).not.toContain('Welcome');
    expect(rest).toEqual([]);
    expect((await sent(stage)).map((one) => one.state).every((state) => /delivered|read/.test(state))).toBe(
      true,
    );
  });

  test('is slow: two replies do not overtake each other', async () => {
    const { stage, fault } = await stageOn(way);
    fault({ kind: 'delay', ms: 150 });
    await Promise.all([stage.write({ text: 'Hi' })]);
    await stage.write({ text: 'book' });
    const texts = textsOf(stage);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain('Amani Family Clinic');
  });

  test.each([
    ['answers nonsense', { kind: 'nonsense' }],
    ['breaks off having taken it', { kind: 'drop', taken: true }],
  ] as const)('%s: in doubt, it is not sent twice once a receipt has come', async (_, fault) => {
    const { stage, fault: breaks, later } = await stageOn(way);
    breaks(fault);
    await stage.write({ text: 'Hi' });
    await later(5);
    expect(stage.inbox()).toHaveLength(way.provider === 'twilio' ? 1 : 2);
  });

  test('breaks off having taken nothing: it goes out once more', async () => {
    const { stage, fault, later } = await stageOn(way);
    fault({ kind: 'drop', taken: false });
    await stage.write({ text: 'Hi' });
    expect(stage.inbox()).toHaveLength(0);
    await later(3);
    expect(stage.inbox()).toHaveLength(1);
    await later(10);
    expect(stage.inbox()).toHaveLength(1);
  });

  test('is down for as long as we try: staff hear of it, and the next message is answered', async () => {
    const { stage, fault, later } = await stageOn(way);
    fault(broken, 5);
    await stage.write({ text: 'Hi' });
    for (let minute = 0; minute < 20; minute++) await later(1);
    expect((await sent(stage)).map((one) => one.state)).toEqual(['failed']);
    expect(await factsOf(stage)).toContain('for staff: failed_delivery');
    await stage.write({ text: 'Hi' });
    expect(textsOf(stage)).toHaveLength(1);
  });
});

describe.each([
  [ways[0], 401, 20005],
  [ways[1], 401, 20005],
  [ways[2], 201, 405],
] as const)('no credit: %o', (way, status, code) => {
  test('all is held; staff hear of it once, and it goes on when there is some again', async () => {
    const { stage, fault: breaks, later } = await stageOn(way);
    breaks({ kind: 'refuse', status, code }, 4);
    await stage.write({ text: 'Hi' });
    await stage.write({ text: 'book' });
    for (let minute = 0; minute < 14; minute++) await later(1);
    expect(textsOf(stage)).toEqual([]);
    expect(await sent(stage)).toMatchObject([{ state: 'errored' }, { state: 'queued' }]);
    const items = (await factsOf(stage)).filter((fact) => fact.startsWith('for staff'));
    expect(items).toEqual(['for staff: out_of_credit']);
    for (let minute = 0; minute < 16; minute++) await later(1);
    expect(textsOf(stage)).toHaveLength(2);
    expect((await factsOf(stage)).filter((fact) => fact.startsWith('for staff'))).toEqual([]);
  });
});

describe('what a provider says of an address is remembered, until the patient writes', () => {
  const { twilio, africastalking } = {
    twilio: { kind: 'sms', provider: 'twilio' },
    africastalking: { kind: 'sms', provider: 'africastalking' },
  } as const;
  const whatsapp = { kind: 'whatsapp', provider: 'twilio' } as const;
  const refused = (status: number, code: number) => ({ kind: 'refuse', status, code }) as const;
  const failed = (code: string) => ({ kind: 'undelivered', code }) as const;

  test.each([
    ['no such number', twilio, refused(400, 21211), 'not to be reached: bad_number'],
    ['blocked by the carrier', twilio, failed('30004'), 'not to be reached: blocked'],
    ['not on WhatsApp', whatsapp, refused(400, 63003), 'not to be reached: bad_number'],
    ['blocked by the patient', whatsapp, failed('63014'), 'not to be reached: blocked'],
    ['no such number there', africastalking, refused(201, 403), 'not to be reached: bad_number'],
    ['nobody there', africastalking, failed('UserDoesNotExist'), 'not to be reached: bad_number'],
  ] as const)('%s', async (_, way, fault, fact) => {
    const { stage, fault: breaks } = await stageOn(way);
    breaks(fault);
    await stage.write({ text: 'Hi' });
    expect(await factsOf(stage)).toEqual(['no visit', fact, 'for staff: failed_delivery']);
    await stage.write({ text: 'Hi' });
    expect(await factsOf(stage)).toEqual(['no visit', 'for staff: failed_delivery']);
    expect(await eventsOf(stage, 'contact')).toEqual(['created', 'unreachable', 'reachable']);
  });

  test.each([
    ['opted out at the provider', twilio, refused(400, 21610)],
    ['on the blacklist', africastalking, refused(201, 406)],
    ['on the blacklist, as a report says', africastalking, failed('UserInBlackList')],
  ] as const)('%s: writing again is no opting in', async (_, way, fault) => {
    const { stage, fault: breaks } = await stageOn(way);
    breaks(fault);
    await stage.write({ text: 'Hi' });
    await stage.write({ text: 'Hi' });
    expect(await factsOf(stage)).toContain('opted out by the provider');
    expect(textsOf(stage), 'a question is answered all the same').toHaveLength(1);
  });

  test('a message that merely ran out of tries says nothing of the address', async () => {
    const { stage, fault } = await stageOn(twilio);
    fault(refused(400, 21617));
    await stage.write({ text: 'Hi' });
    expect(await factsOf(stage)).toEqual(['no visit', 'for staff: failed_delivery']);
  });

  test('a second failure adds no second item', async () => {
    const { stage, fault } = await stageOn(twilio);
    fault(refused(400, 21211), 2);
    await stage.write({ text: 'Hi' });
    await stage.write({ text: 'Hi' });
    expect((await factsOf(stage)).filter((fact) => fact.startsWith('for staff'))).toHaveLength(1);
  });
});

describe("Twilio's own opt-out words", () => {
  test.each(['CANCEL', 'END', 'STOP', 'quit'])('%s, on which Twilio blocks the number', async (word) => {
    const { stage } = await stageOn({ kind: 'sms', provider: 'twilio' });
    await stage.write({ text: 'Hi' });
    await stage.write({ text: word });
    expect(await factsOf(stage)).toContain('opted out by the provider');
    await stage.write({ text: 'START' });
    expect(await factsOf(stage)).not.toContain('opted out by the provider');
  });
});

test('a receipt for an unknown id, an unknown status, repeated and late ones', async () => {
  const { stage } = await stageOn({ kind: 'sms', provider: 'africastalking' });
  await stage.write({ text: 'Hi' });
  const id = stage.inbox()[0]?.id ?? '';
  const report = (fields: Record<string, string>) =>
    stage.miadi.webhooks.request(
      `http://miadi.test/webhooks/africastalking/delivery/${rehearsed.africastalking.webhookSecret}`,
      { method: 'POST', body: new URLSearchParams(fields) },
    );
  for (const fields of [
    { id: 'ATXid_nobody', status: 'Success' },
    { id, status: 'Success' },
    { id, status: 'Sent' },
    { id, status: 'Pondering' },
    { id, status: 'Success' },
  ]) {
    expect((await report(fields)).status).toBe(200);
  }
  expect(await sent(stage)).toEqual([{ state: 'delivered', error: null }]);
});

async function eventsOf(stage: Stage, record: string): Promise<string[]> {
  const { rows } = await sql<{ type: string }>`
    select type from event where record_kind = ${record} order by seq
  `.execute(stage.database.db);
  return rows.map(({ type }) => type.replace(`${record}.`, ''));
}
