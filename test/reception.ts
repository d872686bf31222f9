import { randomBytes } from 'node:crypto';
import { type MovableClock, movableClock } from '../core/clock.ts';
import type { Db, Executor } from '../core/db/connect.ts';
import { type ChannelId, type Ids, uuidIds } from '../core/ids.ts';
import { captureLog, type Log } from '../core/log.ts';
import { createOrganizationKey } from '../core/people/lookup.ts';
import { openVault, type Vault } from '../core/people/vault.ts';
import { type Clinic, type ClinicOverrides, insertClinic } from './clinic-fixture.ts';

export type ReceptionCore = { db: Executor; clock: MovableClock; ids: Ids; vault: Vault; log: Log };

/**
 * A clinic that can be written to: with a lookup key, a vault and an SMS channel. What tests about people and messages stand
 * at.
 */
export type Reception = {
  clinic: Clinic;
  channelId: ChannelId;
  core: ReceptionCore;
  /** Runs in one transaction, as a turn does. */
  turn<T>(run: (core: ReceptionCore) => Promise<T>): Promise<T>;
  /** What was logged. */
  logged: readonly string[];
  /** Types of the clinic's events with the ids they are about, in order. */
  events(): Promise<{ type: string; recordId: string; details: unknown }[]>;
};

export async function openReception(
  db: Db,
  overrides: ClinicOverrides = {},
  vaultKey: Buffer = randomBytes(32),
): Promise<Reception> {
  const clinic = await insertClinic(db, overrides);
  const { organizationId } = clinic;
  const captured = captureLog();
  const core = {
    db,
    clock: movableClock(Temporal.Instant.from('2026-10-05T06:00:00Z')),
    ids: uuidIds,
    vault: openVault([vaultKey]),
    log: captured.log,
  };
  await createOrganizationKey(core, organizationId);
  const channelId = uuidIds.next<ChannelId>();
  await db
    .insertInto('channel')
    .values({
      organization_id: organizationId,
      id: channelId,
      provider: 'twilio',
      kind: 'sms',
      address: clinicNumber(clinic),
      keyword: null,
      can_receive: true,
      active: true,
    })
    .execute();
  return {
    clinic,
    channelId,
    core,
    turn: (run) => db.transaction().execute((tx) => run({ ...core, db: tx })),
    logged: captured.lines,
    events: () =>
      db
        .selectFrom('event')
        .select(['type', 'record_id as recordId', 'details'])
        .where('organization_id', '=', organizationId)
        .orderBy('seq')
        .execute(),
  };
}

/** What the clinic's channel is called; no two clinics in a database share it. */
export function clinicNumber({ organizationId }: Pick<Clinic, 'organizationId'>): string {
  return `clinic-${organizationId}`;
}
