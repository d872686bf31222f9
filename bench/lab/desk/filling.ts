import type { PoolClient } from 'pg';
import type { Database } from '../../../core/db/connect.ts';
import type { OrganizationId } from '../../../core/ids.ts';
import type { Core } from '../../../core/scope.ts';

/** One connection, for temporary tables that several steps lean on. */
export type Filling = {
  core: Core;
  organizationId: OrganizationId;
  client: PoolClient;
  /** Statements without parameters, however long they take. */
  run(statements: string): Promise<void>;
};

/**
 * References are not looked up and triggers not run meanwhile: of rows by the million that takes most of the time, and what is filled in
 * here is made of what is there.
 */
export async function filling(
  { pool }: Database,
  core: Core,
  organizationId: OrganizationId,
  work: (filling: Filling) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  const run = async (statements: string) => void (await client.query(statements));
  try {
    await run(`set statement_timeout = 0; set session_replication_role = replica; set synchronous_commit = off;
      set temp_buffers = '256MB'; set work_mem = '256MB'; set maintenance_work_mem = '256MB'`);
    await work({ core, organizationId, client, run });
  } finally {
    client.release(true); // with its settings and tables
  }
}
