import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { systemClock } from '../core/clock.ts';
import { connect } from '../core/db/connect.ts';
import { insist } from '../core/db/insist.ts';
import {
  type AppointmentId,
  type CorrelationId,
  type OrganizationId,
  type PatientId,
  uuidIds,
} from '../core/ids.ts';
import { captureLog } from '../core/log.ts';
import { ensureContact } from '../core/people/contacts.ts';
import { registerPatient } from '../core/people/patients.ts';
import { openVault } from '../core/people/vault.ts';
import { planVisitNotices } from '../core/reminders/plan.ts';
import type { Core, Scope } from '../core/scope.ts';
import { amani } from './amani.ts';
import { environment, openClinic } from './faults/house.ts';
import { type Program, runProgram } from './faults/program.ts';
import { openProvider } from './faults/provider.ts';
import { openServer, until } from './faults/server.ts';
import { assertInvariant } from './invariant.ts';

/**
 * Notices sent by real processes: two workers and a web process on one Postgres, which hear of the providers over HTTP. The
 * clinic writes by day and by night, as the machine's clock is what it is.
 */
export type NoticeHouse = Awaited<ReturnType<typeof openNoticeHouse>>;

const clinic = { ...amani, rules: { ...amani.rules, wakingFrom: '00:00', wakingUntil: '00:00' } };
/** Until the workers, which are started now, have asked to be woken. */
const DUE_IN = { seconds: 8 };
/** Nothing happens for so long: what is left is due later, and the clocks go on to it. */
const STILL_MS = 2_500;
const MOST_STEPS = 12;

/** @param env of the processes: REDIS_URL, say */
export async function openNoticeHouse(folder: string, env: Record<string, string> = {}) {
  await using stack = new AsyncDisposableStack();
  const place = await mkdtemp(join(folder, 'notices-'));
  await mkdir(place, { recursive: true });
  await chmod(place, 0o755);
  const server = await openServer(place);
  stack.defer(() => server.close());
  const database = connect(server.url, { max: 2, applicationName: 'onlooker' });
  stack.defer(() => database.close());
  const vaultKey = randomBytes(32);
  const organizationId = await openClinic(database, vaultKey, clinic);
  const core = {
    db: database.db,
    clock: systemClock,
    ids: uuidIds,
    vault: openVault([vaultKey]),
    log: captureLog().log,
  };

  const webs: Program[] = [];
  const programs: Program[] = [];
  const provider = await openProvider(() => webs);
  stack.defer(() => provider.stop());
  stack.defer(async () => void (await Promise.all(programs.map((program) => program.stop()))));
  const settings = {
    ...environment({ databaseUrl: server.url, vaultKey, providerUrl: provider.origin }),
    ...env,
  };
  const web = await runProgram('web', settings);
  webs.push(web);
  programs.push(web);
  const phones: string[] = [];
  let shiftMs = 0;

  const inbox = (phone: string) =>
    provider.emulators.network.inbox('sms', phone).filter(({ direction }) => direction === 'in');
  const arrived = () => phones.filter((phone) => inbox(phone).length > 0).length;

  async function advance(ms: number): Promise<void> {
    shiftMs += ms;
    for (const program of programs) program.shift(shiftMs);
  }

  const closing = stack.move();
  return {
    ...{ server, database, provider, phones, arrived },
    /** So many patients, whose visits staff have just booked: each is to be told, all at the same moment. */
    async fill(count: number): Promise<void> {
      phones.push(
        ...(await database.db.transaction().execute((db) => fill({ ...core, db }, organizationId, count))),
      );
    },
    /** Two, which find what is there. */
    async work(): Promise<[Program, Program]> {
      const workers: [Program, Program] = [
        await runProgram('worker', settings),
        await runProgram('worker', settings),
      ];
      programs.push(...workers);
      await Promise.all([...programs].map((program) => program.ready()));
      return workers;
    },
    /** Resolves when so many have had a message. */
    reached: (count: number) => until(`${count} have a message`, async () => arrived() >= count, 30_000),
    /** Until nothing is left to be sent; what is due later is gone on to. */
    async settle(): Promise<void> {
      let [told, moved, steps] = ['', performance.now(), 0];
      for (;;) {
        await pause(100);
        const left = await insist(() => leftToSend(core));
        const now = `${left} ${arrived()}`;
        if (
          left === 0 &&
          provider.emulators.twilio.pending() + provider.emulators.africastalking.pending() === 0
        )
          return;
        if (now !== told) [told, moved] = [now, performance.now()];
        if (performance.now() - moved < STILL_MS) continue;
        if (++steps > MOST_STEPS) throw new Error(`it does not go on: ${left} are left to send`);
        await advance(65_000);
        moved = performance.now();
      }
    },
    /** What does not hold of what was promised; and what was in doubt. */
    async findings() {
      await assertInvariant(database.db);
      const doubted = await doubtedOf(database.db);
      const counts = phones.map((phone) => inbox(phone).length);
      const sends =
        provider.emulators.twilio.accepted.length + provider.emulators.africastalking.accepted.length;
      return {
        without: counts.filter((count) => count === 0).length,
        twice: counts.filter((count) => count > 1).length,
        moreThanTwice: counts.filter((count) => count > 2).length,
        sends,
        ...doubted,
      };
    },
    close: () => closing.disposeAsync(),
  };
}

