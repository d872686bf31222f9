import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { movableClock } from '../clock.ts';
import type { Executor } from '../db/connect.ts';
import {
  type AppointmentId,
  type ContactId,
  type CorrelationId,
  type OrganizationId,
  type PatientId,
  uuidIds,
} from '../ids.ts';
import { createLog } from '../log.ts';
import { organizationLookupKey } from '../people/lookup.ts';
import { openVault } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import { type ApplyOptions, applyClinicSettings } from './apply.ts';
import { parseClinicFile } from './file.ts';
import { readClinicSettings } from './read-settings.ts';
import { type ClinicSettings, digestOf, inCanonicalOrder } from './settings.ts';

const demo = readFileSync(new URL('../../demo/amani.yaml', import.meta.url), 'utf8');
const correlationId = uuidIds.next<CorrelationId>();
const clock = movableClock(Temporal.Instant.from('2026-10-05T06:00:00Z'));

let database: TestDatabase;
let core: Core;

beforeAll(async () => {
  database = await createTestDatabase();
  const vault = openVault([randomBytes(32)]);
  core = { db: database.db, clock, ids: uuidIds, vault, log: createLog({ level: 'silent' }) };
});

afterAll(() => database.drop());

/** The demo clinic under a slug and with channels of a test's own. */
function clinicOf(slug: string): ClinicSettings {
  const parsed = parseClinicFile(demo);
  if (!parsed.ok) throw new Error('the demo clinic is not in order');
  const own = { provider: 'twilio', kind: 'sms', keyword: null, receives: true, price: '1.0000' } as const;
  const number = `+2547110${String(clinics++).padStart(5, '0')}`;
  return { ...parsed.clinic, slug, channels: [{ ...own, number, templates: [] }] };
}
let clinics = 0;

async function apply(settings: ClinicSettings, options: Partial<ApplyOptions> = {}) {
  return applyClinicSettings(core, settings, { correlationId, ...options });
}

async function applied(settings: ClinicSettings): Promise<OrganizationId> {
  const result = await apply(settings);
  if (!result.ok) throw new Error(result.reason);
  return result.organizationId;
}

