import type { ClinicProfile } from '../core/clinic/profile.ts';
import type { Db } from '../core/db/connect.ts';
import type { OrganizationId } from '../core/ids.ts';
import type { Throttle } from '../core/limits/bucket.ts';
import type { Directory } from '../core/messaging/directory.ts';
import type { Line } from '../core/messaging/outbox.ts';
import type { Turnstile } from '../core/messaging/turnstile.ts';
import type { Core } from '../core/scope.ts';
import type { Sender } from './channels/sender.ts';
import type { Notices } from './jobs/notices.ts';
import type { OverdueWatch } from './jobs/overdue.ts';
import type { Metrics } from './metrics.ts';

/** What the running bot leans on; main.ts puts it together. */
export type Bot = Core & {
  db: Db;
  /** The clinic's profile as of that revision of its settings; kept in memory between turns. */
  profileOf(organizationId: OrganizationId, settingsRevision: number): Promise<ClinicProfile>;
  /** Which clinic a number belongs to. */
  channelsAt: Directory;
  /** Whether a clinic's next message is answered at once. */
  admits: Throttle;
  /** For what a turn looks up before it writes; each statement has one plan there, for any values. */
  steady: Db;
  /** How a plain turn reads and writes. */
  turnstile: Turnstile;
  /** Wakes the sender for a contact's line (later: after who sits waiting for an answer); returns at once. A lost wake-up is the sweeper's to find. */
  wake(line: Line, when?: 'now' | 'later'): void;
  /** For an answer that goes on the wire with its turn's commit. */
  keepPlace: Sender['keepPlace'];
  /** Reminders and what else we start; tests of other things do without. */
  notices?: Notices;
  /** Counts turns and what the sweeper finds; tests do without. */
  metrics?: Pick<Metrics, 'turn' | 'swept' | 'sweepFailed'>;
  /** Alarms where something stays overdue; tests do without. */
  overdue?: Pick<OverdueWatch, 'look'>;
};
