import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Caller, type FrontDesk, openFrontDesk } from '../../test/front-desk.ts';
import { staffOf } from '../../test/staff.ts';
import { recordEvent } from '../events.ts';
import type { BranchId } from '../ids.ts';
import { registerPatient } from '../people/patients.ts';
import { type Role, roles, type StaffScope } from '../staff/permissions.ts';
import { openItem } from '../worklist.ts';
import { showAddress } from './addresses.ts';
import { type AuditFilter, readAudit } from './audit.ts';
import { aboutEvents } from './audit-about.ts';
import { typesOf } from './audit-kinds.ts';
import { auditPage } from './audit-page.ts';
import { openConversation } from './conversation.ts';
import { addNote } from './notes.ts';
import { readPatient } from './patient.ts';
import { cancelForPatient } from './visits.ts';

let database: TestDatabase;
let desk: FrontDesk;
let asha: Caller;
let admin: StaffScope;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  desk = await openFrontDesk(database.db);
  asha = await desk.call('+254711000001', 'Asha Wanjiru');
  admin = staffOf(desk.clinic, { role: 'clinic_admin' });
});
afterAll(() => database.drop());

const everything: AuditFilter = { kind: null, memberId: null, day: null, patientId: null };

async function log(filter: Partial<AuditFilter> = {}, scope = admin, after: string | null = null) {
  const audit = await readAudit(desk.core, scope, { ...everything, ...filter }, after);
  if (!audit.ok) throw new Error(audit.reason);
  return audit;
}

const typesIn = async (filter: Partial<AuditFilter> = {}, scope = admin) =>
  (await log(filter, scope)).lines.map(({ type }) => type);

test('who did what, when, about whom, newest first; and never what was written', async () => {
  await addNote(desk.core, desk.staff, { ...asha, key: 'n', text: 'knows Dr Odhiambo' });
  const appointmentId = await desk.book(asha, '07T09:00');
  await desk.turn((core) =>
    openItem(core, desk.clinic.scope, { kind: 'call', recordKind: 'appointment', recordId: appointmentId }),
  );
  await cancelForPatient(desk.core, desk.staff, { key: 'c', appointmentId });
  const { lines } = await log();
  const cancelled = lines.find(({ type }) => type === 'appointment.cancelled');
  expect(cancelled).toMatchObject({
    ...{ by: { kind: 'staff', id: desk.staff.actor.id }, conversationId: asha.conversationId },
    ...{ people: [{ patientId: asha.patientId, name: 'Asha Wanjiru' }], address: '+254…001' },
    visit: { start: '2026-10-07T06:00:00Z', zone: 'Africa/Nairobi' },
  });
  expect(lines.find(({ type }) => type === 'worklist_item.opened')).toMatchObject({
    ...{
      by: { kind: 'system', id: null },
      people: [{ name: 'Asha Wanjiru' }],
      itemId: expect.any(String),
      itemKind: 'call',
    },
  });
  expect(lines.at(-1)?.type).toBe('contact.created');
  const seqs = lines.map(({ seq }) => Number(seq));
  expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
  expect(JSON.stringify(lines)).not.toMatch(/Odhiambo|254711000001|Hi/);
});

test('looking at the log is an event, once an hour: of the clinic, and of each patient', async () => {
  await log();
  await log({ kind: 'staff' });
  await log({ patientId: asha.patientId });
  const read = (await desk.events()).filter(({ type }) => type === 'audit.read');
  expect(read.map(({ recordId }) => recordId)).toEqual([desk.clinic.organizationId, asha.patientId]);
  expect((await log({ kind: 'looked' })).lines).toMatchObject([
    { type: 'audit.read', people: [{ name: 'Asha Wanjiru' }] },
    { type: 'audit.read', people: [], aboutSomebody: false },
  ]);
});

