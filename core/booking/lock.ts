import { sql } from 'kysely';
import type { PatientId, PractitionerId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';

/**
 * Who waits for whom when visits change. The exclusion constraints alone keep two visits apart; these locks only see to
 * it that a conflict is told instead of thrown, and that nobody waits in a circle.
 *
 *  * Taking a slot is an insert with `on conflict do nothing`: it needs no lock against other inserts, and 200 racers for
 *    one slot go side by side. It takes the practitioners' locks *shared*.
 *  * Moving a visit is an update, and an update that meets a constraint throws and spoils the transaction (and deleting
 *    the row to insert it anew would break what refers to it). So a move takes the locks of the practitioners it may
 *    go to *exclusively*: no insert and no other move is under way there, and what a query then finds free stays free.
 *  * A patient's lock is always exclusive: two phones of a family may book for one child at once, and a hold that becomes
 *    a visit gets its patient by an update.
 *
 * All locks of a command are taken at once and in one order (patients before practitioners, each by id), before any
 * appointment row is changed; they end with the transaction. Needs READ COMMITTED, so that what is read after waiting is
 * what the others left behind.
 */
export async function lockForChange(
  core: Pick<Core, 'db'>,
  scope: Pick<Scope, 'organizationId'>,
  wanted: {
    patientId: PatientId | null;
    practitionerIds: readonly PractitionerId[];
    practitioners: 'shared' | 'exclusive';
  },
): Promise<void> {
  const patients = wanted.patientId === null ? [] : [`patient ${scope.organizationId} ${wanted.patientId}`];
  const practitioners = wanted.practitionerIds
    .map((id) => `practitioner ${scope.organizationId} ${id}`)
    .sort();
  const shared = wanted.practitioners === 'shared' ? practitioners : [];
  await sql`
    select case when name = any(${shared}::text[])
      then pg_advisory_xact_lock_shared(hashtextextended(name, 0))
      else pg_advisory_xact_lock(hashtextextended(name, 0)) end
    from unnest(${[...patients, ...practitioners]}::text[]) as name
  `.execute(core.db);
}
