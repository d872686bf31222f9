import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { at, openReminded } from '../../test/reminded.ts';
import { cancelAppointment } from '../booking/cancel.ts';
import { moveAppointment } from '../booking/move.ts';
import { type ContactId, uuidIds } from '../ids.ts';
import { optOut } from '../people/opt-out.ts';
import { reveal } from '../phi.ts';
import { putOffAtNight } from './night.ts';
import { listUnanswered } from './unanswered.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
});
afterAll(() => database.drop());

const open = (given: Parameters<typeof openReminded>[1] = {}) => openReminded(database.db, given);

test('a visit is planned with its reminders; booked late it has fewer; in the night none', async () => {
  const early = await open();
  await early.book('2026-10-08T10:00');
  expect(await early.notices()).toEqual([
    'reminder 2026-10-06T10:00 open',
    'reminder 2026-10-07T10:00 open',
    'reminder 2026-10-08T08:00 open',
  ]);
  const soon = await open();
  await soon.book('2026-10-05T14:00');
  expect(await soon.notices()).toEqual(['reminder 2026-10-05T12:00 open']);
  const morning = await open();
  await morning.book('2026-10-07T08:00'); // two hours before it is six in the morning
  expect(await morning.notices()).toEqual([
    'reminder 2026-10-06T08:00 open',
    'reminder 2026-10-06T19:30 open',
  ]);
});

test('what staff did is told by a notice, what the patient did is not', async () => {
  const { reception, book, notices, scope, contacts } = await open();
  const appointmentId = await book('2026-10-07T10:00');
  const byStaff = { ...scope, actor: { kind: 'staff' as const, id: uuidIds.next<string>() } };
  const move = { key: 'a', appointmentId, start: at('2026-10-07T15:00') };
  await reception.turn((own) => moveAppointment(own, byStaff, move));
  expect((await notices()).filter((one) => one.includes('open'))).toEqual([
    'changed 2026-10-05T09:00 open',
    'reminder 2026-10-05T15:00 open',
    'reminder 2026-10-06T15:00 open',
    'reminder 2026-10-07T13:00 open',
  ]);
  const cancel = {
    key: 'b',
    appointmentId,
    contactId: contacts.whatsapp as ContactId,
    by: 'patient' as const,
  };
  await reception.turn((own) => cancelAppointment(own, scope, cancel));
  expect((await notices()).filter((one) => one.includes('open'))).toEqual([]);
});

test('it goes out by WhatsApp when due, and ends as delivered; the next goes out in its turn', async () => {
  const { book, until, attempts, wire, sent, notices, look } = await open();
  await book('2026-10-05T16:00');
  await until('2026-10-05T13:59');
  expect(await attempts()).toEqual([]);
  await until('2026-10-05T14:00');
  expect(await attempts()).toEqual(['whatsapp queued']);
  const wired = await wire('whatsapp');
  expect(wired?.notice).toMatchObject({ templates: null, windowOpen: true });
  expect(JSON.parse(wired ? reveal(wired.content) : '')).toMatchObject({
    told: { kind: 'reminder', visit: { start: '2026-10-05T13:00:00Z', name: null }, asks: 'digits' },
  });
  await sent(wired, 'delivered');
  await look();
  expect(await notices()).toEqual(['reminder 2026-10-05T14:00 delivered delivered']);
});

