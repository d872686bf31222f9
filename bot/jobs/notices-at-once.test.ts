import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cancelAppointment } from '../../core/booking/cancel.ts';
import type { Db } from '../../core/db/connect.ts';
import type { AppointmentId } from '../../core/ids.ts';
import type { Line } from '../../core/messaging/outbox.ts';
import { optOut } from '../../core/people/opt-out.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { endConnectionOnce } from '../../test/faults.ts';
import { assertInvariant } from '../../test/invariant.ts';
import { newLine, queueTo } from '../../test/lines.ts';
import { at, openReminded, type Reminded } from '../../test/reminded.ts';
import type { Sending, SendOutcome } from '../channels/handler.ts';
import { createSender, type Sender } from '../channels/sender.ts';
import { createGiveWay, type GiveWay } from '../give-way.ts';
import { composeNotice } from '../notices/compose.ts';
import { createNotices } from './notices.ts';

/** An attempt at a notice goes on the wire with what was decided of it, where the sender has a place for it. */

let database: TestDatabase;
let reminded: Reminded;
let sender: Sender;
let taken: string[];
let answered: Promise<void>;
let line: Line;
beforeEach(async () => {
  database = await createTestDatabase({ max: 20 });
  reminded = await openReminded(database.db, { organization: { reminders: [120] } });
  taken = [];
  answered = Promise.resolve();
  sender = senderOf(reminded);
  await reminded.book('2026-10-05T16:00');
  const { clock } = reminded.reception.core;
  clock.advance(clock.now().until(at('2026-10-05T14:00')));
  line = lineTo(reminded);
});
afterEach(async () => {
  await sender.stop();
  await assertInvariant(database.db);
  await database.drop();
});

function senderOf({ reception }: Reminded, giveWay?: GiveWay): Sender {
  const send = async ({ message }: Sending) => {
    taken.push(message.kind === 'text' && message.text.includes('said before') ? 'said before' : 'reminder');
    await answered;
    return { ok: true, providerMessageId: `SM-${reception.core.ids.next()}` } as const;
  };
  const handlers = { twilio: { provider: 'twilio', send } } as const;
  const options = { elapsed: () => 0, ...(giveWay && { giveWay }) };
  return createSender(reception.core, handlers, undefined, options);
}

const lineTo = ({ reception, contacts }: Reminded): Line => ({
  organizationId: reception.clinic.organizationId,
  contactId: contacts.whatsapp as Line['contactId'],
});

/** The clinic's day is read before its first message, and for these tests is not older than a second then. */
async function readDay(): Promise<void> {
  const before = await newLine(reminded.reception);
  await queueTo(reminded.reception, before, 'said before');
  sender.wake(before);
  await sender.idle();
  taken = [];
}

const look = (db: Db = database.db, giveWay = createGiveWay(() => false)) =>
  createNotices({ ...reminded.reception.core, db }, composeNotice, sender, () => undefined, giveWay).look();

/** All that was ever queued to the patient. */
async function outbox(): Promise<string[]> {
  const { rows } = await database.pool.query<{ state: string; tries: number }>(
    'select state, tries from outbox where contact_id = $1 order by seq',
    [line.contactId],
  );
  return rows.map(({ state, tries }) => `${state} ${tries}`);
}

type Transact = <Result>(work: Parameters<ReturnType<Db['transaction']>['execute']>[0]) => Promise<Result>;

/** Its transactions go another way. */
function withTransaction(execute: (real: Transact) => Transact): Db {
  const real: Transact = (work) => database.db.transaction().execute(work) as Promise<never>;
  return new Proxy(database.db, {
    get: (db, name) => (name === 'transaction' ? () => ({ execute: execute(real) }) : Reflect.get(db, name)),
  });
}

const broken = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

/** Resolves when so many wait for a lock of another's. */
const somebodyWaits = (many = 1) =>
  expect
    .poll(async () => {
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return (await database.pool.query(waiting)).rowCount;
    })
    .toBe(many);

test('it is on the wire when what was decided is on disk, and goes out once', async () => {
  await readDay();
  const provider = Promise.withResolvers<void>();
  answered = provider.promise;
  expect(await look()).toBe(1);
  expect(await outbox()).toEqual(['wired 1']);
  provider.resolve();
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1']);
  expect(taken).toEqual(['reminder']);
  expect(await look()).toBe(0);
});

test('the clinic’s day has not been read: it waits in line, and goes out', async () => {
  await look();
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1']);
});

