import { inBatches } from '../db/batches.ts';
import type { Core } from '../scope.ts';
import { commitTurns, type TurnToCommit, type TurnWritten } from './commit-turn.ts';
import { readStandings, type Standing, type StandingKey } from './standing.ts';

/**
 * The two round trips of a turn of words only. Under load many turns share one statement and one commit: that is what lets a
 * small machine serve ten thousand people (docs/performance.md).
 */
export type Turnstile = {
  read(key: StandingKey): Promise<Standing | null>;
  /** Of a turn that has not taken its gate. */
  commit(turn: Omit<TurnToCommit, 'gateTaken'>): Promise<TurnWritten>;
};

/** What one statement may hold: few enough that none waits long for the others. */
const MOST_IN_ONE = 64;

export function createTurnstile(core: Core): Turnstile {
  const read = inBatches((keys: readonly StandingKey[]) => readStandings(core, keys), MOST_IN_ONE);
  const commit = inBatches((turns: readonly TurnToCommit[]) => commitTurns(core, turns), MOST_IN_ONE);
  return { read, commit: (turn) => commit({ ...turn, gateTaken: false }) };
}
