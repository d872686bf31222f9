import type { ClinicProfile } from '../core/clinic/profile.ts';
import type { Db } from '../core/db/connect.ts';
import type { OrganizationId } from '../core/ids.ts';
import type { Directory } from '../core/messaging/directory.ts';
import type { Line } from '../core/messaging/outbox.ts';
import type { Core } from '../core/scope.ts';

/** What the running bot leans on; main.ts puts it together. */
export type Bot = Core & {
  db: Db;
  /** The clinic's profile as of that revision of its settings; kept in memory between turns. */
  profileOf(organizationId: OrganizationId, settingsRevision: number): Promise<ClinicProfile>;
  /** Which clinic a number belongs to. */
  channelsAt: Directory;
  /** Wakes the sender for a contact's line; returns at once. A lost wake-up is the sweeper's to find. */
  wake(line: Line): void;
};
