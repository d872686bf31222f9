import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announceEvents } from '../core/db/announce.ts';
import { recordEvent } from '../core/events.ts';
import type { FeedEvent } from '../core/feed.ts';
import { hears } from '../core/feed.ts';
import { type BranchId, type OrganizationId, type PractitionerId, uuidIds } from '../core/ids.ts';
import { permissionsOf, type Role, type StaffScope } from '../core/staff/permissions.ts';
import { advance, type Position, toldUpTo } from './feed.ts';
import {
  type Browser,
  makeClinic,
  makeMember,
  startDashboard,
  systemScope,
  type TestDashboard,
} from './test-dashboard.ts';

let house: TestDashboard;
let stopAnnouncing: () => void;
let admin: Browser;
let adminId: string;

beforeAll(async () => {
  house = await startDashboard();
  await house.live.start();
  stopAnnouncing = announceEvents(house.database);
  adminId = await makeMember(house.core, house.organizationId, 'clinic_admin', 'admin@clinic.example');
  admin = house.browse();
  await admin.signIn('admin@clinic.example');
});
afterAll(async () => {
  stopAnnouncing();
  await house.stop();
});

type Heard = {
  id: string;
  event: string;
  data: { seq: number; type: string; kind: string; id: string };
  at: number;
};

/** Reads a stream until it is let go; what came is in the list. */
async function listen(browser: Browser, path = '/live', headers: Record<string, string> = {}) {
  const answer = await browser.ask(path, { headers });
  expect(answer.status).toBe(200);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const heard: Heard[] = [];
  const ended = (async () => {
    let rest = '';
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      const blocks = (rest + read.value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) heard.push(parsed(block));
    }
  })();
  return {
    heard,
    ended,
    close: () => reader?.cancel(),
    changes: () => heard.filter(({ event }) => event === 'change'),
  };
}

function parsed(block: string): Heard {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
  return {
    id: field('id'),
    event: field('event'),
    data: JSON.parse(field('data') || '{}'),
    at: performance.now(),
  };
}

async function happen(
  organizationId = house.organizationId,
  recordId = uuidIds.next<string>(),
): Promise<string> {
  const core = { db: house.core.db, clock: house.core.clock };
  await recordEvent(core, systemScope(organizationId), 'patient.renamed', recordId, {});
  return recordId;
}

test('a change shows within 300 ms, with ids only, and once', async () => {
  const stream = await listen(admin);
  const took: number[] = [];
  for (let time = 0; time < 20; time++) {
    const began = performance.now();
    const id = await happen();
    await expect.poll(() => stream.changes().some(({ data }) => data.id === id), { interval: 2 }).toBe(true);
    took.push((stream.changes().find(({ data }) => data.id === id)?.at ?? 0) - began);
  }
  took.sort((a, b) => a - b);
  expect(took[18]).toBeLessThan(300);
  expect(stream.changes()).toHaveLength(20);
  expect(Object.keys(stream.changes()[0]?.data ?? {}).sort()).toEqual(['id', 'kind', 'seq', 'type']);
  await stream.close();
});

test('of another clinic nothing is heard', async () => {
  const other = await makeClinic(house.core, 'baraka');
  const stream = await listen(admin);
  const [theirs, ours] = [await happen(other), await happen()];
  await expect.poll(() => stream.changes().some(({ data }) => data.id === ours)).toBe(true);
  expect(JSON.stringify(stream.heard)).not.toContain(theirs);
  await stream.close();
});

test('what was missed comes with Last-Event-ID; too much of it asks for the page anew', async () => {
  const first = await listen(admin);
  await happen();
  await expect.poll(() => first.changes().length).toBe(1);
  const last = first.heard.at(-1)?.id ?? '';
  await first.close();
  const missed = [await happen(), await happen(), await happen()];
  const second = await listen(admin, '/live', { 'last-event-id': last });
  await expect.poll(() => second.changes().length).toBe(3);
  expect(second.changes().map(({ data }) => data.id)).toEqual(missed);
  await second.close();

  await house.database.pool.query(
    `insert into event (organization_id, at, type, actor_kind, record_kind, record_id, correlation_id, details)
     select $1, now(), 'patient.renamed', 'system', 'patient', gen_random_uuid(), gen_random_uuid(), '{}' from generate_series(1, 600)`,
    [house.organizationId],
  );
  const third = await listen(admin, '/live', { 'last-event-id': last });
  await expect.poll(() => third.heard.some(({ event }) => event === 'reload')).toBe(true);
  await third.close();
});

test('what commits behind a later number is told all the same, by the stream and by what it replays', async () => {
  const stream = await listen(admin);
  const { db, clock } = house.core;
  const slow = uuidIds.next<string>();
  let quick = '';
  await db.transaction().execute(async (tx) => {
    await recordEvent({ db: tx, clock }, systemScope(house.organizationId), 'patient.renamed', slow, {});
    quick = await happen();
    await expect.poll(() => stream.changes().some(({ data }) => data.id === quick)).toBe(true);
  });
  await expect.poll(() => stream.changes().some(({ data }) => data.id === slow)).toBe(true);
  const at = stream.changes().find(({ data }) => data.id === quick)?.id ?? '';
  await stream.close();
  const later = await listen(admin, '/live', { 'last-event-id': at });
  await expect.poll(() => later.changes().map(({ data }) => data.id)).toContain(slow);
  await later.close();
});

