import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { systemClock } from '../clock.ts';
import { type CorrelationId, type OrganizationId, uuidIds } from '../ids.ts';
import { createLog } from '../log.ts';
import { openVault } from '../people/vault.ts';
import { applyClinicSettings } from './apply.ts';
import { parseClinicFile } from './file.ts';
import { createProfileCache, loadClinicProfile } from './load-profile.ts';
import type { ClinicProfile } from './profile.ts';

let database: TestDatabase;
let organizationId: OrganizationId;

beforeAll(async () => {
  database = await createTestDatabase();
  const vault = openVault([randomBytes(32)]);
  const log = createLog({ level: 'silent' });
  const parsed = parseClinicFile(readFileSync(new URL('../../demo/amani.yaml', import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error('the demo clinic is not in order');
  const core = { db: database.db, clock: systemClock, ids: uuidIds, vault, log };
  const applied = await applyClinicSettings(core, parsed.clinic, {
    correlationId: uuidIds.next<CorrelationId>(),
  });
  if (!applied.ok) throw new Error(applied.reason);
  organizationId = applied.organizationId;
});

afterAll(() => database.drop());

/** Names in place of ids. */
function readable({ branches, services, practitioners }: ClinicProfile) {
  const branch = new Map(branches.map(({ id, name }) => [id, name]));
  const service = new Map(services.map(({ id, name }) => [id, name.en]));
  return {
    services: services.map(({ name, branchIds }) => [name.en, ...branchIds.map((id) => branch.get(id))]),
    practitioners: practitioners.map(({ name, serviceIds, branchIds }) => [
      name,
      serviceIds.map((id) => service.get(id)),
      branchIds.map((id) => branch.get(id)),
    ]),
  };
}

describe('loadClinicProfile', () => {
  test('has the clinic in its own order', async () => {
    const profile = await loadClinicProfile(database.db, organizationId);
    expect(profile).toMatchObject({
      name: 'Amani Family Clinic',
      phone: '+254 20 7001200',
      defaultLanguage: 'en',
      zone: 'Africa/Nairobi',
      currency: 'KES',
    });
    expect(profile.branches).toEqual([
      {
        id: expect.any(String),
        name: 'Westlands',
        address: 'Mwanzi Road, Lotus House, 2nd floor',
        phone: '+254 20 7001200',
        zone: 'Africa/Nairobi',
        place: { latitude: -1.2648, longitude: 36.8007 },
        hours: expect.arrayContaining([
          { weekday: 1, opens: '08:00', closes: '13:00' },
          { weekday: 6, opens: '09:00', closes: '13:00' },
        ]),
      },
      expect.objectContaining({ name: 'Ngong Road', phone: '+254 20 7001300' }),
    ]);
    expect(profile.branches[0]?.hours).toHaveLength(11);
    expect(profile.closures).toContainEqual({
      ...{ branchId: null, firstDay: '2026-10-20', lastDay: '2026-10-20' },
      ...{ opens: null, closes: null, label: 'Mashujaa Day' },
    });
    expect(profile.emergency).toBe('999 / 112');
    expect(profile.answers.payment?.en).toContain('M-Pesa');
    expect(profile.services[2]?.prepare?.sw).toContain('kijitabu');
    expect(profile.services[1]).toEqual({
      id: expect.any(String),
      name: { en: 'Dental', sw: 'Meno' },
      keywords: ['dentist', 'tooth', 'teeth', 'toothache', 'jino', 'daktari wa meno'],
      durationMinutes: 45,
      price: '2500.00',
      asksReason: false,
      prepare: null,
      branchIds: profile.branches.map(({ id }) => id),
    });
    expect(profile.practitioners[0]?.speciality).toEqual({
      en: 'General practitioner',
      sw: 'Daktari wa kawaida',
    });
  });

  test('has no place for a branch that has not said, and knows who asks why a patient comes', async () => {
    const profile = await database.db
      .transaction()
      .execute(async (tx) => {
        await tx.updateTable('branch').set({ latitude: null, longitude: null }).execute();
        const loaded = await loadClinicProfile(tx, organizationId);
        throw Object.assign(new Error('undo'), { loaded });
      })
      .catch((error: { loaded: ClinicProfile }) => error.loaded);
    expect(profile.branches.map(({ place }) => place)).toEqual([null, null]);
    expect(profile.services.filter(({ asksReason }) => asksReason).map(({ name }) => name.en)).toEqual([
      'General consultation',
    ]);
  });

  test('knows who gives what where', async () => {
    expect(readable(await loadClinicProfile(database.db, organizationId))).toEqual({
      services: [
        ['General consultation', 'Westlands', 'Ngong Road'],
        ['Dental', 'Westlands', 'Ngong Road'],
        ['Antenatal clinic', 'Westlands', 'Ngong Road'],
        ['Child vaccination', 'Westlands', 'Ngong Road'],
        ['Eye check', 'Westlands'],
      ],
      practitioners: [
        ['Dr. Wanjiku Kamau', ['General consultation', 'Eye check'], ['Westlands']],
        ['Dr. Otieno Odhiambo', ['Dental'], ['Westlands', 'Ngong Road']],
        ['Dr. Amina Hassan', ['General consultation', 'Antenatal clinic'], ['Ngong Road']],
        ['Nurse Faith Chebet', ['Antenatal clinic', 'Child vaccination'], ['Westlands', 'Ngong Road']],
      ],
    });
  });

  test('leaves out what nobody gives any more', async () => {
    const profile = await database.db
      .transaction()
      .execute(async (tx) => {
        await tx.updateTable('practitioner').set({ active: false }).where('key', '=', 'dr-kamau').execute();
        await tx.updateTable('branch').set({ active: false }).where('key', '=', 'ngong-road').execute();
        const loaded = await loadClinicProfile(tx, organizationId);
        throw Object.assign(new Error('undo'), { loaded });
      })
      .catch((error: { loaded: ClinicProfile }) => error.loaded);
    expect(readable(profile)).toEqual({
      services: [
        ['Dental', 'Westlands'],
        ['Antenatal clinic', 'Westlands'],
        ['Child vaccination', 'Westlands'],
      ],
      practitioners: [
        ['Dr. Otieno Odhiambo', ['Dental'], ['Westlands']],
        ['Nurse Faith Chebet', ['Antenatal clinic', 'Child vaccination'], ['Westlands']],
      ],
    });
  });

  test('throws where there is no such organization', async () => {
    const nobody = uuidIds.next<OrganizationId>();
    await expect(loadClinicProfile(database.db, nobody)).rejects.toThrow(nobody);
  });
});

describe('createProfileCache', () => {
  const ids = [1, 2, 3].map(() => uuidIds.next<OrganizationId>());
  const [a, b, c] = ids as [OrganizationId, OrganizationId, OrganizationId];
  let loads: OrganizationId[] = [];
  let broken = false;
  const load: typeof loadClinicProfile = async (_, id) => {
    loads.push(id);
    if (broken) throw new Error('the database is away');
    return { name: `clinic ${loads.length}` } as ClinicProfile;
  };
  const create = (most?: number) =>
    createProfileCache(database.db, { load, ...(most !== undefined && { most }) });

  beforeEach(() => {
    loads = [];
    broken = false;
  });

  test('loads a revision once, also when several ask at once', async () => {
    const { profileOf } = create();
    const [first, second] = await Promise.all([profileOf(a, 1), profileOf(a, 1)]);
    expect(second).toBe(first);
    expect(await profileOf(a, 1)).toBe(first);
    expect(loads).toEqual([a]);
  });

  test('loads again for a later revision, and keeps the later one for who still knows the former', async () => {
    const { profileOf } = create();
    const first = await profileOf(a, 1);
    const second = await profileOf(a, 2);
    expect(second).not.toBe(first);
    expect(await profileOf(a, 1)).toBe(second);
    expect(loads).toEqual([a, a]);
  });

  test('keeps no more than it may: the one asked for longest ago goes', async () => {
    const { profileOf } = create(2);
    for (const id of [a, b, a, c, a, b]) await profileOf(id, 1);
    expect(loads).toEqual([a, b, c, b]);
  });

  test('keeps no failure', async () => {
    const { profileOf } = create();
    broken = true;
    await expect(profileOf(a, 1)).rejects.toThrow('away');
    broken = false;
    await expect(profileOf(a, 1)).resolves.toMatchObject({ name: 'clinic 2' });
  });

  test('by itself it reads the database', async () => {
    const { profileOf } = createProfileCache(database.db);
    expect((await profileOf(organizationId, 1)).name).toBe('Amani Family Clinic');
  });
});
