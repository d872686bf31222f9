import { loadAvailability } from './booking/load-availability.ts';
import type { SteadyDatabase } from './db/connect.ts';
import type { BranchId, OrganizationId, ServiceId } from './ids.ts';
import { claimHeads, mayGoOutYet } from './messaging/claim.ts';
import { commitTurns } from './messaging/commit-turn.ts';
import { recordAllSent } from './messaging/outbox.ts';
import { readStandings } from './messaging/standing.ts';
import { readSituations } from './reminders/situation.ts';
import type { Core } from './scope.ts';

/**
 * Has Postgres plan what every message asks of it, on each steady connection: each statement is run for nobody. The first patients after a start would
 * wait for that, several plans of 15–50 ms one after the other. What fails is done without, and logged.
 */
export async function planAhead(core: Omit<Core, 'db'>, steady: SteadyDatabase): Promise<void> {
  try {
    await steady.onEach(async (db) => {
      const own = { ...core, db };
      await readStandings(own, []);
      await commitTurns(own, []);
      await claimHeads(own, []);
      await recordAllSent(own, []);
      await readSituations(own, []);
      await mayGoOutYet(own, []);
      await findNothing(own);
    });
  } catch (error) {
    core.log.error('not_planned_ahead', {}, error);
  }
}

/** In a clinic that does not exist. */
async function findNothing(core: Pick<Core, 'db' | 'clock' | 'ids'>): Promise<void> {
  const now = core.clock.now();
  const wanted = {
    serviceId: core.ids.next<ServiceId>(),
    branchId: core.ids.next<BranchId>(),
    practitionerId: null,
  };
  const clinic = { organizationId: core.ids.next<OrganizationId>() };
  await loadAvailability(core, clinic, { ...wanted, window: { from: now, to: now }, now });
}