async function stateOf(id: OrganizationId) {
  const organization = await core.db
    .selectFrom('organization')
    .select(['settings_revision as revision', 'applied_digest as digest'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const events = await core.db
    .selectFrom('event')
    .select(['type', 'actor_kind', 'details', 'correlation_id'])
    .where('organization_id', '=', id)
    .orderBy('seq')
    .execute();
  return { ...organization, events };
}

/** Ids by key, those of inactive records in brackets. */
async function idsOf(id: OrganizationId, table: 'branch' | 'service' | 'practitioner') {
  const { rows } = await sql<{ key: string; id: string }>`
    select case when active then key else '(' || key || ')' end as key, id from ${sql.table(table)}
    where organization_id = ${id} order by position, key
  `.execute(core.db);
  return Object.fromEntries(rows.map((row) => [row.key, row.id]));
}

type Visit = {
  branch: string;
  service: string;
  practitioner: string;
  status?: 'hold' | 'booked' | 'cancelled' | 'fulfilled';
  at?: string;
  expires?: string;
};

async function insertVisit(
  organizationId: OrganizationId,
  visit: Visit,
  db: Executor = core.db,
): Promise<void> {
  const contactId = uuidIds.next<ContactId>();
  const patientId = uuidIds.next<PatientId>();
  const own = { organization_id: organizationId, created_at: clock.now() };
  const hash = randomBytes(32);
  await db
    .insertInto('contact')
    .values({ ...own, id: contactId, kind: 'sms', address_hash: hash })
    .execute();
  await db
    .insertInto('patient')
    .values({ ...own, id: patientId })
    .execute();
  const start = Temporal.Instant.from(visit.at ?? '2026-10-06T06:00:00Z');
  const span = sql`tstzrange(${start}, ${start.add({ minutes: 30 })})`;
  const idIn = (table: string, key: string) =>
    sql`(select id from ${sql.table(table)} where organization_id = ${organizationId} and key = ${key})`;
  await sql`
    insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id,
      visit, busy, expires_at, created_at, updated_at)
    values (${organizationId}, ${uuidIds.next<AppointmentId>()}, ${visit.status ?? 'booked'}, ${idIn('branch', visit.branch)},
      ${idIn('service', visit.service)}, ${idIn('practitioner', visit.practitioner)}, ${contactId}, ${patientId},
      ${span}, ${span}, ${visit.expires ?? null}, ${clock.now()}, ${clock.now()})
  `.execute(db);
}

async function waitsForLock(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(core.db);
  return rows.length > 0;
}

/** Without the eye check, which one practitioner gives. */
function withoutEyeCheck(clinic: ClinicSettings): ClinicSettings {
  return {
    ...clinic,
    services: clinic.services.filter(({ key }) => key !== 'eye-check'),
    practitioners: clinic.practitioners.map((practitioner) => ({
      ...practitioner,
      services: practitioner.services.filter((key) => key !== 'eye-check'),
    })),
  };
}

describe('a new clinic', () => {
  test('is stored as the file says, with its key, its digest and one event', async () => {
    const clinic = clinicOf('new');
    const result = await apply(clinic);
    expect(result).toMatchObject({ ok: true, changed: true, changes: ['new: a new clinic'] });
    if (!result.ok) return;
    expect(await readClinicSettings(core, result.organizationId)).toEqual(inCanonicalOrder(clinic));
    expect(await stateOf(result.organizationId)).toEqual({
      revision: 1,
      digest: digestOf(clinic),
      events: [
        {
          type: 'organization.settings_applied',
          actor_kind: 'system',
          correlation_id: correlationId,
          details: { revision: 1, changes: 1 },
        },
      ],
    });
    await expect(organizationLookupKey(core, result.organizationId)).resolves.toBeDefined();
  });

  test('that five make at once is one', async () => {
    const clinic = clinicOf('at-once');
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => apply(clinic)));
    expect(results.filter((result) => result.ok && result.changed)).toHaveLength(1);
    expect(results.every((result) => result.ok)).toBe(true);
  });

  test('is rolled back with the transaction that it is part of', async () => {
    const undo = core.db.transaction().execute(async (db) => {
      await applyClinicSettings({ ...core, db }, clinicOf('undone'), { correlationId });
      throw new Error('undone');
    });
    await expect(undo).rejects.toThrow('undone');
    const found = await core.db
      .selectFrom('organization')
      .where('slug', '=', 'undone')
      .select('id')
      .execute();
    expect(found).toEqual([]);
  });
});

test('applying the same again changes nothing and tells of nothing', async () => {
  const clinic = clinicOf('again');
  const id = await applied(clinic);
  const before = await stateOf(id);
  const turned = { ...clinic, holidays: clinic.holidays.toReversed() };
  expect(await apply(turned)).toEqual({ ok: true, changed: false, organizationId: id, changes: [] });
  expect(await stateOf(id)).toEqual(before);
});

