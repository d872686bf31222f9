import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { attemptTo, endNotice } from '../../test/attempts.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { newLine, queueTo, wireNext } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { openItem } from '../worklist.ts';
import { emptyBacklog, readBacklog } from './backlog.ts';
import { recordInDoubt } from './doubt.ts';
import { recordErrored, recordSent } from './outbox.ts';

let database: TestDatabase;
let reception: Reception;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  for (const table of ['worklist_item', 'handover', 'inbound_message', 'outbox', 'notice', 'appointment']) {
    await sql`delete from ${sql.table(table)}`.execute(database.db);
  }
  reception = await openReception(database.db);
});
afterAll(() => database.drop());

const read = () => readBacklog(reception.core);
const later = (seconds: number) => reception.core.clock.advance(Temporal.Duration.from({ seconds }));
const ago = (seconds: number) => reception.core.clock.now().subtract({ seconds });

test('nothing is due: every number is there, and 0', async () => {
  expect(await read()).toEqual(emptyBacklog());
});

test('messages by state; what was sent is none of them', async () => {
  for (const become of ['queued', 'wired', 'sent', 'errored', 'unknown']) {
    const line = await newLine(reception);
    await queueTo(reception, line);
    if (become === 'queued') continue;
    const wired = await wireNext(reception, line);
    if (become === 'sent') await recordSent(reception.core, wired, `SM-${wired.id}`, 1);
    if (become === 'errored') await recordErrored(reception.core, wired, 'throttled', ago(-30));
    if (become === 'unknown') await recordInDoubt(reception.core, wired, 'no_answer');
  }
  expect((await read()).outbox).toEqual({ queued: 1, wired: 1, errored: 1, unknown: 1 });
});

test('a message is overdue when it was due a minute ago, and not while it stands behind another one', async () => {
  const line = await newLine(reception);
  await queueTo(reception, line);
  await queueTo(reception, line, 'behind it');
  later(59);
  expect(await read()).toMatchObject({ overdue: { messages: 0 }, oldestDueSeconds: 59 });
  later(2);
  expect(await read()).toMatchObject({ overdue: { messages: 1 }, oldestDueSeconds: 61 });
  const wired = await wireNext(reception, line);
  await recordErrored(reception.core, wired, 'throttled', ago(-600));
  expect(await read()).toMatchObject({
    overdue: { messages: 0 },
    oldestDueSeconds: 0,
    outbox: { queued: 1 },
  });
});

test('an answer is overdue though a notice was there before it: it waits for none', async () => {
  const line = await newLine(reception);
  await attemptTo(reception, line);
  const put = await wireNext(reception, line);
  await recordErrored(reception.core, put, 'throttled', ago(-600));
  await queueTo(reception, line);
  later(61);
  expect(await read()).toMatchObject({ overdue: { messages: 1 }, oldestDueSeconds: 61 });
});

test('a message is overdue on the wire a minute after its sender must be gone, and in doubt after its time', async () => {
  const [onWire, doubted] = [await newLine(reception), await newLine(reception)];
  await queueTo(reception, onWire);
  await queueTo(reception, doubted);
  await wireNext(reception, onWire);
  await recordInDoubt(reception.core, await wireNext(reception, doubted), 'no_answer');
  later(119);
  expect((await read()).overdue).toMatchObject({ wired: 0, doubted: 0 });
  later(62);
  expect((await read()).overdue).toMatchObject({ wired: 1, doubted: 1 });
});

test('turns, holds and hand-overs that nobody has looked after; the next message waits behind the first', async () => {
  const { clinic, core, channelId } = reception;
  const organization_id = clinic.organizationId;
  const line = await newLine(reception);
  const { id: conversation_id } = await database.db
    .selectFrom('conversation')
    .select('id')
    .where('contact_id', '=', line.contactId)
    .executeTakeFirstOrThrow();
  const due = ago(61);
  for (const place of [1, 2]) {
    await sql`insert into inbound_message (organization_id, id, conversation_id, channel_id, provider_message_id, body, state,
      next_try_at, correlation_id, received_at) values (${organization_id}, ${core.ids.next()}, ${conversation_id}, ${channelId},
      ${`SM${place}`}, '', 'waiting', ${due}, ${core.ids.next()}, ${due})`.execute(database.db);
  }
  await sql`insert into handover (organization_id, id, conversation_id, reason, asked_at, answer_by, quiet_until)
    values (${organization_id}, ${core.ids.next()}, ${conversation_id}, 'asked', ${due}, ${due}, ${due})`.execute(
    database.db,
  );
  await sql`insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, visit, busy,
      expires_at, created_at, updated_at)
    values (${organization_id}, ${core.ids.next()}, 'hold', ${clinic.branchIds[0]}, ${clinic.serviceIds[0]},
      ${clinic.practitionerIds[0]}, ${line.contactId}, '[2026-10-06 08:00Z,2026-10-06 08:30Z)',
      '[2026-10-06 08:00Z,2026-10-06 08:30Z)', ${due}, ${due}, ${due})`.execute(database.db);
  await openItem(core, clinic.scope, {
    kind: 'person',
    recordKind: 'conversation',
    recordId: conversation_id,
  });
  await sql`update worklist_item set left_to_pages_at = ${ago(361)}`.execute(database.db);
  expect(await read()).toMatchObject({
    overdue: { turns: 1, holds: 1, handovers: 1, messages: 0, on_call: 1 },
    turns: { waiting: 2, dead: 0 },
    handovers: 1,
    oldestDueSeconds: 61,
  });
});

test('the worklist by kind; a turn that was given up counts until staff have seen to it', async () => {
  const { core, clinic } = reception;
  const open = (kind: 'dead_turn' | 'person') =>
    openItem(core, clinic.scope, { kind, recordKind: 'inbound_message', recordId: core.ids.next() });
  await open('dead_turn');
  await open('dead_turn');
  await open('person');
  await database.db
    .updateTable('worklist_item')
    .set({ closed_at: core.clock.now() })
    .where('id', '=', (where) =>
      where.selectFrom('worklist_item').select('id').where('kind', '=', 'dead_turn').limit(1),
    )
    .execute();
  expect(await read()).toMatchObject({
    turns: { dead: 1 },
    worklist: { dead_turn: 1, person: 1, not_me: 0 },
  });
});

test('notices: overdue when nobody has looked at them for a minute; those of the last day by what came of them', async () => {
  const attempts = [];
  for (let count = 0; count < 4; count++) attempts.push(await attemptTo(reception, await newLine(reception)));
  const [one, two, three] = attempts;
  if (!one || !two || !three) throw new Error('no attempts');
  await endNotice(reception, one, 'call_list');
  await endNotice(reception, two, 'call_list');
  await endNotice(reception, three, 'answered');
  const told = {
    notices: expect.arrayContaining([
      { state: 'call_list', reason: 'all_failed', count: 2 },
      { state: 'answered', reason: 'all_failed', count: 1 },
      { state: 'open', reason: 'none', count: 1 },
    ]),
    answers: { confirmed: 1, moved: 0, cancelled: 0 },
  };
  expect(await read()).toMatchObject({ overdue: { notices: 0 }, ...told });
  later(15 * 60 + 61);
  expect(await read()).toMatchObject({ overdue: { notices: 1 }, ...told });
  later(24 * 3600);
  expect(await read()).toMatchObject({ overdue: { notices: 1 }, notices: [], answers: { confirmed: 0 } });
});
