import type { BranchId, PractitionerId, ServiceId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import type { ClinicSettings } from './settings.ts';

export type WriteCore = Pick<Core, 'db' | 'ids'>;
export type WriteScope = Pick<Scope, 'organizationId'>;

/** Ids of the clinic's records by their key. */
export type KnownRecords = {
  branches: ReadonlyMap<string, BranchId>;
  services: ReadonlyMap<string, ServiceId>;
  practitioners: ReadonlyMap<string, PractitionerId>;
};

/** Makes or changes the records, found by key; those of other keys become inactive. */
export async function writeRecords(
  core: WriteCore,
  scope: WriteScope,
  settings: ClinicSettings,
): Promise<KnownRecords> {
  return {
    branches: await writeBranches(core, scope, settings.branches),
    services: await writeServices(core, scope, settings.services),
    practitioners: await writePractitioners(core, scope, settings.practitioners),
  };
}

async function writeBranches(
  core: WriteCore,
  { organizationId }: WriteScope,
  branches: ClinicSettings['branches'],
): Promise<ReadonlyMap<string, BranchId>> {
  const rows = branches.map(({ key, name, address, phone, zone, place }, position) => ({
    organization_id: organizationId,
    id: core.ids.next<BranchId>(),
    ...{ key, name, address, phone, zone, position },
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    active: true,
  }));
  const written = await core.db
    .insertInto('branch')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'key']).doUpdateSet(({ ref }) => ({
        name: ref('excluded.name'),
        address: ref('excluded.address'),
        phone: ref('excluded.phone'),
        zone: ref('excluded.zone'),
        latitude: ref('excluded.latitude'),
        longitude: ref('excluded.longitude'),
        position: ref('excluded.position'),
        active: true,
      })),
    )
    .returning(['key', 'id'])
    .execute();
  const known = new Map(written.map(({ key, id }) => [key, id]));
  await core.db
    .updateTable('branch')
    .set({ active: false })
    .where('organization_id', '=', organizationId)
    .where('active', '=', true)
    .where('id', 'not in', [...known.values()])
    .execute();
  return known;
}

async function writeServices(
  core: WriteCore,
  { organizationId }: WriteScope,
  services: ClinicSettings['services'],
): Promise<ReadonlyMap<string, ServiceId>> {
  const rows = services.map(({ key, name, keywords, price, ...service }, position) => ({
    organization_id: organizationId,
    id: core.ids.next<ServiceId>(),
    ...{ key, keywords, price, position },
    name_en: name.en,
    name_sw: name.sw,
    duration_minutes: service.durationMinutes,
    buffer_minutes: service.bufferMinutes,
    asks_reason: service.asksReason,
    prepare_en: service.prepare?.en ?? null,
    prepare_sw: service.prepare?.sw ?? null,
    reminders: service.reminders,
    active: true,
  }));
  const written = await core.db
    .insertInto('service')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'key']).doUpdateSet(({ ref }) => ({
        name_en: ref('excluded.name_en'),
        name_sw: ref('excluded.name_sw'),
        keywords: ref('excluded.keywords'),
        duration_minutes: ref('excluded.duration_minutes'),
        buffer_minutes: ref('excluded.buffer_minutes'),
        price: ref('excluded.price'),
        asks_reason: ref('excluded.asks_reason'),
        prepare_en: ref('excluded.prepare_en'),
        prepare_sw: ref('excluded.prepare_sw'),
        reminders: ref('excluded.reminders'),
        position: ref('excluded.position'),
        active: true,
      })),
    )
    .returning(['key', 'id'])
    .execute();
  const known = new Map(written.map(({ key, id }) => [key, id]));
  await core.db
    .updateTable('service')
    .set({ active: false })
    .where('organization_id', '=', organizationId)
    .where('active', '=', true)
    .where('id', 'not in', [...known.values()])
    .execute();
  return known;
}

async function writePractitioners(
  core: WriteCore,
  { organizationId }: WriteScope,
  practitioners: ClinicSettings['practitioners'],
): Promise<ReadonlyMap<string, PractitionerId>> {
  const rows = practitioners.map(({ key, name, speciality }, position) => ({
    organization_id: organizationId,
    id: core.ids.next<PractitionerId>(),
    ...{ key, name, position },
    speciality_en: speciality.en,
    speciality_sw: speciality.sw,
    active: true,
  }));
  const written = await core.db
    .insertInto('practitioner')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'key']).doUpdateSet(({ ref }) => ({
        name: ref('excluded.name'),
        speciality_en: ref('excluded.speciality_en'),
        speciality_sw: ref('excluded.speciality_sw'),
        position: ref('excluded.position'),
        active: true,
      })),
    )
    .returning(['key', 'id'])
    .execute();
  const known = new Map(written.map(({ key, id }) => [key, id]));
  await core.db
    .updateTable('practitioner')
    .set({ active: false })
    .where('organization_id', '=', organizationId)
    .where('active', '=', true)
    .where('id', 'not in', [...known.values()])
    .execute();
  return known;
}
