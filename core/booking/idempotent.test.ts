import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openDesk } from '../../test/desk.ts';
import { KeyReusedError, once } from './idempotent.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Result = { ok: boolean; run: number };

/** Counts its runs. */
function counter() {
  let runs = 0;
  return { runs: () => runs, run: async (): Promise<Result> => ({ ok: ++runs > 0, run: runs }) };
}

test('a repeated key gets the first answer and runs nothing', async () => {
  const { turn, clinic } = await openDesk(database.db);
  const { run, runs } = counter();
  const first = await turn((core) => once(core, clinic.scope, 'book', 'message-1', run));
  const again = await turn((core) => once(core, clinic.scope, 'book', 'message-1', run));
  const other = await turn((core) => once(core, clinic.scope, 'book', 'message-2', run));
  expect([first, again, other]).toEqual([
    { ok: true, run: 1 },
    { ok: true, run: 1 },
    { ok: true, run: 2 },
  ]);
  expect(runs()).toBe(2);
});

test('a refusal is kept too', async () => {
  const { turn, clinic } = await openDesk(database.db);
  const refuse = async () => ({ ok: false, reason: 'slot_taken' });
  const accept = async () => ({ ok: true, reason: 'none' });
  await turn((core) => once(core, clinic.scope, 'book', 'k', refuse));
  expect(await turn((core) => once(core, clinic.scope, 'book', 'k', accept))).toEqual({
    ok: false,
    reason: 'slot_taken',
  });
});

test('twenty at once run it once', async () => {
  const { turn, clinic } = await openDesk(database.db);
  const { run, runs } = counter();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => turn((core) => once(core, clinic.scope, 'book', 'k', run))),
  );
  expect(runs()).toBe(1);
  expect(answers).toEqual(Array.from({ length: 20 }, () => ({ ok: true, run: 1 })));
});

test('a key that stands for one command is no other’s: refused, and nothing is run', async () => {
  const { turn, clinic } = await openDesk(database.db);
  const { run, runs } = counter();
  await turn((core) => once(core, clinic.scope, 'book', 'k', run));
  const other = turn((core) => once(core, clinic.scope, 'cancel', 'k', run));
  await expect(other).rejects.toThrow(KeyReusedError);
  const both = (['move', 'cancel'] as const).map((name) =>
    turn((core) => once(core, clinic.scope, name, 'at once', run)),
  );
  const ends = (await Promise.allSettled(both)).map(({ status }) => status);
  expect(ends.toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(runs()).toBe(2);
});

test('an answer from before commands were kept is still the answer', async () => {
  const { turn, clinic } = await openDesk(database.db);
  const { run, runs } = counter();
  await turn((core) => once(core, clinic.scope, 'book', 'k', run));
  await database.db
    .deleteFrom('idempotency')
    .where('organization_id', '=', clinic.organizationId)
    .returningAll()
    .executeTakeFirstOrThrow()
    .then(({ result, ...row }) =>
      database.db
        .insertInto('idempotency')
        .values({ ...row, result: JSON.stringify(result), command: null })
        .execute(),
    );
  expect(await turn((core) => once(core, clinic.scope, 'book', 'k', run))).toEqual({ ok: true, run: 1 });
  expect(runs()).toBe(1);
});

test('what was rolled back has not been run', async () => {
  const { turn, clinic } = await openDesk(database.db);
  const { run, runs } = counter();
  const failed = turn(async (core) => {
    await once(core, clinic.scope, 'book', 'k', run);
    throw new Error('the turn is lost');
  });
  await expect(failed).rejects.toThrow('the turn is lost');
  expect(await turn((core) => once(core, clinic.scope, 'book', 'k', run))).toEqual({ ok: true, run: 2 });
  expect(runs()).toBe(2);
});

test('one organization’s key is not another’s', async () => {
  const [one, two] = [await openDesk(database.db), await openDesk(database.db)];
  const { run, runs } = counter();
  await one.turn((core) => once(core, one.clinic.scope, 'book', 'k', run));
  await two.turn((core) => once(core, two.clinic.scope, 'book', 'k', run));
  expect(runs()).toBe(2);
});

test('a command that uses its own key inside itself is a mistake of ours, and told', async () => {
  const { turn, clinic } = await openDesk(database.db);
  const nested = turn((core) =>
    once(core, clinic.scope, 'book', 'k', () => once(core, clinic.scope, 'book', 'k', counter().run)),
  );
  await expect(nested).rejects.toThrow('used again inside');
});