describe('a change', () => {
  test('raises the revision, records its event and says what it was', async () => {
    const clinic = clinicOf('change');
    const id = await applied(clinic);
    const dearer = clinic.services.map((service) =>
      service.key === 'dental' ? { ...service, price: '3000.00' } : service,
    );
    const result = await apply({ ...clinic, services: dearer });
    expect(result).toMatchObject({
      ok: true,
      changed: true,
      changes: ['services.dental.price: 2500 → 3000'],
    });
    const { revision, events, digest } = await stateOf(id);
    expect([revision, events.length]).toEqual([2, 2]);
    expect(digest).toBe(digestOf({ ...clinic, services: dearer }));
  });

  test('keeps the id of what keeps its key, whatever it is called', async () => {
    const clinic = clinicOf('renamed');
    const id = await applied(clinic);
    const before = await idsOf(id, 'practitioner');
    const renamed = clinic.practitioners
      .map((practitioner) => ({ ...practitioner, name: `${practitioner.name} II` }))
      .toReversed();
    expect(await apply({ ...clinic, practitioners: renamed })).toMatchObject({ ok: true, changed: true });
    expect(await idsOf(id, 'practitioner')).toEqual(before);
    const stored = await readClinicSettings(core, id);
    expect(stored.practitioners.map(({ name }) => name)).toEqual(renamed.map(({ name }) => name));
  });

  test('makes inactive what is gone, and the same record active when it comes back', async () => {
    const clinic = clinicOf('gone');
    const id = await applied(clinic);
    const before = await idsOf(id, 'service');
    expect(await apply(withoutEyeCheck(clinic))).toMatchObject({ ok: true, changed: true });
    expect(await readClinicSettings(core, id)).toEqual(inCanonicalOrder(withoutEyeCheck(clinic)));
    expect(await idsOf(id, 'service')).toMatchObject({ '(eye-check)': before['eye-check'] });
    expect(await apply(clinic)).toMatchObject({ ok: true, changed: true });
    expect(await idsOf(id, 'service')).toEqual(before);
  });

  test('of channels keeps the ids of those that stay or come back', async () => {
    const clinic = clinicOf('channels');
    const id = await applied(clinic);
    const channels = () =>
      core.db
        .selectFrom('channel')
        .select(['id', 'active', 'can_receive', 'keyword'])
        .where('organization_id', '=', id)
        .orderBy('id')
        .execute();
    const [first] = await channels();
    const sms = { kind: 'sms', receives: true, price: '0.8000', templates: [] } as const;
    const other = { ...sms, provider: 'africastalking', number: '22141' } as const;
    await applied({ ...clinic, channels: [{ ...other, keyword: 'AMANI' }] });
    expect(await channels()).toMatchObject([
      { ...first, active: false },
      { active: true, keyword: 'AMANI' },
    ]);
    await applied({ ...clinic, channels: clinic.channels.map((one) => ({ ...one, receives: false })) });
    expect(await channels()).toMatchObject([
      { id: first?.id, active: true, can_receive: false },
      { active: false },
    ]);
  });
});

describe('settings that somebody changed since', () => {
  async function changedClinic(slug: string) {
    const clinic = clinicOf(slug);
    const id = await applied(clinic);
    await core.db.updateTable('organization').set({ notice_minutes: 120 }).where('id', '=', id).execute();
    return { clinic, id, before: await stateOf(id) };
  }

  test('are not overwritten: what differs is told', async () => {
    const { clinic, id, before } = await changedClinic('since');
    const result = await apply({ ...clinic, currency: 'TZS' });
    expect(result).toEqual({
      ok: false,
      reason: 'changed_since',
      changes: ['currency: KES → TZS', 'rules.notice: 2 hours → 1 hour'],
    });
    expect(await apply(clinic, { after: 'another digest' })).toMatchObject({ reason: 'changed_since' });
    expect(await stateOf(id)).toEqual(before);
    expect((await readClinicSettings(core, id)).rules.noticeMinutes).toBe(120);
  });

  test('are followed upon by a file that was exported from them', async () => {
    const { id } = await changedClinic('exported');
    const exported = await readClinicSettings(core, id);
    const result = await apply({ ...exported, currency: 'TZS' }, { after: digestOf(exported) });
    expect(result).toMatchObject({ ok: true, changed: true, changes: ['currency: KES → TZS'] });
    expect(await readClinicSettings(core, id)).toMatchObject({
      currency: 'TZS',
      rules: { noticeMinutes: 120 },
    });
  });

  test('agree with a file that says the same, and from then on with what follows it', async () => {
    const { id, before } = await changedClinic('agreed');
    const same = await readClinicSettings(core, id);
    expect(await apply(same)).toMatchObject({ ok: true, changed: false });
    expect(await stateOf(id)).toEqual({ ...before, digest: digestOf(same) });
    expect(await apply({ ...same, currency: 'UGX' })).toMatchObject({ ok: true, changed: true });
  });
});