test('who has looked at a patient’s record, also by the conversation and the number', async () => {
  const juma = await desk.call('+254711000002', 'Juma Otieno');
  const colleague = staffOf(desk.clinic);
  await readPatient(desk.core, colleague, asha);
  await openConversation(desk.core, colleague, asha);
  await showAddress(desk.core, desk.staff, asha);
  await readPatient(desk.core, colleague, juma);
  const { lines, patient } = await log({ kind: 'looked', patientId: asha.patientId });
  expect(patient).toEqual({ patientId: asha.patientId, name: 'Asha Wanjiru' });
  expect(lines.map(({ type, by }) => [type, by.id])).toEqual([
    ['audit.read', admin.actor.id],
    ['contact.address_shown', desk.staff.actor.id],
    ['conversation.read', colleague.actor.id],
    ['patient.read', colleague.actor.id],
  ]);
});

test('of one patient all is there that is theirs, messages too; of the clinic these are left out', async () => {
  const juma = await desk.call('+254711000002', 'Juma Otieno');
  await desk.book(juma, '07T11:00');
  const appointmentId = await desk.book(asha, '07T09:00');
  const item = { kind: 'call', recordKind: 'appointment', recordId: appointmentId } as const;
  await desk.turn((core) => openItem(core, desk.clinic.scope, item));
  const types = await typesIn({ patientId: asha.patientId });
  expect(types.toSorted()).toEqual([
    'appointment.booked',
    'audit.read',
    'contact.created',
    'conversation.turn_taken',
    'notice.planned',
    'patient.registered',
    'worklist_item.opened',
  ]);
  expect(await typesIn()).not.toContain('conversation.turn_taken');
});

test('by kind, by colleague, by day of the clinic’s zone', async () => {
  const colleague = staffOf(desk.clinic);
  await readPatient(desk.core, colleague, asha);
  desk.core.clock.advance(Temporal.Duration.from({ hours: 14, minutes: 59 })); // 23:59 in Nairobi
  await addNote(desk.core, colleague, { ...asha, key: 'n', text: 'late' });
  desk.core.clock.advance(Temporal.Duration.from({ minutes: 1 }));
  await readPatient(desk.core, colleague, asha);
  const by = { memberId: colleague.actor.id };
  expect(await typesIn(by)).toEqual(['patient.read', 'conversation.noted', 'patient.read']);
  expect(await typesIn({ ...by, kind: 'looked' })).toEqual(['patient.read', 'patient.read']);
  expect(await typesIn({ ...by, kind: 'visits' })).toEqual([]);
  const day = (text: string) => Temporal.PlainDate.from(text);
  expect(await typesIn({ ...by, day: day('2026-10-05') })).toEqual(['conversation.noted', 'patient.read']);
  expect(await typesIn({ ...by, day: day('2026-10-06') })).toEqual(['patient.read']);
  expect(await typesIn({ ...by, patientId: asha.patientId, day: day('2026-10-06') })).toEqual([
    'patient.read',
  ]);
  expect(await typesIn({ day: day('2026-10-04') })).toEqual([]);
});

test('pages lead on, each line once, also where many have one moment', async () => {
  await desk.turn(async (core) => {
    for (let number = 0; number < 120; number++)
      await recordEvent(
        core,
        desk.clinic.scope,
        number % 2 ? 'staff.signed_in' : 'patient.renamed',
        asha.patientId,
      );
  });
  const seqs: string[] = [];
  let after: string | null = null;
  let pages = 0;
  do {
    const { lines, next } = await log({}, admin, after);
    seqs.push(...lines.map(({ seq }) => seq));
    after = next;
    pages++;
  } while (after !== null);
  const all = (await desk.events()).filter(({ type }) => type !== 'conversation.turn_taken');
  expect(pages).toBe(3);
  expect(seqs).toHaveLength(all.length);
  expect(new Set(seqs).size).toBe(all.length);
  expect(await log({}, admin, "x' or true --")).toMatchObject({ lines: { length: 50 } });
});

