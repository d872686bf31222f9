import type { Db } from '../../core/db/connect.ts';
import { insistOnTransaction } from '../../core/db/insist.ts';
import { closeOutOfCredit, noteOutOfCredit } from '../../core/messaging/credit.ts';
import type { Line, Wired } from '../../core/messaging/outbox.ts';
import type { Core, Scope } from '../../core/scope.ts';
import { prompt } from '../../flows/vocabulary.ts';
import { tellOnCall } from '../on-call.ts';
import type { Way } from './breakers.ts';

/**
 * Tells staff that a provider's account is empty, once, and that it is not any more. What is remembered here only saves
 * questions: the worklist is the truth, for all processes.
 */
export type Credit = {
  /** A message met an empty account, or is held for one. @returns the line to wake: the on-call phone's */
  isOut(wired: Wired): Promise<Line | null>;
  /** A message went out that was put on the wire then. */
  isThere(way: Way, since: Temporal.Instant): Promise<void>;
};

/** Another process may have told staff meanwhile, and be gone: so often it is asked whether there is anything to close. */
const LOOK_EVERY = Temporal.Duration.from({ minutes: 5 });

export function createCredit(core: Core & { db: Db }): Credit {
  const noted = new Set<string>();
  const lookAgainAt = new Map<string, Temporal.Instant>();
  const keyOf = ({ provider, kind }: Way) => `${provider}/${kind}`;

  async function isOut(wired: Wired): Promise<Line | null> {
    const { organizationId, correlationId, provider, kind } = wired;
    const key = `${keyOf(wired)}/${organizationId}`;
    lookAgainAt.delete(keyOf(wired));
    if (noted.has(key)) return null;
    noted.add(key);
    const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
    try {
      return await insistOnTransaction(core.db, async (db) => {
        const own = { ...core, db };
        if (!(await noteOutOfCredit(own, scope, wired))) return null;
        const line = await tellOnCall(
          own,
          scope,
          () => prompt('staff.out_of_credit', { provider }),
          provider,
        );
        core.log.error('out_of_credit', { organizationId, provider, kind, state: line ? 'told' : 'noted' });
        return line;
      });
    } catch (error) {
      noted.delete(key);
      core.log.error('out_of_credit_not_told', { organizationId, provider, kind }, error);
      return null;
    }
  }

  async function isThere(way: Way, since: Temporal.Instant): Promise<void> {
    const key = keyOf(way);
    const again = lookAgainAt.get(key);
    const now = core.clock.now();
    if (again !== undefined && Temporal.Instant.compare(now, again) < 0) return;
    lookAgainAt.set(key, now.add(LOOK_EVERY));
    for (const told of noted) if (told.startsWith(`${key}/`)) noted.delete(told);
    try {
      await insistOnTransaction(core.db, (db) => closeOutOfCredit({ ...core, db }, way, since));
    } catch (error) {
      lookAgainAt.delete(key);
      core.log.error('out_of_credit_not_closed', { provider: way.provider, kind: way.kind }, error);
    }
  }

  return { isOut, isThere };
}
