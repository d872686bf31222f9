import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { at, openReminded } from '../../test/reminded.ts';
import type { ContactId, OrganizationId } from '../ids.ts';
import { mayGoOut } from '../reminders/next-attempt.ts';
import { type NoticeKind, noticeKinds } from '../reminders/notice.ts';
import { noticeMayGoOut } from './notice-gate.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: 4 });
});
afterAll(() => database.drop());

const statuses = ['pending', 'booked', 'arrived', 'fulfilled', 'noshow', 'cancelled'] as const;
const hours = [
  ['08:00', '20:00'],
  ['20:00', '02:00'],
  ['09:00', '09:00'],
] as const;

/** Anything that can be so when a message is about to go on the wire. Times in hours from the visit. */
const moment = fc.record({
  kind: fc.constantFrom<NoticeKind>(...noticeKinds),
  status: fc.constantFrom(...statuses),
  moved: fc.boolean(),
  answered: fc.boolean(),
  delivered: fc.boolean(),
  optedOut: fc.boolean(),
  unreachable: fc.boolean(),
  waking: fc.constantFrom(...hours),
  due: fc.integer({ min: -50, max: 1 }),
  tooLate: fc.integer({ min: -10, max: 60 }),
  now: fc.integer({ min: -52, max: 60 }),
});

test('what puts a message on the wire holds to what the policy lets go out, whatever is so', async () => {
  const { reception, contacts, book, until } = await openReminded(database.db, {
    kinds: ['whatsapp', 'sms'],
    organization: { reminders: [1440] },
  });
  const { organizationId } = reception.clinic;
  const start = at('2026-10-06T16:00');
  const appointmentId = await book('2026-10-06T16:00');
  await until('2026-10-05T16:00');
  let passed = 0;
  await fc.assert(
    fc.asyncProperty(moment, async (given) => {
      const by = (inHours: number) => start.add({ hours: inHours });
      const now = by(given.now);
      const visitStart = given.moved ? start.subtract({ hours: 1 }) : start;
      await sql`update appointment set status = ${given.status} where id = ${appointmentId}`.execute(
        database.db,
      );
      await sql`update organization set waking_from = ${given.waking[0]}, waking_until = ${given.waking[1]}
        where id = ${organizationId}`.execute(database.db);
      await sql`update notice set kind = ${given.kind}, visit_start = ${visitStart}, due_at = ${by(given.due)},
        too_late_at = ${by(given.tooLate)}, answered_at = ${given.answered ? now : null},
        answer = ${given.answered ? 'confirmed' : null} where appointment_id = ${appointmentId}`.execute(
        database.db,
      );
      await sql`update contact set opted_out_at = ${given.optedOut ? now : null}, opted_out_by = ${given.optedOut ? 'patient' : null},
        unreachable_at = ${given.unreachable ? now : null}, unreachable_reason = ${given.unreachable ? 'blocked' : null}
        where id = ${contacts.whatsapp}`.execute(database.db);
      await arrive(organizationId, contacts.sms as ContactId, given.delivered);
      const { rows } = await sql<{ may: boolean }>`
        select ${noticeMayGoOut('o', now)} as may from outbox o where o.contact_id = ${contacts.whatsapp} and o.notice_id is not null
      `.execute(database.db);
      const allowed = allowedByPolicy(given, {
        start,
        visitStart,
        now,
        by,
        contactId: contacts.whatsapp as ContactId,
      });
      if (allowed) passed++;
      expect(rows[0]?.may).toBe(allowed);
    }),
    { numRuns: 400, examples: [[sound], [{ ...sound, now: -5 }]] },
  );
  expect(passed).toBeGreaterThan(0);
});

type Given = typeof moment extends fc.Arbitrary<infer T> ? T : never;

const sound: Given = {
  ...{ kind: 'reminder', status: 'booked', moved: false, answered: false, delivered: false, optedOut: false },
  ...{ unreachable: false, waking: hours[0], due: -24, tooLate: -1, now: -24 },
};

function allowedByPolicy(
  given: Given,
  told: {
    start: Temporal.Instant;
    visitStart: Temporal.Instant;
    now: Temporal.Instant;
    by: (hours: number) => Temporal.Instant;
    contactId: ContactId;
  },
): boolean {
  const { start, visitStart, now, by, contactId } = told;
  const [wakingFrom, wakingUntil] = given.waking.map((time) => Temporal.PlainTime.from(time));
  if (!wakingFrom || !wakingUntil) throw new Error('a day has two ends');
  const zone = 'Africa/Nairobi';
  const answeredAt = given.answered ? now : null;
  const notice = {
    kind: given.kind,
    visitStart,
    dueAt: by(given.due),
    tooLateAt: by(given.tooLate),
    isLast: true,
    answeredAt,
  };
  const attempt = { contactId, startedAt: now, errorCode: null };
  const arrived = given.delivered ? [{ ...attempt, kind: 'sms', state: 'delivered' } as const] : [];
  const { optedOut, unreachable } = given;
  const to = { contactId, kind: 'whatsapp', optedOut, unreachable, sendable: true } as const;
  const rules = { zone, wakingFrom, wakingUntil, fallbackMinutes: 15, lastFallbackMinutes: 5 };
  return mayGoOut(notice, arrived, { status: given.status, start }, to, rules, now);
}

/** Another attempt at the notice, by SMS, has arrived or has not. */
async function arrive(
  organizationId: OrganizationId,
  contactId: ContactId,
  delivered: boolean,
): Promise<void> {
  await sql`delete from outbox where organization_id = ${organizationId} and contact_id = ${contactId}`.execute(
    database.db,
  );
  if (!delivered) return;
  await sql`
    insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, correlation_id, created_at, notice_id)
    select organization_id, uuidv7(), ${contactId}, channel_id, prompt, language, 'delivered', correlation_id, created_at, notice_id
    from outbox where organization_id = ${organizationId} and notice_id is not null limit 1
  `.execute(database.db);
}