test('an answer that waits goes out before it', async () => {
  await readDay();
  await queueTo(reminded.reception, line, 'said before');
  await look();
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1', 'sent 1']);
  expect(taken).toEqual(['said before', 'reminder']);
});

test('the patient’s address is found closed while it is being written: nothing goes out', async () => {
  await readDay();
  const other = await database.pool.connect();
  await other.query('begin; lock table outbox in share mode');
  const looked = look();
  await somebodyWaits(); // all has been read and decided
  await other.query(
    `update contact set unreachable_at = now(), unreachable_reason = 'blocked' where id = '${line.contactId}'; commit`,
  );
  other.release();
  await looked;
  await sender.idle();
  expect(await outbox()).toEqual(['queued 0']);
  expect(taken).toEqual([]);
});

test('another process puts something to the patient on the wire in the same moment: it waits in line', async () => {
  await readDay();
  const other = await database.pool.connect();
  await other.query(`begin; insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, tries, correlation_id,
    created_at, wired_at) select organization_id, uuidv7(), contact_id, channel_id, '', 'en', 'wired', 1, uuidv7(), now(), now()
    from conversation where contact_id = '${line.contactId}'`);
  const looked = look();
  await somebodyWaits();
  await other.query('commit');
  other.release();
  expect(await looked).toBe(1);
  await sender.idle();
  expect(await outbox()).toEqual(['wired 1', 'queued 0']);
  expect(reminded.reception.logged.join()).not.toContain('notices_failed');
  await database.pool.query(
    `update outbox set state = 'delivered', sent_at = now(), ended_at = now() where state = 'wired'`,
  );
});

test('the connection breaks in the commit: looked at again, sent once', async () => {
  await readDay();
  await endConnectionOnce(
    database.pool,
    'constraint trigger at_commit after insert on outbox deferrable initially deferred for each row',
  );
  await expect.poll(() => look()).toBe(1); // as long as the ended connection still holds the row, nothing is found due
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1']);
  expect(taken).toEqual(['reminder']);
});

test('the commit is done, and its answer never comes: sent all the same, and once', async () => {
  await readDay();
  let calls = 0;
  const db = withTransaction((real) => async (work) => {
    const result = await real(work);
    if (++calls === 1) throw broken();
    return result as never;
  });
  expect(await look(db)).toBe(0); // nothing is due any more
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1']);
  expect(taken).toEqual(['reminder']);
});

test('the connection breaks, and the commit is done after all, but later: so, too', async () => {
  await readDay();
  const other = await database.pool.connect();
  await other.query(`
    create function wait_for_other() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(7); return new; end $$;
    create constraint trigger at_commit after insert on outbox deferrable initially deferred for each row execute function wait_for_other();
    select pg_advisory_lock(7)`);
  let calls = 0;
  const db = withTransaction((real) => async (work) => {
    if (++calls > 1) return real(work);
    real(work).catch(() => undefined);
    await somebodyWaits();
    throw broken();
  });
  expect(await look(db)).toBe(0); // the row is locked
  await other.query('select pg_sleep(0.3)');
  expect(taken).toEqual([]);
  await other.query('select pg_advisory_unlock(7); drop trigger at_commit on outbox');
  other.release();
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1']);
  expect(taken).toEqual(['reminder']);
});

test('the sender is told to stop meanwhile: it waits, and sends what is on the wire', async () => {
  await readDay();
  const other = await database.pool.connect();
  await other.query('begin; lock table outbox in share mode');
  const looked = look();
  await somebodyWaits();
  let ended = false;
  const stopped = sender.stop().then(() => {
    ended = true;
  });
  await other.query('select pg_sleep(0.05)');
  expect(ended).toBe(false);
  await other.query('commit');
  other.release();
  expect(await looked).toBe(1);
  await stopped;
  expect(await outbox()).toEqual(['sent 1']);
});

test('somebody else holds the patient’s record: neither an answer nor an opt-out waits for the notice', async () => {
  reminded = await openReminded(database.db, {
    kinds: ['whatsapp', 'sms'],
    organization: { reminders: [120] },
  });
  line = lineTo(reminded);
  sender = senderOf(reminded);
  await reminded.book('2026-10-05T16:00');
  await reminded.until('2026-10-05T14:00');
  await reminded.refused(await reminded.wire('whatsapp'), 'undelivered:30003'); // now by SMS, and so it is noted of the patient
  await readDay();
  line = { ...line, contactId: reminded.contacts.sms as Line['contactId'] };
  const other = await database.pool.connect();
  await other.query(`begin; select from patient where id = '${reminded.patientId}' for update`);
  const looked = look();
  await somebodyWaits();
  await queueTo(reminded.reception, line, 'said before');
  sender.wake(line);
  await sender.idle();
  expect(taken).toEqual(['said before']);
  await reminded.reception.turn((own) =>
    optOut(own, reminded.scope, { contactId: line.contactId, by: 'patient' }),
  );
  await other.query('commit');
  other.release();
  expect(await looked).toBe(1);
  await sender.idle();
  expect(taken).toEqual(['said before']);
});