describe('who may not', () => {
  const without = roles.filter((role) => !['clinic_admin', 'practice_manager'].includes(role));
  test.each<Role>(without)('a %s is refused, and nothing is recorded', async (role) => {
    const before = await desk.events();
    const staff = staffOf(desk.clinic, { role });
    for (const patientId of [null, asha.patientId])
      expect(await readAudit(desk.core, staff, { ...everything, patientId })).toEqual({
        ...{ ok: false, reason: 'not_allowed' },
      });
    expect(await desk.events()).toEqual(before);
  });

  test('another clinic sees nothing of this one', async () => {
    const other = await openFrontDesk(database.db);
    const stranger = staffOf(other.clinic, { role: 'clinic_admin' });
    expect(await typesIn({}, stranger)).toEqual(['audit.read']);
    expect(await typesIn({ memberId: desk.staff.actor.id }, stranger)).toEqual([]);
    const of = (patientId: string) => readAudit(desk.core, stranger, { ...everything, patientId });
    expect(await of(asha.patientId)).toEqual({ ok: false, reason: 'not_found' });
    expect(await of("x' or true --")).toEqual({ ok: false, reason: 'not_found' });
  });

  test('another branch is not told of who comes to this one', async () => {
    await desk.book(asha, '07T09:00');
    const juma = await desk.call('+254711000002', 'Juma Otieno');
    const branches = [desk.core.ids.next<BranchId>()];
    const elsewhere = staffOf(desk.clinic, { role: 'clinic_admin', branches });
    const { lines } = await log({}, elsewhere);
    expect(lines.flatMap(({ people }) => people.map(({ name }) => name))).not.toContain('Asha Wanjiru');
    expect(lines.map(({ type }) => type)).not.toContain('appointment.booked');
    expect(lines.map(({ conversationId }) => conversationId)).toContain(juma.conversationId);
    expect(await readAudit(desk.core, elsewhere, { ...everything, patientId: asha.patientId })).toEqual({
      ...{ ok: false, reason: 'not_allowed' },
    });
  });

  test('who may read the log alone is told of nobody', async () => {
    await desk.turn((core) =>
      registerPatient(core, desk.clinic.scope, { ...asha, key: 'b', name: 'Baraka', relation: 'child' }),
    );
    const auditor = { ...admin, permissions: new Set(['audit.read'] as const) };
    const { lines, patient } = await log({ patientId: asha.patientId }, auditor);
    expect(patient).toEqual({ patientId: asha.patientId, name: null });
    for (const line of lines)
      expect(line).toMatchObject({
        people: [],
        address: null,
        conversationId: null,
        itemId: null,
        aboutSomebody: true,
      });
  });
});

type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};

/** Rows of the log that were looked at. */
function touched(plan: Plan): number {
  const own =
    plan['Relation Name'] === 'event'
      ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
      : 0;
  return own + (plan.Plans ?? []).reduce((sum, one) => sum + touched(one), 0);
}

test('a page looks at few of 40,000 events, also where what is asked for is rare', {
  timeout: 60_000,
}, async () => {
  const { organizationId } = desk.clinic;
  const types = ['conversation.turn_taken', 'appointment.booked', 'notice.planned', 'patient.read'];
  await sql`
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    select ${organizationId}, ${desk.core.clock.now()}::timestamptz - make_interval(secs => n), (${types}::text[])[1 + n % 4],
      case when n % 4 = 3 then 'staff' else 'contact' end, gen_random_uuid(), 'conversation', gen_random_uuid(), gen_random_uuid(), '{}'
    from generate_series(1, 40000) n
  `.execute(database.db);
  await sql`analyze event`.execute(database.db);
  const wishes = [
    { kind: null, memberId: null },
    { kind: 'clinic', memberId: null },
    { kind: null, memberId: admin.actor.id },
    { kind: 'looked', memberId: admin.actor.id },
  ] as const;
  for (const { kind, memberId } of wishes) {
    const wish = { types: typesOf(kind), memberId, patientId: null, from: null, to: null, before: null };
    const page = aboutEvents(admin, auditPage(organizationId, wish, 51));
    const { rows } = await sql<{
      'QUERY PLAN': [{ Plan: Plan }];
    }>`explain (analyze, format json) ${page}`.execute(database.db);
    const looked = rows.map((row) => touched(row['QUERY PLAN'][0].Plan));
    expect(looked).toHaveLength(1);
    expect(looked[0], `${kind} ${memberId}`).toBeLessThan(1_000);
  }
});
