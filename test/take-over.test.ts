import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replyToPatient } from '../core/desk/reply.ts';
import { takeOver } from '../core/desk/take-over.ts';
import type { ContactId, ConversationId } from '../core/ids.ts';
import type { StaffScope } from '../core/staff/permissions.ts';
import { amani } from './amani.ts';
import { phoneAt, tools } from './happened.ts';
import { openStage, type Stage } from './play.ts';
import { staffOf } from './staff.ts';

/** The bot and a person never talk over each other: taken over while the patient's message is being handled, on the whole program. */

const ROUNDS = 200;
const ABREAST = 10;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('whatsapp', amani);
});
afterAll(async () => {
  await stage?.close(); // asserts that every message handled was one turn
});

const address = (series: number, round: number) => `+2547${series}${String(1_000_000 + round).slice(1)}1`;

async function conversationAt(
  phone: string,
): Promise<{ conversationId: ConversationId; contactId: ContactId }> {
  // the newest: each round's phone has just written for the first time
  const { rows } = await sql<{
    conversationId: ConversationId;
    contactId: ContactId;
    data_key: Buffer;
    address: Buffer;
  }>`
    select v.id as "conversationId", v.contact_id as "contactId", vc.data_key, vc.address
    from conversation v join vault.contact vc on vc.contact_id = v.contact_id order by v.created_at desc, v.id desc limit 60
  `.execute(stage.database.db);
  const { organizationId } = stage;
  const found = rows.find(({ contactId, data_key, address: sealed }) => {
    const key = stage.vault.unwrap(data_key, { organizationId, recordId: contactId });
    return stage.vault.decrypt(key, 'contact.address', sealed) === phone;
  });
  if (!found) throw new Error('the phone has not written');
  const { conversationId, contactId } = found;
  return { conversationId, contactId };
}

type Waiting = { id: string; correlation_id: string; state: string };

async function botsWords(contactId: ContactId): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, correlation_id, state from outbox where contact_id = ${contactId} and author = 'bot' order by seq
  `.execute(stage.database.db);
  return rows;
}

/** Turns and the take-over write their event while they hold the conversation's row: its number is the order of the commits. */
async function order(conversationId: ConversationId) {
  const { rows } = await sql<{ type: string; correlation_id: string; replies: number }>`
    select type, correlation_id, (details ->> 'replies')::int as replies from event
    where (type = 'conversation.turn_taken' and record_id = ${conversationId})
      or (type = 'handover.taken' and details ->> 'conversationId' = ${conversationId})
    order by seq
  `.execute(stage.database.db);
  const at = rows.findIndex(({ type }) => type === 'handover.taken');
  return { before: rows.slice(0, at), after: rows.slice(at + 1) };
}

const seen = { turnFirst: 0, takenFirst: 0, cancelled: 0 };

test('taken over while a message is being handled: no word of the bot after it, and no message lost', async () => {
  const { core } = tools(stage);
  const staff = staffOf(stage);
  for (let batch = 0; batch < ROUNDS; batch += ABREAST) {
    await Promise.all(Array.from({ length: ABREAST }, (_, place) => race(core, staff, batch + place)));
  }
  expect(seen.turnFirst + seen.takenFirst).toBe(ROUNDS);
  expect(seen.turnFirst, 'both orders were met').toBeGreaterThan(0);
  expect(seen.takenFirst, 'both orders were met').toBeGreaterThan(0);
  const trouble = stage.log.lines.filter((line) => /"level":"(warn|error)"/.test(line));
  expect(trouble).toEqual([]);
}, 240_000);

async function race(core: ReturnType<typeof tools>['core'], staff: StaffScope, round: number): Promise<void> {
  const phone = phoneAt(stage, address(1, round));
  await phone.write({ text: 'Hi' });
  const { conversationId, contactId } = await conversationAt(phone.address);
  const said = (await botsWords(contactId)).length;
  // Words only, or with a command that writes: a turn has a transaction of its own then.
  const words = ['help', 'book', 'how much is it?', 'STOP'][round % 4] ?? 'help';
  const taking = async () => {
    for (let steps = 0; steps < (round % 17) * 3; steps++) await Promise.resolve();
    if (round % 3 === 0) await new Promise((resolve) => setTimeout(resolve, round % 12));
    expect(await takeOver(core, staff, { conversationId })).toMatchObject({ ok: true });
    return (await botsWords(contactId)).filter(({ state }) => state === 'queued' || state === 'errored');
  };
  const [open] = await Promise.all([taking(), phone.write({ text: words })]);
  const { before, after } = await order(conversationId);
  const optsOut = words === 'STOP'; // to be left alone is granted whoever has the conversation
  if (!optsOut) expect(open).toEqual([]);
  expect(before.length + after.length).toBe(2);
  const all = await botsWords(contactId);
  if (after.length > 0) {
    seen.takenFirst++;
    if (!optsOut) expect([after[0]?.replies, all.length]).toEqual([0, said]);
  } else {
    seen.turnFirst++;
    const states = all.slice(said).map(({ state }) => state);
    seen.cancelled += states.filter((state) => state === 'cancelled').length;
    expect(states.filter((state) => !['cancelled', 'sent', 'delivered', 'read'].includes(state))).toEqual([]);
  }
  const shown = phone.inbox().length;
  await phone.write({ text: 'book' });
  expect(phone.inbox().length, 'the bot is silent').toBe(shown);
  const { result, wake } = await replyToPatient(core, staff, {
    key: `r${round}`,
    conversationId,
    text: 'It is me',
  });
  expect(result).toMatchObject({ ok: true, state: 'queued' });
  if (wake) stage.miadi.sender.wake(wake);
  await stage.settle();
  expect(phone.inbox().at(-1)?.text).toBe('It is me');
}

test('two of staff at once: one has it, and the other is told who', async () => {
  const { core } = tools(stage);
  for (let round = 0; round < 20; round++) {
    const phone = phoneAt(stage, address(2, round));
    await phone.write({ text: 'Hi' });
    const { conversationId } = await conversationAt(phone.address);
    const [one, two] = [staffOf(stage), staffOf(stage)];
    const taken = await Promise.all([
      takeOver(core, one, { conversationId }),
      takeOver(core, two, { conversationId }),
    ]);
    const winner = taken[0]?.ok ? one : two;
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    expect(taken.find(({ ok }) => !ok)).toMatchObject({ reason: 'held_by', holderId: winner.actor.id });
  }
}, 60_000);