describe('on the ladder of channels', () => {
  const visit = '2026-10-06T08:30'; // the day before at 08:30; the window of WhatsApp is open

  test('WhatsApp fails: the same number gets an SMS at once, made a contact for it', async () => {
    const { book, until, wire, refused, look, attempts, sent, notices } = await open({
      organization: { reminders: [1440] },
    });
    await book('2026-10-06T16:00');
    await until('2026-10-05T16:00');
    await refused(await wire('whatsapp'), 'blocked:63014');
    await look();
    expect(await attempts()).toEqual(['whatsapp failed', 'sms queued']);
    await sent(await wire('sms'), 'delivered');
    await look();
    expect(await notices()).toEqual(['reminder 2026-10-05T16:00 delivered delivered']);
  });

  test('WhatsApp is silent: an SMS after 15 minutes, not before; a late word of WhatsApp ends it all the same', async () => {
    const { book, until, wire, sent, attempts, notices, look, reception } = await open({
      organization: { reminders: [1440, 120] },
    });
    await book('2026-10-06T16:00');
    await until('2026-10-05T16:00');
    const first = await wire('whatsapp');
    await sent(first);
    await until('2026-10-05T16:14');
    expect(await attempts()).toEqual(['whatsapp sent']);
    await until('2026-10-05T16:15');
    expect(await attempts()).toEqual(['whatsapp sent', 'sms queued']);
    const fallback = await wire('sms');
    await sent(first, 'delivered');
    await look();
    await sent(fallback, 'delivered');
    expect(await attempts()).toEqual(['whatsapp delivered', 'sms delivered']);
    expect((await notices())[0]).toBe('reminder 2026-10-05T16:00 delivered delivered');
    // until they write on WhatsApp again, SMS comes first
    await until('2026-10-06T14:00');
    expect((await attempts()).at(-1)).toBe('sms queued');
    expect(reception.logged.join('\n')).not.toContain('Wanjiku');
  });

  test('an SMS to the same number goes before an e-mail, unless e-mail is what they asked for', async () => {
    const kinds = ['whatsapp', 'email'] as const;
    const one = await open({ kinds });
    await one.book('2026-10-08T16:00');
    await one.until('2026-10-06T16:00');
    expect(await one.attempts()).toEqual(['sms queued']);
    const other = await open({ kinds });
    await sql`update patient set preferred_kind = 'email' where id = ${other.patientId}`.execute(database.db);
    await other.book('2026-10-08T16:00');
    await other.until('2026-10-06T16:00');
    expect(await other.attempts()).toEqual(['email queued']);
  });

  test('outside the window without a template WhatsApp is passed over', async () => {
    const { book, until, attempts } = await open({ organization: { reminders: [1440] } });
    await book('2026-10-08T16:00');
    await until('2026-10-07T16:00');
    expect(await attempts()).toEqual(['sms queued']);
  });

  test('outside the window with a template of the clinic it is not', async () => {
    const { book, until, attempts, wire, reception } = await open({ organization: { reminders: [1440] } });
    const { organizationId } = reception.clinic;
    await sql`insert into message_template (organization_id, channel_id, key, language, content_sid)
      select organization_id, id, 'reminder', 'en', 'HX1' from channel
      where organization_id = ${organizationId} and kind = 'whatsapp'`.execute(database.db);
    await book('2026-10-08T16:00');
    await until('2026-10-07T16:00');
    expect(await attempts()).toEqual(['whatsapp queued']);
    expect((await wire('whatsapp'))?.notice).toMatchObject({
      templates: { reminder: 'HX1' },
      windowOpen: false,
    });
  });

  test('opted out there: elsewhere; everywhere: it ends so, and nobody calls', async () => {
    const { book, until, attempts, contacts, scope, reception, notices, items } = await open({
      kinds: ['whatsapp', 'sms'],
      organization: { reminders: [1440, 120] },
    });
    await book(visit.replace('08:30', '16:00'));
    await optOut(reception.core, scope, { contactId: contacts.whatsapp as ContactId, by: 'patient' });
    await until('2026-10-05T16:00');
    expect(await attempts()).toEqual(['sms queued']);
    await optOut(reception.core, scope, { contactId: contacts.sms as ContactId, by: 'patient' });
    await until('2026-10-06T14:00');
    await until('2026-10-06T14:05');
    expect((await notices()).at(-1)).toContain('opted_out opted_out');
    expect(await items()).toEqual([]);
  });

  test('nobody can be reached: staff are to call, once for the visit', async () => {
    const { book, until, wire, refused, look, notices, items } = await open({
      organization: { reminders: [1440, 120] },
    });
    await book('2026-10-06T16:00');
    await until('2026-10-05T16:00');
    await refused(await wire('whatsapp'), 'bad_number:21211');
    await look();
    await refused(await wire('sms'), 'bad_number:21211');
    await look();
    await until('2026-10-06T14:00');
    expect(await notices()).toEqual([
      'reminder 2026-10-05T16:00 call_list all_failed',
      'reminder 2026-10-06T14:00 call_list no_address',
    ]);
    expect((await items()).filter((kind) => kind === 'call')).toEqual(['call']);
  });
});