test('what was missed comes, also behind a number that was given to nothing', async () => {
  const first = await listen(admin);
  const known = await happen();
  await expect.poll(() => first.changes().map(({ data }) => data.id)).toContain(known);
  await house.database.pool.query(`select nextval(pg_get_serial_sequence('event', 'seq'))`);
  const heard = await happen();
  await expect.poll(() => first.changes().map(({ data }) => data.id)).toContain(heard);
  const { seq } = first.changes().at(-1)?.data ?? {};
  for (const others of [first, undefined]) {
    if (others === undefined) await first.close();
    const missed = await happen();
    if (others) await expect.poll(() => others.changes().map(({ data }) => data.id)).toContain(missed);
    const again = await listen(admin, '/live', { 'last-event-id': String(seq) });
    await expect.poll(() => again.changes().map(({ data }) => data.id)).toContain(missed);
    await again.close();
  }
});

test('a new role ends the stream, and so does the end of the sign-in; without one there is none', async () => {
  expect((await house.browse().ask('/live')).status).toBe(401);
  const id = await makeMember(house.core, house.organizationId, 'front_desk', 'desk@clinic.example');
  const desk = house.browse();
  await desk.signIn('desk@clinic.example');
  const stream = await listen(desk);
  expect((await admin.post(`/staff/${id}/role`, { role: 'practitioner' })).status).toBe(303);
  await stream.ended;
  expect(adminId).not.toBe(id);
});

test('that a page is open is known to all processes, and that the last one of a sign-in is closed', async () => {
  await makeMember(house.core, house.organizationId, 'front_desk', 'open@clinic.example');
  const desk = house.browse();
  await desk.signIn('open@clinic.example');
  const isOpen = async () => {
    const { rows } = await house.database.pool.query(
      `select page_open_at > now() - interval '5 seconds' as open from staff.sign_in s
       join staff.account a on a.id = s.account_id where a.email = 'open@clinic.example'`,
    );
    return rows[0].open;
  };
  expect(await isOpen()).toBeNull();
  const [one, two] = [await listen(desk), await listen(desk)];
  expect(await isOpen()).toBe(true);
  await one.close();
  await pause(200);
  expect(await isOpen()).toBe(true);
  await two.close();
  await expect.poll(isOpen).toBeNull();
});

test('one sign-in has so many streams and no more, and what is no GET opens none', async () => {
  const { status, headers } = await admin.ask('/live', { method: 'HEAD' });
  expect([status, headers.get('allow')]).toEqual([405, 'GET']);
  const streams = await Promise.all(Array.from({ length: 24 }, () => listen(admin)));
  expect((await admin.ask('/live')).status).toBe(503);
  for (const one of streams) await one.close();
  const again = await listen(admin);
  await again.close();
});

describe('how far the log was read', () => {
  const start: Position = { read: 10, gaps: new Map() };
  test('numbers that are missing are waited for, and given up after a minute', () => {
    const one = advance(start, [11, 14], 0);
    expect([one.read, [...one.gaps.keys()], toldUpTo(one)]).toEqual([14, [12, 13], 11]);
    const two = advance(one, [12, 15], 1_000);
    expect([two.read, [...two.gaps.keys()], toldUpTo(two)]).toEqual([15, [13], 12]);
    const three = advance(two, [16], 61_000);
    expect([three.read, [...three.gaps.keys()], toldUpTo(three)]).toEqual([16, [], 16]);
  });
});

describe('who hears what', () => {
  const organizationId = uuidIds.next<OrganizationId>();
  const [here, there] = [uuidIds.next<BranchId>(), uuidIds.next<BranchId>()];
  const [own, others] = [uuidIds.next<PractitionerId>(), uuidIds.next<PractitionerId>()];
  const scope = (role: Role, more: Partial<StaffScope> = {}): StaffScope => ({
    ...{ organizationId, correlationId: uuidIds.next(), actor: { kind: 'staff', id: 'x' } },
    ...{ permissions: new Set(permissionsOf[role]), branches: 'all', practitionerId: own },
    ...more,
  });
  const event = (recordKind: string, more: Partial<FeedEvent> = {}): FeedEvent => ({
    ...{ seq: 1, organizationId, type: `${recordKind}.x`, recordKind, recordId: 'x' },
    ...{ branches: null, practitionerIds: null },
    ...more,
  });
  const atHere = { branches: [here] };
  test.each<[string, StaffScope, FeedEvent, boolean]>([
    ['the desk, a conversation', scope('front_desk'), event('conversation'), true],
    ['the desk, staff', scope('front_desk'), event('staff'), false],
    ['a practitioner, a conversation', scope('practitioner'), event('conversation'), false],
    [
      'a practitioner, their visit',
      scope('practitioner'),
      event('appointment', { practitionerIds: [own] }),
      true,
    ],
    [
      'a practitioner, another’s',
      scope('practitioner'),
      event('appointment', { practitionerIds: [others] }),
      false,
    ],
    ['who runs Miadi, a patient', scope('system_admin'), event('patient'), false],
    ['who runs Miadi, staff', scope('system_admin'), event('staff'), true],
    ['here, a visit here', scope('front_desk', atHere), event('appointment', atHere), true],
    ['here, a visit there', scope('front_desk', atHere), event('appointment', { branches: [there] }), false],
    ['here, a conversation without a visit', scope('front_desk', atHere), event('conversation'), true],
    ['another clinic', scope('clinic_admin'), event('patient', { organizationId: uuidIds.next() }), false],
    ['a kind that nobody has thought of', scope('clinic_admin'), event('secret'), false],
  ])('%s: %#', (_, who, what, expected) => expect(hears(who, what)).toBe(expected));
});
