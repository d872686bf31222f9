import { sql } from 'kysely';
import type { ContactId, PatientId, PractitionerId, RoomId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';

/**
 * Who waits for whom when visits change. The exclusion constraints alone keep two visits apart; these locks only see to
 * it that a conflict is told instead of thrown, and that nobody waits in a circle.
 *
 *  * Taking a slot is an insert with `on conflict do nothing`: it needs no lock against other inserts, and 200 racers for
 *    one slot go side by side. It takes the locks of the practitioners and the rooms *shared*.
 *  * Moving a visit is an update, and an update that meets a constraint throws and spoils the transaction (and deleting
 *    the row to insert it anew would break what refers to it). So a move takes the locks of the practitioners and
 *    rooms it may go to *exclusively*: no insert and no other move is under way there, and what a query then finds free stays free.
 *  * A contact's lock is always exclusive: what a phone and the clinic's desk do for one contact at once comes one after
 *    the other, or each would see neither the other's hold nor that it is about to go.
 *  * A patient's lock is always exclusive, too: two phones of a family may book for one child at once, and a hold that becomes
 *    a visit gets its patient by an update.
 *
 * All locks of a command are taken in one order (contact, patient, practitioners, rooms, each by id), before any
 * appointment row is changed, and holds are locked by one statement in order of id (clearHolds); they end with the transaction. Needs READ COMMITTED, so that what is read after waiting is
 * what the others left behind.
 */
export async function lockForChange(
  core: Pick<Core, 'db'>,
  scope: Pick<Scope, 'organizationId'>,
  wanted: {
    /** Whose holds are given up or kept; null where none of anybody's are touched but those that ran out. */
    contactId: ContactId | null;
    patientId: PatientId | null;
    practitionerIds: readonly PractitionerId[];
    roomIds: readonly RoomId[];
    /** Of practitioners and rooms; the contact's and the patient's are always exclusive. */
    way: 'shared' | 'exclusive';
  },
): Promise<void> {
  const contacts = wanted.contactId === null ? [] : [`contact ${scope.organizationId} ${wanted.contactId}`];
  const patients = wanted.patientId === null ? [] : [`patient ${scope.organizationId} ${wanted.patientId}`];
  const practitioners = wanted.practitionerIds
    .map((id) => `practitioner ${scope.organizationId} ${id}`)
    .sort();
  const rooms = wanted.roomIds.map((id) => `room ${scope.organizationId} ${id}`).sort();
  const shared = wanted.way === 'shared' ? [...practitioners, ...rooms] : [];
  await sql`
    select case when name = any(${shared}::text[])
      then pg_advisory_xact_lock_shared(hashtextextended(name, 0))
      else pg_advisory_xact_lock(hashtextextended(name, 0)) end
    from unnest(${[...contacts, ...patients, ...practitioners, ...rooms]}::text[]) as name
  `.execute(core.db);
}
