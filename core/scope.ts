import type { Clock } from './clock.ts';
import type { Executor } from './db/connect.ts';
import type { CorrelationId, Ids, OrganizationId } from './ids.ts';
import type { Log } from './log.ts';
import type { Vault } from './people/vault.ts';

/** What core functions lean on, handed in as the first argument; inside a transaction: `{ ...core, db: tx }`. */
export type Core = { db: Executor; clock: Clock; ids: Ids; vault: Vault; log: Log };

/** Who acts. A patient acts through a contact; the sweeper and the clinic file act as the system. */
export type Actor = { kind: 'contact' | 'staff'; id: string } | { kind: 'system' };

/** In whose name a core function runs: every statement is bound to the organization, every event names the actor. */
export type Scope = { organizationId: OrganizationId; actor: Actor; correlationId: CorrelationId };
