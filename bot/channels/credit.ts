import type { Db } from '../../core/db/connect.ts';
import { insistOnTransaction } from '../../core/db/insist.ts';
import { closeOutOfCredit, noteOutOfCredit } from '../../core/messaging/credit.ts';
import type { Line, Wired } from '../../core/messaging/outbox.ts';
import type { Core, Scope } from '../../core/scope.ts';
import { prompt } from '../../flows/vocabulary.ts';
import { rerouteOnCall, tellOnCall } from '../on-call.ts';
import type { Way } from './breakers.ts';

/**
 * Tells staff that a provider's account is empty, once, and that it is not any more. What is remembered here only saves
 * questions: the worklist is the truth, for all processes.
 */
export type Credit = {
  /**
   * A message met an empty account, or is held for one. One to the on-call phone does not wait for it: it is asked for each whether there
   * is another way.
   *
   * @returns the line to wake: the on-call phone's
   */
  isOut(wired: Wired, forOnCall: boolean): Promise<Line | null>;
  /** A message went out that was put on the wire then. */
  isThere(way: Way, since: Temporal.Instant): Promise<void>;
};

/** Other processes tell staff, too, and that it is over: so often it is asked how things are. */
const LOOK_EVERY_MS = 300_000;

export function createCredit(core: Core & { db: Db }): Credit {
  const noted = new Map<string, number>();
  const looked = new Map<string, number>();
  const now = () => core.clock.now().epochMilliseconds;
  const keyOf = ({ provider, kind }: Way) => `${provider}/${kind}`;

  function isRecent(at: number | undefined): boolean {
    return at !== undefined && now() < at + LOOK_EVERY_MS;
  }

  async function isOut(wired: Wired, forOnCall: boolean): Promise<Line | null> {
    const { organizationId, correlationId, provider, kind } = wired;
    const key = `${keyOf(wired)}/${organizationId}`;
    looked.delete(keyOf(wired));
    if (!forOnCall && isRecent(noted.get(key))) return null;
    noted.set(key, now());
    const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
    try {
      return await insistOnTransaction(core.db, async (db) => {
        const own = { ...core, db };
        const noticed = await noteOutOfCredit(own, scope, wired);
        const say = () => prompt('staff.out_of_credit', { provider });
        const told = noticed === 'news' ? await tellOnCall(own, scope, say, provider) : null;
        if (noticed !== 'known') {
          core.log.error('out_of_credit', { organizationId, provider, kind, state: told ? 'told' : 'noted' });
        }
        return told ?? (await rerouteOnCall(own, scope, provider));
      });
    } catch (error) {
      noted.delete(key);
      core.log.error('out_of_credit_not_told', { organizationId, provider, kind }, error);
      return null;
    }
  }

  async function isThere(way: Way, since: Temporal.Instant): Promise<void> {
    const key = keyOf(way);
    if (isRecent(looked.get(key))) return;
    looked.set(key, now());
    for (const told of noted.keys()) if (told.startsWith(`${key}/`)) noted.delete(told);
    try {
      await insistOnTransaction(core.db, (db) => closeOutOfCredit({ ...core, db }, way, since));
    } catch (error) {
      looked.delete(key);
      core.log.error('out_of_credit_not_closed', { provider: way.provider, kind: way.kind }, error);
    }
  }

  return { isOut, isThere };
}
