import type { Db } from '../core/db/connect.ts';
import { type BranchId, type RoomId, type ServiceId, uuidIds } from '../core/ids.ts';
import type { Clinic } from './clinic-fixture.ts';

/** Gives a branch of the clinic (its first) so many rooms, all needed by the service (its first). */
export async function insertRooms(
  db: Db,
  clinic: Clinic,
  count: number,
  where: { branchId?: BranchId; serviceId?: ServiceId } = {},
): Promise<RoomId[]> {
  const { branchId = clinic.branchIds[0], serviceId = clinic.serviceIds[0] } = where;
  const own = { organization_id: clinic.organizationId };
  const roomIds = Array.from({ length: count }, () => uuidIds.next<RoomId>());
  await db
    .insertInto('room')
    .values(
      roomIds.map((id, position) => ({
        ...{ ...own, id, branch_id: branchId, key: id, name: `Room ${position + 1}` },
        ...{ position, active: true },
      })),
    )
    .execute();
  await db
    .insertInto('service_room')
    .values(roomIds.map((room_id) => ({ ...own, service_id: serviceId, room_id })))
    .execute();
  return roomIds;
}
