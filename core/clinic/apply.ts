import { sql } from 'kysely';
import type { Tx } from '../db/connect.ts';
import { seedCannedReplies } from '../desk/canned.ts';
import { recordEvent } from '../events.ts';
import type { CorrelationId, OrganizationId } from '../ids.ts';
import { createOrganizationKey } from '../people/lookup.ts';
import type { Actor, Core, Scope } from '../scope.ts';
import { differences } from './differences.ts';
import { readClinicSettings } from './read-settings.ts';
import { lockRemoved, visitsOfRemoved } from './removed.ts';
import { type ClinicSettings, digestOf, inCanonicalOrder } from './settings.ts';
import { organizationColumns, writeSettings } from './write-settings.ts';

export type ApplyOptions = {
  correlationId: CorrelationId;
  /** The system where nobody is named. */
  actor?: Actor;
  /** The digest of the settings that these follow upon (the file's `after`): what changed since then is known. */
  after?: string | null;
};

/** Lists are for people, in the words of the clinic's file. */
export type Applied =
  | { ok: true; changed: boolean; organizationId: OrganizationId; changes: string[] }
  /** Somebody changed the settings after the file was last applied, and the file does not know: `changes` would be undone or made. */
  | { ok: false; reason: 'changed_since'; changes: string[] }
  /** Patients have visits at what the file has no more. */
  | { ok: false; reason: 'has_visits'; who: string[] }
  /** Another clinic has that number. */
  | { ok: false; reason: 'channel_taken'; channels: string[] };

/**
 * Makes a clinic's settings those given, all or nothing: records are found by their key and keep their ids, what is
 * gone becomes inactive. Safe to repeat: a second time changes nothing and tells of nothing.
 */
export function applyClinicSettings(
  core: Core,
  settings: ClinicSettings,
  options: ApplyOptions,
): Promise<Applied> {
  const apply = (db: Tx) => applyWithin({ ...core, db }, inCanonicalOrder(settings), options);
  return core.db.isTransaction ? apply(core.db as Tx) : core.db.transaction().execute(apply);
}

type TxCore = Core & { db: Tx };

async function applyWithin(core: TxCore, settings: ClinicSettings, options: ApplyOptions): Promise<Applied> {
  await waitForOthers(core);
  const taken = await channelsTaken(core, settings);
  if (taken.length > 0) return { ok: false, reason: 'channel_taken', channels: taken };
  const { correlationId, actor = { kind: 'system' } } = options;
  const fresh = await createOrganization(core, settings);
  if (fresh !== undefined) {
    const scope: Scope = { organizationId: fresh, actor, correlationId };
    await createOrganizationKey(core, fresh);
    await seedCannedReplies(core, fresh);
    return change(core, scope, settings, [`${settings.slug}: a new clinic`]);
  }
  const organization = await lockOrganization(core, settings.slug);
  const scope: Scope = { organizationId: organization.id, actor, correlationId };
  const stored = await readClinicSettings(core, organization.id);
  const changes = differences(stored, settings);
  const digest = digestOf(stored);
  if (digest === digestOf(settings)) {
    // what somebody changed meanwhile is just what the file says: the file and the tables agree again
    if (digest !== organization.applied_digest) await keepDigest(core, organization.id, digest);
    return { ok: true, changed: false, organizationId: organization.id, changes: [] };
  }
  if (digest !== organization.applied_digest && digest !== options.after) {
    return { ok: false, reason: 'changed_since', changes };
  }
  await lockRemoved(core, scope, settings);
  const who = await visitsOfRemoved(core, scope, settings);
  if (who.length > 0) return { ok: false, reason: 'has_visits', who };
  return change(core, scope, settings, changes);
}

async function change(
  core: TxCore,
  scope: Scope,
  settings: ClinicSettings,
  changes: string[],
): Promise<Applied> {
  const { organizationId } = scope;
  await writeSettings(core, scope, settings);
  // of what is stored, not of what was given: were they ever to differ, the next file would be refused for no reason
  const digest = digestOf(await readClinicSettings(core, organizationId));
  const { settings_revision } = await core.db
    .updateTable('organization')
    .set((expression) => ({
      applied_digest: digest,
      settings_revision: expression('settings_revision', '+', 1),
    }))
    .where('id', '=', organizationId)
    .returning('settings_revision')
    .executeTakeFirstOrThrow();
  const details = { revision: settings_revision, changes: changes.length };
  await recordEvent(core, scope, 'organization.settings_applied', organizationId, details);
  return { ok: true, changed: true, organizationId, changes };
}

/** @returns undefined where there is one of that slug, also one that another transaction makes at this moment */
async function createOrganization(
  core: TxCore,
  settings: ClinicSettings,
): Promise<OrganizationId | undefined> {
  const row = await core.db
    .insertInto('organization')
    .values({
      id: core.ids.next<OrganizationId>(),
      slug: settings.slug,
      ...organizationColumns(settings),
      settings_revision: 0, // the first change makes it 1
      applied_digest: '',
      created_at: core.clock.now(),
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/**
 * One change of settings at a time. Not FOR UPDATE: every booking refers to the organization's row, and would wait for
 * us here while it holds what we wait for.
 */
async function lockOrganization(core: TxCore, slug: string) {
  return core.db
    .selectFrom('organization')
    .select(['id', 'applied_digest'])
    .where('slug', '=', slug)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

async function keepDigest(core: TxCore, organizationId: OrganizationId, digest: string): Promise<void> {
  await core.db
    .updateTable('organization')
    .set({ applied_digest: digest })
    .where('id', '=', organizationId)
    .execute();
}

/** One clinic after the other: of two that want one number at once, the second is to see that the first has it. */
async function waitForOthers(core: TxCore): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('miadi: a clinic is applied'))`.execute(core.db);
}

/** A number leads to one clinic. The index channel_address stands behind this. */
async function channelsTaken(core: TxCore, settings: ClinicSettings): Promise<string[]> {
  const { rows } = await sql<{ taken: string }>`
    select concat_ws(' ', c.provider, c.kind, c.address, c.keyword) || ' is ' || o.slug || '’s' as taken
    from channel c join organization o on o.id = c.organization_id
    join json_to_recordset(${JSON.stringify(settings.channels)}::json)
      as wanted (provider text, kind text, number text, keyword text)
      on wanted.provider = c.provider and wanted.kind = c.kind and wanted.number = c.address
        and coalesce(wanted.keyword, '') = coalesce(c.keyword, '')
    where c.active and o.slug <> ${settings.slug}
    order by taken
  `.execute(core.db);
  return rows.map(({ taken }) => taken);
}
