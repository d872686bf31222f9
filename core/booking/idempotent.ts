import { sql } from 'kysely';
import type { Core, Scope } from '../scope.ts';

/** What survives being stored: plain JSON. */
type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/** What a key can stand for. */
export const commandNames = [
  'hold_slot',
  'book',
  'move',
  'cancel',
  'confirm',
  'register_patient',
  'staff_reply',
  'staff_note',
] as const;
export type CommandName = (typeof commandNames)[number];

/** The answer that is kept under the key is another command's: whoever made the keys has made one twice. */
export class KeyReusedError extends Error {
  override readonly name = 'KeyReusedError';

  constructor(command: CommandName) {
    super(`the idempotency key of a '${command}' stands for another command`);
  }
}

/**
 * Runs a command once per key and answers every repetition with what the first run said, refusals included. Must be
 * called in the transaction of the command's own changes. A repetition that comes while the first is still under way
 * waits at the key's row: it reads the answer when the first commits, and runs itself when the first is rolled back.
 * A key that stands for another command throws KeyReusedError.
 */
export async function once<Result extends Plain>(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Pick<Scope, 'organizationId'>,
  command: CommandName,
  key: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const { organizationId } = scope;
  const claimed = await sql`
    insert into idempotency (organization_id, key, command, result, created_at)
    values (${organizationId}, ${key}, ${command}, 'null', ${core.clock.now()})
    on conflict do nothing
    returning key
  `.execute(core.db);
  if (claimed.rows.length === 0) return answerOf(core, organizationId, command, key);
  const result = await run();
  await sql`
    update idempotency set result = ${JSON.stringify(result)}
    where organization_id = ${organizationId} and key = ${key}
  `.execute(core.db);
  return result;
}

/** What a command with that key has answered; undefined where there was none, or it is still under way. */
export async function answerBefore<Result extends Plain>(
  core: Pick<Core, 'db'>,
  { organizationId }: Pick<Scope, 'organizationId'>,
  command: CommandName,
  key: string,
): Promise<Result | undefined> {
  const { rows } = await sql<{ result: Result | null }>`
    select result from idempotency where organization_id = ${organizationId} and key = ${key} and command = ${command}
  `.execute(core.db);
  return rows[0]?.result ?? undefined;
}

async function answerOf<Result extends Plain>(
  core: Pick<Core, 'db'>,
  organizationId: Scope['organizationId'],
  command: CommandName,
  key: string,
): Promise<Result> {
  const { rows } = await sql<{ result: Result | null; command: string | null }>`
    select result, command from idempotency where organization_id = ${organizationId} and key = ${key}
  `.execute(core.db);
  const { result = null, command: first = null } = rows[0] ?? {};
  if (first !== null && first !== command) throw new KeyReusedError(command);
  // Only the transaction that runs the command can see its key without an answer.
  if (result === null)
    throw new Error('an idempotency key was used again inside the command that it stands for');
  return result;
}
