import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyClinicSettings } from '../core/clinic/apply.ts';
import { systemClock } from '../core/clock.ts';
import { type CorrelationId, uuidIds } from '../core/ids.ts';
import { createLog } from '../core/log.ts';
import { openVault } from '../core/people/vault.ts';
import type { Core } from '../core/scope.ts';
import { openLink } from '../core/staff/link.ts';
import { amani } from '../test/amani.ts';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { doTask } from './staff/do-task.ts';
import { readTask } from './staff/task.ts';

let database: TestDatabase;
let core: Core;
beforeAll(async () => {
  database = await createTestDatabase();
  const vault = openVault([randomBytes(32)]);
  core = { db: database.db, clock: systemClock, ids: uuidIds, vault, log: createLog({ level: 'silent' }) };
  await applyClinicSettings(core, amani, { correlationId: uuidIds.next<CorrelationId>() });
});
afterAll(() => database.drop());

async function staff(...args: string[]) {
  const read = readTask(args);
  if (!read.ok) throw new Error(read.reason);
  return doTask(core, read.task, 'https://desk.example.org');
}

const tokenIn = (out: string) => /https:\/\/desk\.example\.org\/welcome\/([\w-]{43})\n/.exec(out)?.[1] ?? '';

test('invite prints a link, reset another one, and only the newest opens', async () => {
  const invited = await staff('invite', 'Njeri@clinic.example', 'front_desk', '--branch', 'westlands');
  expect(invited.code).toBe(0);
  expect(await openLink(core, tokenIn(invited.out))).toMatchObject({
    email: 'njeri@clinic.example',
    purpose: 'invite',
  });
  const again = await staff('reset', 'njeri@clinic.example');
  expect(await openLink(core, tokenIn(invited.out))).toBeUndefined();
  expect(await openLink(core, tokenIn(again.out))).toMatchObject({ purpose: 'invite' }); // not joined yet
  expect((await staff('list')).out).toMatch(/^njeri@clinic\.example +front_desk +invited\n$/m);
});

test.each<[string[], RegExp]>([
  [['invite', 'njeri', 'front_desk'], /no e-mail address/],
  [['invite', 'x@clinic.example', 'boss'], /has no role "boss"\. There is: front_desk, /],
  [['invite', 'x@clinic.example', 'front_desk', '--branch', 'mars'], /has no branch "mars"\. There is: /],
  [['invite', 'x@clinic.example', 'practitioner', '--practitioner', 'dr-x'], /There is: dr-kamau/],
  [['invite', 'x@clinic.example', 'front_desk', '--clinic', 'mars'], /There is: amani/],
  [['reset', 'nobody@clinic.example'], /Nobody has the address/],
])('%j is refused', async (args, problem) => {
  const { code, problems } = await staff(...args);
  expect(code).toBe(1);
  expect(problems).toMatch(problem);
});

describe('called wrongly', () => {
  test.each([
    [[]],
    [['fire', 'x@y.z']],
    [['invite']],
    [['invite', 'x@y.z']],
    [['invite', 'x@y.z', 'front_desk', 'more']],
    [['invite', 'x@y.z', 'front_desk', '--language', 'fr']],
    [['invite', 'x@y.z', 'front_desk', '--colour', 'red']],
  ])('%j', (args) => expect(readTask(args)).toMatchObject({ ok: false, reason: 'wrong' }));
});
