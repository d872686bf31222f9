import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClinicProfile } from '../../core/clinic/profile.ts';
import { movableClock } from '../../core/clock.ts';
import { type BranchId, type CorrelationId, type ServiceId, uuidIds } from '../../core/ids.ts';
import { createThrottle } from '../../core/limits/bucket.ts';
import { captureLog } from '../../core/log.ts';
import { createDirectory } from '../../core/messaging/directory.ts';
import { createTurnstile } from '../../core/messaging/turnstile.ts';
import { createOrganizationKey } from '../../core/people/lookup.ts';
import { openVault } from '../../core/people/vault.ts';
import { insertClinic } from '../../test/clinic-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { assertInvariant } from '../../test/invariant.ts';
import type { Bot } from '../bot.ts';
import type { InboundMessage } from '../channels/handler.ts';
import { createSweeper } from '../jobs/sweeper.ts';
import { receive } from './receive.ts';

const captured = captureLog();
let database: TestDatabase;
let bot: Bot;
const clock = movableClock(Temporal.Instant.from('2026-10-05T05:00:00Z'));
/** What reading the clinic's profile does: the one thing in a turn's way that a test can break from outside. */
let profile: () => Promise<ClinicProfile>;

const number = '+254711000111';
const clinic: ClinicProfile = {
  name: 'Afya Clinic',
  phone: '+254 20 000 0000',
  defaultLanguage: 'en',
  zone: 'Africa/Nairobi',
  currency: 'KES',
  branches: [
    {
      id: 'b' as BranchId,
      name: 'Town',
      address: 'Moi Avenue',
      phone: '+254',
      zone: 'Africa/Nairobi',
      place: null,
      hours: [],
    },
  ],
  services: [
    {
      id: 's' as ServiceId,
      name: { en: 'Dental', sw: 'Meno' },
      keywords: [],
      durationMinutes: 30,
      price: null,
      asksReason: false,
      prepare: null,
      branchIds: ['b' as BranchId],
    },
  ],
  practitioners: [],
  closures: [],
  answers: { prepare: null, payment: null },
  emergency: '999',
};

beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
  const { organizationId } = await insertClinic(database.db);
  const core = {
    db: database.db,
    clock,
    ids: uuidIds,
    vault: openVault([Buffer.alloc(32, 7)]),
    log: captured.log,
  };
  await createOrganizationKey(core, organizationId);
  await database.db
    .insertInto('channel')
    .values({
      organization_id: organizationId,
      id: uuidIds.next(),
      provider: 'twilio',
      kind: 'sms',
      address: number,
      keyword: null,
      can_receive: true,
      active: true,
    })
    .execute();
  bot = {
    ...core,
    profileOf: () => profile(),
    channelsAt: createDirectory(core),
    admits: createThrottle(),
    steady: core.db,
    turnstile: createTurnstile(core),
    wake: () => {},
    keepPlace: () => null,
  };
});

afterAll(() => database?.drop());

let counter = 0;
const message = (from: string, text: string, providerMessageId = `SM${counter++}`): InboundMessage => ({
  provider: 'twilio',
  channel: 'sms',
  to: number,
  from,
  providerMessageId,
  content: { kind: 'text', text },
});
const hand = (inbound: InboundMessage) => receive(bot, inbound, uuidIds.next<CorrelationId>());
const rows = async (sql: string) => (await database.pool.query(sql)).rows;
const well = () => Promise.resolve(clinic);
const broken = () => Promise.reject(new Error('no profile today'));

test('the same message handed over twice at once is one turn, 50 times', async () => {
  profile = well;
  for (let round = 0; round < 50; round++) {
    const from = `+2547120000${10 + round}`;
    await hand(message(from, 'Hi'));
    const twice = message(from, 'menu');
    const outcomes = await Promise.all([hand(twice), hand(twice), hand(twice)]);
    expect(outcomes.sort()).toEqual(['duplicate', 'duplicate', 'handled']);
  }
  await assertInvariant(database.db);
});

test('the first message of a stranger, handed over twice at once, makes one contact and one turn, 20 times', async () => {
  profile = well;
  for (let round = 0; round < 20; round++) {
    const first = message(`+2547130000${10 + round}`, 'Hi');
    expect((await Promise.all([hand(first), hand(first)])).sort()).toEqual(['duplicate', 'handled']);
  }
  await assertInvariant(database.db);
});

test('two messages at once are two turns, one after the other, 50 times', async () => {
  profile = well;
  const from = '+254714000000';
  await hand(message(from, 'Hi'));
  for (let round = 0; round < 50; round++) {
    const outcomes = await Promise.all([hand(message(from, 'menu')), hand(message(from, 'help'))]);
    expect(outcomes).toEqual(['handled', 'handled']);
  }
  expect(await rows(`select turns, revision from conversation order by turns desc limit 1`)).toEqual([
    { turns: 101, revision: 101 },
  ]);
  await assertInvariant(database.db);
});

test('a turn that cannot be taken is kept, messages behind it wait, and the sweeper takes them in order', async () => {
  const from = '+254715000000';
  profile = well;
  await hand(message(from, 'Hi'));
  profile = broken;
  expect(await hand(message(from, 'menu'))).toBe('kept');
  profile = well;
  const second = message(from, 'help');
  expect(await hand(second)).toBe('kept');
  expect(await hand(second)).toBe('duplicate');
  const sweeper = createSweeper(bot);
  for (let round = 0; round < 10; round++) {
    clock.advance(Temporal.Duration.from({ seconds: 2 }));
    await sweeper.sweep();
  }
  const states = await rows(`select state, tries from inbound_message order by seq desc limit 2`);
  expect(states).toEqual([
    { state: 'handled', tries: 1 },
    { state: 'handled', tries: 1 },
  ]);
  await assertInvariant(database.db);
});

test('after three tries a message is dead, the patient gets an apology, and the next message is answered', async () => {
  const from = '+254716000000';
  profile = well;
  await hand(message(from, 'Hi'));
  profile = broken;
  expect(await hand(message(from, 'boom'))).toBe('kept');
  const before = Number((await rows('select count(*) from outbox'))[0].count);
  const sweeper = createSweeper(bot);
  for (let round = 0; round < 12; round++) {
    clock.advance(Temporal.Duration.from({ seconds: 10 }));
    await sweeper.sweep();
  }
  expect(await rows(`select state, tries from inbound_message order by seq desc limit 1`)).toEqual([
    { state: 'dead', tries: 3 },
  ]);
  expect(Number((await rows('select count(*) from outbox'))[0].count)).toBe(before + 1);
  expect(await rows(`select count(*)::int from event where type = 'conversation.turn_failed'`)).toEqual([
    { count: 1 },
  ]);
  expect(
    await rows(
      `select w.kind from worklist_item w join inbound_message m on m.id = w.record_id where m.state = 'dead'`,
    ),
  ).toEqual([{ kind: 'dead_turn' }]);
  profile = well;
  expect(await hand(message(from, 'menu'))).toBe('handled');
  await assertInvariant(database.db);
});

test('a number that is no clinic’s, and an address nobody has, are said to be so', async () => {
  profile = well;
  expect(await hand({ ...message('+254717000000', 'Hi'), to: '+254799999999' })).toBe('unknown_channel');
  expect(await hand(message('', 'Hi'))).toBe('bad_address');
});
