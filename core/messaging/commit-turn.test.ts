import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception } from '../../test/reception.ts';
import { type InboundMessageId, uuidIds } from '../ids.ts';
import { createLog } from '../log.ts';
import { ensureContact } from '../people/contacts.ts';
import { addressHash, organizationLookupKey } from '../people/lookup.ts';
import type { Core } from '../scope.ts';
import { commitTurns, type TurnToCommit } from './commit-turn.ts';
import { readStanding } from './standing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** So many contacts of one clinic, each with a turn that is ready to be committed. */
async function openTurns(count: number) {
  const reception = await openReception(database.db, { people: 0 });
  const { clinic, channelId } = reception;
  const { scope, organizationId } = clinic;
  const core: Core = { ...reception.core, log: createLog({ level: 'silent' }) };
  const lookup = await organizationLookupKey(core, organizationId);
  const turns: TurnToCommit[] = [];
  for (let n = 1; n <= count; n++) {
    const address = `+25471100000${n}`;
    await ensureContact(core, scope, { kind: 'sms', address, channelId });
    const given = { organizationId, channelId, kind: 'sms', providerMessageId: `SM${n}` } as const;
    const standing = await readStanding(core, {
      ...given,
      addressHash: addressHash(lookup, 'sms', address),
    });
    if (standing === null) throw new Error('the contact is not known');
    const message = { kind: 'new' as const, id: uuidIds.next<InboundMessageId>() };
    turns.push({
      ...{ scope, gateTaken: false, wires: false },
      turn: {
        ...{ standing, language: 'en', misses: n, frames: '[]', offered: null, replies: [] },
        message: { ...message, providerMessageId: given.providerMessageId, body: 'Hi' },
        hour: { beganAt: core.clock.now(), messages: 1 },
      },
    });
  }
  const idOf = ({ turn }: TurnToCommit) => turn.standing.conversationId;
  return { core, turns: turns.toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1)), idOf };
}

test('turns that share a statement take their gates in one order, in whatever order they came', async () => {
  const { core, turns, idOf } = await openTurns(3);
  const [low, middle, high] = turns;
  if (low === undefined || middle === undefined || high === undefined) throw new Error('three turns');
  const waits = sql<{ n: number }>`select count(*)::int as n from pg_locks where not granted`;
  let committed: Promise<unknown> | undefined;
  await database.db.transaction().execute(async (db) => {
    await sql`select from conversation where id = ${idOf(low)} for update`.execute(db);
    committed = database.db.transaction().execute(async (own) => {
      for (const plan of ['seqscan', 'hashjoin', 'mergejoin']) // as with more conversations than these
        await sql`set local ${sql.raw(`enable_${plan}`)} = off`.execute(own);
      return commitTurns({ ...core, db: own }, [high, low, middle]);
    });
    await expect.poll(async () => (await waits.execute(database.db)).rows[0]?.n).toBeGreaterThan(0);
    // it has nothing yet that somebody who holds the first could wait for
    await sql`select from conversation where id in (${idOf(middle)}, ${idOf(high)}) for update nowait`.execute(
      db,
    );
  });
  expect(await committed).toEqual(['queued', 'queued', 'queued']);
});

test('each is told of its own', async () => {
  const { core, turns } = await openTurns(3);
  const [low, middle, high] = turns;
  if (low === undefined || middle === undefined || high === undefined) throw new Error('three turns');
  const late = { ...middle, turn: { ...middle.turn, standing: { ...middle.turn.standing, revision: 99 } } };
  expect(await commitTurns(core, [high, late, low])).toEqual(['queued', 'lost', 'queued']);
  expect(await commitTurns(core, [middle, high])).toEqual(['queued', 'lost']);
});