describe('what patients have visits at', () => {
  test('is not taken out: what and how many is told, and nothing changes', async () => {
    const clinic = clinicOf('visits');
    const id = await applied(clinic);
    const before = await stateOf(id);
    const kamau = { branch: 'westlands', service: 'eye-check', practitioner: 'dr-kamau' };
    await insertVisit(id, kamau);
    await insertVisit(id, { ...kamau, at: '2026-10-07T06:00:00Z' });
    await insertVisit(id, {
      ...kamau,
      at: '2026-10-08T06:00:00Z',
      status: 'hold',
      expires: '2026-10-05T06:10:00Z',
    });
    expect(await apply(withoutEyeCheck(clinic))).toEqual({
      ok: false,
      reason: 'has_visits',
      who: ['services.eye-check: 3 visits to come'],
    });
    const others = clinic.practitioners.filter(({ key }) => key !== 'dr-kamau');
    const townless = {
      ...clinic,
      branches: clinic.branches.filter(({ key }) => key !== 'westlands'),
      practitioners: others.map((practitioner) => ({
        ...practitioner,
        branches: practitioner.branches.filter(({ branch }) => branch !== 'westlands'),
      })),
    };
    expect(await apply(townless)).toEqual({
      ok: false,
      reason: 'has_visits',
      who: ['branches.westlands: 3 visits to come', 'practitioners.dr-kamau: 3 visits to come'],
    });
    expect(await stateOf(id)).toEqual(before);
  });

  test('is not taken out while a patient is just booking there', async () => {
    const clinic = clinicOf('booking');
    const id = await applied(clinic);
    const kamau = { branch: 'westlands', service: 'eye-check', practitioner: 'dr-kamau' };
    const waiting = await core.db.transaction().execute(async (db) => {
      await insertVisit(id, kamau, db);
      const applying = apply(withoutEyeCheck(clinic));
      await expect.poll(() => waitsForLock(), { timeout: 10_000 }).toBe(true);
      return { applying };
    });
    expect(await waiting.applying).toMatchObject({ ok: false, reason: 'has_visits' });
  });

  test('may go when its visits are over, cancelled, or holds that ran out', async () => {
    const clinic = clinicOf('over');
    const id = await applied(clinic);
    const kamau = { branch: 'westlands', service: 'eye-check', practitioner: 'dr-kamau' };
    await insertVisit(id, { ...kamau, at: '2026-10-02T06:00:00Z' });
    await insertVisit(id, { ...kamau, status: 'cancelled' });
    await insertVisit(id, {
      ...kamau,
      at: '2026-10-08T06:00:00Z',
      status: 'hold',
      expires: '2026-10-05T05:59:00Z',
    });
    expect(await apply(withoutEyeCheck(clinic))).toMatchObject({ ok: true, changed: true });
  });
});

test('a number that another clinic has is refused, by name', async () => {
  const first = clinicOf('first');
  await applied(first);
  const second = { ...clinicOf('second'), channels: first.channels };
  expect(await apply(second)).toEqual({
    ok: false,
    reason: 'channel_taken',
    channels: [`twilio sms ${first.channels[0]?.number} is first’s`],
  });
});

test('of two clinics that want one number at once, the second is refused, by name', async () => {
  const first = clinicOf('earlier');
  const second = { ...clinicOf('later'), channels: first.channels };
  const { applying } = await core.db.transaction().execute(async (db) => {
    expect(await applyClinicSettings({ ...core, db }, first, { correlationId })).toMatchObject({ ok: true });
    const applying = apply(second);
    await expect.poll(() => waitsForLock(), { timeout: 10_000 }).toBe(true);
    return { applying };
  });
  expect(await applying).toEqual({
    ok: false,
    reason: 'channel_taken',
    channels: [`twilio sms ${first.channels[0]?.number} is earlier’s`],
  });
});
