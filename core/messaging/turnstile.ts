import { inBatches } from '../db/batches.ts';
import type { Core, Scope } from '../scope.ts';
import { commitTurns, type Turn, type TurnToCommit } from './commit-turn.ts';
import { readStandings, type Standing, type StandingKey } from './standing.ts';

/**
 * The two round trips of a turn of words only. Under load many turns share one statement and one commit: that is what lets a
 * small machine serve ten thousand people (docs/performance.md).
 */
export type Turnstile = {
  read(key: StandingKey): Promise<Standing | null>;
  /** Of a turn that has not taken its gate. False: the race was lost. */
  commit(scope: Scope, turn: Turn): Promise<boolean>;
};

/** What one statement may hold: few enough that none waits long for the others. */
const MOST_IN_ONE = 64;

export function createTurnstile(core: Core): Turnstile {
  const read = inBatches((keys: readonly StandingKey[]) => readStandings(core, keys), MOST_IN_ONE);
  const commit = inBatches((turns: readonly TurnToCommit[]) => commitTurns(core, turns), MOST_IN_ONE);
  return { read, commit: (scope, turn) => commit({ scope, turn, gateTaken: false }) };
}