describe('a visit that changes between planning and sending', () => {
  test('moved: what is queued is taken back, and nothing goes on the wire', async () => {
    const { book, until, attempts, wire, reception, scope, contacts, notices } = await open({
      organization: { reminders: [1440] },
    });
    const appointmentId = await book('2026-10-06T16:00');
    await until('2026-10-05T16:00');
    const move = {
      key: 'm',
      appointmentId,
      contactId: contacts.whatsapp as ContactId,
      start: at('2026-10-08T16:00'),
    };
    await reception.turn((own) => moveAppointment(own, scope, move));
    expect(await attempts()).toEqual(['whatsapp cancelled']);
    expect(await wire('whatsapp')).toBeNull();
    expect(await notices()).toEqual([
      'reminder 2026-10-05T16:00 overtaken visit_moved',
      'reminder 2026-10-07T16:00 open',
    ]);
  });

  test('cancelled while it is about to be sent: on the wire before, or never', async () => {
    for (let round = 0; round < 40; round++) {
      const { book, until, attempts, wire, reception, scope, contacts } = await open({
        organization: { reminders: [1440] },
      });
      const appointmentId = await book('2026-10-06T16:00');
      await until('2026-10-05T16:00');
      const cancel = {
        key: 'c',
        appointmentId,
        contactId: contacts.whatsapp as ContactId,
        by: 'patient' as const,
      };
      const [, wired] = await Promise.all([
        reception.turn((own) => cancelAppointment(own, scope, cancel)),
        wire('whatsapp'),
      ]);
      expect(await attempts()).toEqual([wired ? 'whatsapp wired' : 'whatsapp cancelled']);
      expect(await wire('whatsapp')).toBeNull();
    }
  });

  test('cancelled while somebody looks at it: nothing is left queued', async () => {
    for (let round = 0; round < 40; round++) {
      const { book, attempts, reception, scope, contacts, look } = await open({
        organization: { reminders: [1440] },
      });
      const appointmentId = await book('2026-10-06T16:00');
      reception.core.clock.advance(Temporal.Duration.from({ hours: 7 }));
      const cancel = {
        key: 'c',
        appointmentId,
        contactId: contacts.whatsapp as ContactId,
        by: 'patient' as const,
      };
      await Promise.all([reception.turn((own) => cancelAppointment(own, scope, cancel)), look()]);
      expect((await attempts()).filter((one) => one.endsWith('queued'))).toEqual([]);
    }
  });
});

test('two who look at once do it once', async () => {
  const { book, reception, attempts, look } = await open({ organization: { reminders: [1440] } });
  await book('2026-10-06T16:00');
  reception.core.clock.advance(Temporal.Duration.from({ hours: 7 }));
  await Promise.all(Array.from({ length: 8 }, look));
  expect(await attempts()).toEqual(['whatsapp queued']);
});

test('one row in which something is broken does not stop another', async () => {
  const broken = await open({ organization: { reminders: [1440] } });
  const { organizationId } = broken.reception.clinic;
  await broken.book('2026-10-06T16:00');
  await sql`update vault.contact set data_key = '\\x00' where organization_id = ${organizationId}`.execute(
    database.db,
  );
  const sound = await open({ organization: { reminders: [1440] } });
  await sound.book('2026-10-06T16:00');
  await sound.until('2026-10-05T16:00');
  expect(await sound.attempts()).toEqual(['whatsapp queued']);
  expect(await broken.attempts()).toEqual([]);
  expect(sound.reception.logged.join()).toContain('notice_failed');
  const logged = sound.reception.logged.length;
  await sound.look();
  expect(sound.reception.logged).toHaveLength(logged); // it was put off
});

