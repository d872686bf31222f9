import type { BranchId, RoomId, ServiceId } from '../ids.ts';
import type { ClinicSettings } from './settings.ts';
import type { WriteCore, WriteScope } from './write-records.ts';

/** Makes or changes the rooms of all branches, found by key, and which services need them; rooms of other keys become inactive. */
export async function writeRooms(
  core: WriteCore,
  scope: WriteScope,
  settings: ClinicSettings,
  known: { branches: ReadonlyMap<string, BranchId>; services: ReadonlyMap<string, ServiceId> },
): Promise<void> {
  const { organizationId } = scope;
  await core.db.deleteFrom('service_room').where('organization_id', '=', organizationId).execute();
  await core.db
    .updateTable('room')
    .set({ active: false })
    .where('organization_id', '=', organizationId)
    .where('active', '=', true)
    .execute();
  const rooms = await upsertRooms(core, scope, settings, known.branches);
  const needed = settings.services.flatMap(({ key, rooms: keys }) =>
    keys.map((room) => ({
      organization_id: organizationId,
      service_id: idOf(known.services, key),
      room_id: idOf(rooms, room),
    })),
  );
  if (needed.length > 0) await core.db.insertInto('service_room').values(needed).execute();
}

async function upsertRooms(
  core: WriteCore,
  { organizationId }: WriteScope,
  { branches }: ClinicSettings,
  branchIds: ReadonlyMap<string, BranchId>,
): Promise<ReadonlyMap<string, RoomId>> {
  const rows = branches
    .flatMap(({ key: branch, rooms }) => rooms.map((room) => ({ ...room, branch })))
    .map(({ key, name, branch }, position) => ({
      organization_id: organizationId,
      id: core.ids.next<RoomId>(),
      branch_id: idOf(branchIds, branch),
      ...{ key, name, position },
      active: true,
    }));
  if (rows.length === 0) return new Map();
  const written = await core.db
    .insertInto('room')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'key']).doUpdateSet(({ ref }) => ({
        branch_id: ref('excluded.branch_id'),
        name: ref('excluded.name'),
        position: ref('excluded.position'),
        active: true,
      })),
    )
    .returning(['key', 'id'])
    .execute();
  return new Map(written.map(({ key, id }) => [key, id]));
}

function idOf<Id>(ids: ReadonlyMap<string, Id>, key: string): Id {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the settings name "${key}" and have no such record`);
  return id;
}
