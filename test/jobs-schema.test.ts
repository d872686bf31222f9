import { join } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { createLater, type Later } from '../bot/jobs/later.ts';
import { systemClock } from '../core/clock.ts';
import { backUp } from '../core/db/backup.ts';
import { migrate } from '../core/db/migrate.ts';
import { restore } from '../core/db/restore.ts';
import { captureLog } from '../core/log.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from './database.ts';
import { openReception } from './reception.ts';

/** BullMQ makes a schema of its own in our database: what looks at all tables must not see it. */
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function withJobs(database: TestDatabase): Promise<Later[]> {
  open.push(() => database.drop());
  const backend = { kind: 'postgres', url: database.url } as const;
  // three processes that start at once, as after a deployment
  const laters = [1, 2, 3].map(() => createLater({ backend, clock: systemClock, log: captureLog().log }));
  for (const later of laters) open.push(() => later.stop());
  laters[0]?.at('notices', systemClock.now().add({ hours: 1 }));
  for (const later of laters) {
    const notices = () =>
      later
        .depth()
        .then((depth) => depth.notices)
        .catch(() => 0);
    await expect.poll(notices, { timeout: 20_000 }).toBe(1);
  }
  return laters;
}

test('migrations, backup and restore go past the jobs, and they go on', { timeout: 90_000 }, async () => {
  const [from, to] = [await createTestDatabase(), await createEmptyDatabase()];
  const [later] = await withJobs(from);
  await openReception(from.db);
  expect(await migrate(from.db)).toEqual([]);
  const file = join(inject('folder'), 'backup-with-jobs');
  await backUp({ ...from, close: from.drop }, systemClock, file);
  await withJobs(to); // there before the records are
  const restored = await restore({ ...to, close: to.drop }, file, { findMisfit: async () => null });
  expect(restored).toMatchObject({ ok: true, organizations: 1 });
  expect((await later?.depth())?.notices).toBe(1);
});
