import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openDesk } from '../../test/desk.ts';
import { once } from './idempotent.ts';

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
  const first = await turn((core) => once(core, clinic.scope, 'message-1', run));
  const again = await turn((core) => once(core, clinic.scope, 'message-1', run));
  const other = await turn((core) => once(core, clinic.scope, 'message-2', run));
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
  await turn((core) => once(core, clinic.scope, 'k', refuse));
  expect(await turn((core) => once(core, clinic.scope, 'k', accept))).toEqual({
    ok: false,
    reason: 'slot_taken',
  });
});

test('twenty at once run it once', async () => {
  const { turn, clinic } = await openDesk(database.db);
  const { run, runs } = counter();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => turn((core) => once(core, clinic.scope, 'k', run))),
  );
  expect(runs()).toBe(1);
  expect(answers).toEqual(Array.from({ length: 20 }, () => ({ ok: true, run: 1 })));
});

test('what was rolled back has not been run', async () => {
  const { turn, clinic } = await openDesk(database.db);
  const { run, runs } = counter();
  const failed = turn(async (core) => {
    await once(core, clinic.scope, 'k', run);
    throw new Error('the turn is lost');
  });
  await expect(failed).rejects.toThrow('the turn is lost');
  expect(await turn((core) => once(core, clinic.scope, 'k', run))).toEqual({ ok: true, run: 2 });
  expect(runs()).toBe(2);
});

test('one organization’s key is not another’s', async () => {
  const [one, two] = [await openDesk(database.db), await openDesk(database.db)];
  const { run, runs } = counter();
  await one.turn((core) => once(core, one.clinic.scope, 'k', run));
  await two.turn((core) => once(core, two.clinic.scope, 'k', run));
  expect(runs()).toBe(2);
});

test('a command that uses its own key inside itself is a mistake of ours, and told', async () => {
  const { turn, clinic } = await openDesk(database.db);
  const nested = turn((core) =>
    once(core, clinic.scope, 'k', () => once(core, clinic.scope, 'k', counter().run)),
  );
  await expect(nested).rejects.toThrow('used again inside');
});