async function leftToSend({ db }: Pick<Core, 'db'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from outbox where state in ('queued', 'errored', 'wired') or next_attempt_at is not null)::int
      + (select count(*) from notice n where kind = 'confirmed' and state = 'open' and not exists (
        select from outbox o where o.notice_id = n.id))::int as count
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** doubted: messages that were once in doubt · untold: those of which nobody was told · again: that went on the wire twice without doubt. */
async function doubtedOf(db: Core['db']) {
  const { rows } = await sql<{ doubted: number; untold: number; again: number; attempts: number }>`
    select count(*)::int as attempts, count(*) filter (where in_doubt)::int as doubted,
      count(*) filter (where in_doubt and not exists (select from event e where e.record_id = o.id
        and e.type = 'outbox.in_doubt'))::int as untold,
      count(*) filter (where tries > 1 and not in_doubt and error_code is null)::int as again
    from outbox o where notice_id is not null
  `.execute(db);
  return rows[0] ?? { doubted: 0, untold: 0, again: 0, attempts: 0 };
}

/** Half of them by each provider of SMS. */
async function fill(core: Core, organizationId: OrganizationId, count: number): Promise<string[]> {
  const correlationId = core.ids.next<CorrelationId>();
  const scope: Scope = {
    organizationId,
    correlationId,
    actor: { kind: 'staff', id: core.ids.next<string>() },
  };
  const channels = await core.db
    .selectFrom('channel')
    .select(['id'])
    .where('kind', '=', 'sms')
    .orderBy('provider')
    .execute();
  const phones: string[] = [];
  for (let place = 0; place < count; place++) {
    const address = `+2547${String(30_000_000 + place)}`;
    const channelId = channels[place % channels.length]?.id;
    if (channelId === undefined) throw new Error('the clinic has no SMS');
    const { contactId } = await ensureContact(core, scope, { kind: 'sms', address, channelId });
    const registering = { key: `test/${place}`, contactId, name: 'Njeri', relation: 'self' as const };
    const { patientId } = await registerPatient(core, scope, registering);
    const appointmentId = await insertVisit(core, scope, { contactId, patientId, place });
    await planVisitNotices(core, scope, appointmentId, 'booked');
    phones.push(address);
  }
  const due = core.clock.now().add(DUE_IN);
  await sql`update notice set due_at = ${due}, look_at = ${due} where kind = 'confirmed'`.execute(core.db);
  return phones;
}

/** Five days ahead, each a minute after the one before: more than a clinic has, and nobody's at the same time. */
async function insertVisit(
  core: Core,
  { organizationId }: Scope,
  { contactId, patientId, place }: { contactId: string; patientId: PatientId; place: number },
): Promise<AppointmentId> {
  const appointmentId = core.ids.next<AppointmentId>();
  const start = core.clock.now().add({ hours: 120, minutes: place });
  await sql`
    insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id,
      visit, busy, created_at, updated_at)
    select b.organization_id, ${appointmentId}, 'booked', b.id, s.id, p.id, ${contactId}, ${patientId}, span, span,
      ${core.clock.now()}, ${core.clock.now()}
    from branch b, service s, practitioner p, tstzrange(${start}, ${start.add({ minutes: 1 })}, '[)') as span
    where b.organization_id = ${organizationId} and b.name = 'Westlands' and s.name_en = 'Eye check'
      and p.name = 'Dr. Wanjiku Kamau'
  `.execute(core.db);
  return appointmentId;
}