/** The patient cancels the visit, in a turn of their own. */
async function cancel(): Promise<void> {
  const { rows } = await database.pool.query<{ id: AppointmentId }>('select id from appointment');
  const appointmentId = rows[0]?.id as AppointmentId;
  const { contactId } = line;
  const cancelling = { key: 'cancel', appointmentId, contactId, by: 'patient' as const };
  const done = await reminded.reception.turn((own) => cancelAppointment(own, reminded.scope, cancelling));
  expect(done).toMatchObject({ ok: true });
}

/** Whoever gives way for that time waits for that. */
function waitingFor(number: number, turn: () => Promise<unknown>): GiveWay {
  let calls = 0;
  const giveWay = async <Result>(piece: (waited: boolean) => Promise<Result>) => {
    calls += 1;
    if (calls === number) await turn();
    return piece(true);
  };
  return Object.assign(giveWay, { toTurns: async () => undefined });
}

describe('turns are let pass before what is on the wire goes out', () => {
  test('one of them cancels the visit: nothing goes out', async () => {
    sender = senderOf(reminded, waitingFor(1, cancel));
    await readDay();
    await look();
    await sender.idle();
    expect(taken).toEqual([]);
    expect(await outbox()).toEqual(['cancelled 0']);
  });

  test('the same of one that waited in line and was claimed', async () => {
    sender = senderOf(reminded, waitingFor(2, cancel)); // the claim itself gives way as well
    await look(); // the clinic's day is not known yet, so no place is kept
    await sender.idle();
    expect(taken).toEqual([]);
    expect(await outbox()).toEqual(['cancelled 0']);
  });

  test('nothing has changed: it goes out', async () => {
    sender = senderOf(
      reminded,
      waitingFor(1, async () => undefined),
    );
    await readDay();
    await look();
    await sender.idle();
    expect(taken).toEqual(['reminder']);
    expect(await outbox()).toEqual(['sent 1']);
  });

  test('the truth cannot be looked at: it goes out, as it was to', async () => {
    const away = () => database.pool.query('alter table branch rename to branch_away');
    sender = senderOf(reminded, waitingFor(1, away));
    await readDay();
    await look();
    await expect.poll(() => taken).toEqual(['reminder']);
    await database.pool.query('alter table branch_away rename to branch');
    await sender.idle();
    expect(await outbox()).toEqual(['sent 1']);
  });

  test('without end: what is due is looked at and goes out all the same', async () => {
    const giveWay = createGiveWay(() => true);
    sender = senderOf(reminded, giveWay);
    await readDay();
    expect(await look(database.db, giveWay)).toBe(1);
    await sender.idle();
    expect(taken).toEqual(['reminder']);
  });
});

test('a cancellation is committed while the provider is asked, which refuses for now: never again, and nothing is held up', async () => {
  const cancelled = Promise.withResolvers<unknown>();
  const sent: string[] = [];
  const send = async (): Promise<SendOutcome> => {
    sent.push('sent');
    await cancelled.promise;
    return { ok: false, error: { code: 'throttled', providerCode: null } };
  };
  const handlers = { twilio: { provider: 'twilio', send } } as const;
  await readDay();
  sender = createSender(reminded.reception.core, handlers, undefined, { elapsed: () => 0 });
  await look();
  await expect.poll(() => sent).toEqual(['sent']);
  await cancel();
  cancelled.resolve(null);
  await sender.idle();
  expect(await outbox()).toEqual(['errored 1']);
  reminded.reception.core.clock.advance(Temporal.Duration.from({ minutes: 5 }));
  sender.wake(line, 'later');
  await sender.idle();
  expect(await outbox()).toEqual(['cancelled 1']);
  await queueTo(reminded.reception, line, 'said before');
  sender.wake(line);
  await sender.idle();
  expect(sent).toEqual(['sent', 'sent']);
});

test('its address does not open: it fails, and is told as such', async () => {
  await readDay();
  await database.pool.query(
    `update vault.contact set address = '\\x00' where contact_id = '${line.contactId}'`,
  );
  await look();
  await sender.idle();
  expect(await outbox()).toEqual(['failed 1']);
  expect(taken).toEqual([]);
});
