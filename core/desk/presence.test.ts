import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callAfterAll } from '../../bot/jobs/call-after-all.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type FrontDesk, openFrontDesk } from '../../test/front-desk.ts';
import type { BranchId, OrganizationId } from '../ids.ts';
import { putDemoMember } from '../staff/demo.ts';
import type { Role } from '../staff/permissions.ts';
import { takeItem } from './items.ts';
import { leavePages, renewPages } from './presence.ts';
import { replyToPatient } from './reply.ts';
import { takeOver } from './take-over.ts';

/** When the on-call phone rings, and when those who have a page open are enough. */

let database: TestDatabase;
let desk: FrontDesk;
let members = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  desk = await openFrontDesk(database.db);
  await sql`update organization set on_call_phone = '+254711082009' where id = ${desk.clinic.organizationId}`.execute(
    database.db,
  );
});
afterAll(() => database.drop());

const later = (given: { minutes?: number; seconds?: number }) =>
  desk.core.clock.advance(Temporal.Duration.from(given));

/** Somebody of a role has signed in. */
async function signIn(
  role: Role = 'front_desk',
  { branches = 'all' as 'all' | BranchId[], organizationId = desk.clinic.organizationId } = {},
): Promise<string> {
  members += 1;
  const email = `member-${members}@clinic.example`;
  const { core } = desk;
  const member = { role, email, branches, name: 'Njeri', practitionerId: null, language: 'en' } as const;
  await putDemoMember(core, organizationId, member, 'no password');
  const id = core.ids.next<string>();
  await sql`
    insert into staff.sign_in (id, account_id, token, expires_at, created_at, updated_at)
    select ${id}, id, ${id}, ${core.clock.now().add({ minutes: 30 })}, ${core.clock.now()}, ${core.clock.now()}
    from staff.account where email = ${email}
  `.execute(database.db);
  return id;
}

const open = (...signInIds: string[]) => renewPages(desk.core, signInIds, desk.core.clock.now());

/** To who has never written: the phone on call. */
async function rung(): Promise<number> {
  const { rows } = await sql`
    select from outbox o where o.organization_id = ${desk.clinic.organizationId} and not exists (select from conversation v
      join inbound_message m on m.organization_id = v.organization_id and m.conversation_id = v.id
      where v.organization_id = o.organization_id and v.contact_id = o.contact_id)
  `.execute(database.db);
  return rows.length;
}

const askForPerson = async () => {
  const asha = await desk.call('+254711000001', 'Asha Wanjiru');
  await desk.say(asha, 'I want to talk to a person');
  return asha;
};

describe('a patient waits for a person: the phone on call rings', () => {
  test.each<[string, 0 | 1, () => Promise<unknown>]>([
    ['as nobody has a page open', 1, async () => signIn()],
    ['not where the front desk has one open', 0, async () => open(await signIn())],
    ['not where one of the clinic’s administrators has', 0, async () => open(await signIn('clinic_admin'))],
    ['where only a practitioner has, who does not see it', 1, async () => open(await signIn('practitioner'))],
    ['where only who runs Miadi has', 1, async () => open(await signIn('system_admin'))],
    [
      'where only another clinic’s front desk has',
      1,
      async () => open(await signIn('front_desk', { organizationId: await otherClinic() })),
    ],
    [
      'not where it was open 89 seconds ago',
      0,
      async () => {
        await open(await signIn());
        later({ seconds: 89 });
      },
    ],
    [
      'where it was open 91 seconds ago: its process has died',
      1,
      async () => {
        await open(await signIn());
        later({ seconds: 91 });
      },
    ],
    [
      'where it was closed',
      1,
      async () => {
        const signInId = await signIn();
        const renewedAt = desk.core.clock.now().add({ nanoseconds: 700 }); // Postgres keeps microseconds
        await renewPages(desk.core, [signInId], renewedAt);
        await leavePages(desk.core, [{ signInId, renewedAt }]);
      },
    ],
    [
      'not where it was closed in one process, and another has said since that it is open',
      0,
      async () => {
        const signInId = await signIn();
        await open(signInId);
        const renewedAt = desk.core.clock.now();
        later({ seconds: 1 });
        await open(signInId);
        await leavePages(desk.core, [{ signInId, renewedAt }]);
      },
    ],
    [
      'where they were deactivated',
      1,
      async () => {
        await open(await signIn());
        await sql`update staff.member set active = false`.execute(database.db);
      },
    ],
    [
      'where the sign-in has run out',
      1,
      async () => {
        const signInId = await signIn();
        later({ minutes: 30 });
        expect(await open(signInId)).toEqual(new Set());
      },
    ],
  ])('%s', async (_, expected, prepare) => {
    await prepare();
    await askForPerson();
    expect(await rung()).toBe(expected);
    await sql`update staff.member set active = true`.execute(database.db);
  });

  test.each<[string, 0 | 1, () => BranchId[]]>([
    ['not where it is open at the branch of their visit', 0, () => [desk.clinic.branchIds[0]]],
    ['where it is open at another branch alone', 1, () => []],
  ])('%s', async (_, expected, branches) => {
    const elsewhere = await anotherBranch();
    const asha = await desk.call('+254711000001', 'Asha Wanjiru');
    await desk.book(asha, '06T09:00');
    await open(await signIn('front_desk', { branches: [elsewhere, ...branches()] }));
    await desk.say(asha, 'I want to talk to a person');
    expect(await rung()).toBe(expected);
  });
});