test('a patient gets no more in a day than the clinic lets them have; the rest is for staff', async () => {
  const { book, until, notices, attempts, items, wire, sent } = await open({
    kinds: ['whatsapp', 'sms'],
    organization: { reminders: [1440], most_notices: 2 },
  });
  for (const hour of ['11', '12', '13']) await book(`2026-10-06T${hour}:00`);
  for (const hour of ['11', '12', '13']) {
    await until(`2026-10-05T${hour}:00`);
    const wired = await wire('whatsapp');
    if (wired) await sent(wired, 'delivered');
  }
  expect(await attempts()).toHaveLength(2);
  expect((await notices()).at(-1)).toBe('reminder 2026-10-05T13:00 call_list daily_cap');
  expect(await items()).toEqual(['call']);
});

test('the very same words do not go to the same person again at once', async () => {
  const { book, until, notices, attempts, reception } = await open({ organization: { reminders: [1440] } });
  const appointmentId = await book('2026-10-06T16:00');
  await until('2026-10-05T16:00');
  // as if a mistake had planned it once more
  await sql`
    insert into notice (organization_id, id, appointment_id, kind, step, visit_start, due_at, too_late_at, is_last, state, look_at,
      correlation_id, created_at)
    select organization_id, ${uuidIds.next()}, appointment_id, kind, step, visit_start, due_at, too_late_at, is_last, 'open',
      due_at, correlation_id, ${reception.core.clock.now()} from notice where appointment_id = ${appointmentId}
  `.execute(database.db);
  await until('2026-10-05T16:01');
  expect(await attempts()).toEqual(['whatsapp queued']);
  expect((await notices()).map((one) => one.split(' ').slice(2).join(' '))).toContain('call_list same_text');
});

test('what is still queued in the night waits for the morning', async () => {
  const { book, until, wire, attempts, reception } = await open({ organization: { reminders: [1200] } });
  await book('2026-10-06T15:30');
  await until('2026-10-05T19:30');
  await until('2026-10-05T20:00');
  expect(await attempts()).toEqual(['whatsapp queued']);
  expect(await wire('whatsapp')).toBeNull();
  expect(await putOffAtNight(reception.core, 1000)).toBeGreaterThan(0);
  const { rows } = await sql<{ next: Temporal.Instant }>`
    select next_attempt_at as next from outbox where organization_id = ${reception.clinic.organizationId} and state = 'queued'
  `.execute(database.db);
  expect(rows.map(({ next }) => next.toString())).toEqual([at('2026-10-06T08:00').toString()]);
  expect(await putOffAtNight(reception.core, 1000)).toBe(0);
});

test('an answer of ours does not wait behind a notice, nor does a notice overtake one', async () => {
  const { book, until, wire, contacts, reception } = await open({ organization: { reminders: [1440] } });
  await book('2026-10-06T16:00');
  await until('2026-10-05T16:00');
  const { organizationId } = reception.clinic;
  await sql`
    insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, next_attempt_at, correlation_id,
      created_at)
    select organization_id, ${uuidIds.next()}, contact_id, channel_id, prompt, 'en', 'queued', created_at, correlation_id, created_at
    from outbox where organization_id = ${organizationId} and contact_id = ${contacts.whatsapp}
  `.execute(database.db);
  expect((await wire('whatsapp'))?.notice).toBeNull();
  expect(await wire('whatsapp')).toBeNull(); // one at a time
});

test('staff hear of who was reminded and says nothing, in time to call; an answer takes it off the list', async () => {
  const { book, until, wire, sent, look, items, reception, scope, contacts } = await open({
    organization: { reminders: [1440] },
  });
  const appointmentId = await book('2026-10-06T16:00');
  await until('2026-10-05T16:00');
  await sent(await wire('whatsapp'), 'delivered');
  await look();
  const { core } = reception;
  await until('2026-10-06T09:00');
  await reception.turn((own) => listUnanswered(own, 1000));
  await reception.turn((own) => listUnanswered(own, 1000));
  expect(await items()).toEqual(['unanswered']);
  const cancel = {
    key: 'c',
    appointmentId,
    contactId: contacts.whatsapp as ContactId,
    by: 'patient' as const,
  };
  await reception.turn((own) => cancelAppointment(own, scope, cancel));
  expect(await items()).toEqual(['unanswered done']);
  const { rows } = await sql`select answer from notice where appointment_id = ${appointmentId}`.execute(
    core.db,
  );
  expect(rows).toEqual([{ answer: 'cancelled' }]);
});