describe('left to who has a page open, it rings after all', () => {
  beforeEach(async () => {
    await open(await signIn());
  });
  const sweep = () => callAfterAll(desk.bot, 100);
  const itemOf = async (recordId: string) =>
    (
      await database.db
        .selectFrom('worklist_item')
        .select('id')
        .where('record_id', '=', recordId)
        .executeTakeFirstOrThrow()
    ).id;

  test('when nobody has taken it for five minutes: once, however many look', async () => {
    await askForPerson();
    later({ minutes: 4, seconds: 59 });
    await sweep();
    expect(await rung()).toBe(0);
    later({ seconds: 1 });
    await Promise.all([sweep(), sweep(), sweep()]);
    expect(await rung()).toBe(1);
    later({ minutes: 10 });
    await sweep();
    expect(await rung()).toBe(1);
  });

  test('after two where life may be at risk', async () => {
    const asha = await desk.call('+254711000001', 'Asha Wanjiru');
    await desk.say(asha, 'I want to kill myself');
    expect(await rung()).toBe(0);
    later({ minutes: 2 });
    await sweep();
    expect(await rung()).toBe(1);
  });

  test.each<[string, (asha: Awaited<ReturnType<typeof askForPerson>>) => Promise<unknown>]>([
    [
      'was taken',
      async ({ conversationId }) => takeItem(desk.core, desk.staff, { itemId: await itemOf(conversationId) }),
    ],
    ['’s conversation was taken over', (asha) => takeOver(desk.core, desk.staff, asha)],
    ['was answered', (asha) => replyToPatient(desk.core, desk.staff, { ...asha, key: 'a', text: 'Karibu' })],
  ])('not where it %s', async (_, act) => {
    const asha = await askForPerson();
    later({ minutes: 1 });
    expect(await act(asha)).toMatchObject({});
    later({ minutes: 10 });
    await sweep();
    expect(await rung()).toBe(0);
  });

  test('where it was taken before it became urgent again, and nobody has acted since', async () => {
    const asha = await desk.call('+254711000001', 'Asha Wanjiru');
    await desk.say(asha, 'I want to kill myself');
    await takeItem(desk.core, desk.staff, { itemId: await itemOf(asha.conversationId) });
    later({ minutes: 3 });
    await sweep();
    expect(await rung()).toBe(0);
    later({ minutes: 8 });
    await open(await signIn());
    await desk.say(asha, 'I want to kill myself');
    later({ minutes: 2 });
    await sweep();
    expect(await rung()).toBe(1);
  });
});

async function anotherBranch(): Promise<BranchId> {
  const id = desk.core.ids.next<BranchId>();
  await sql`
    insert into branch (organization_id, id, key, name, address, phone, zone, position, active)
    select organization_id, ${id}, 'elsewhere', 'Elsewhere', address, phone, zone, 9, true from branch
    where id = ${desk.clinic.branchIds[0]}
  `.execute(database.db);
  return id;
}

async function otherClinic(): Promise<OrganizationId> {
  return (await openFrontDesk(database.db)).clinic.organizationId;
}
