import { sql } from 'kysely';
import { assemble, type Miadi } from '../assemble.ts';
import { applyClinicSettings } from '../core/clinic/apply.ts';
import type { ClinicSettings } from '../core/clinic/settings.ts';
import type { MovableClock } from '../core/clock.ts';
import type { Database, Db } from '../core/db/connect.ts';
import { type CorrelationId, type OrganizationId, uuidIds } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Vault } from '../core/people/vault.ts';
import { createEmulators, type Emulators } from '../emulators/emulators.ts';
import { approvedTemplate } from '../flows/notice/templates.ts';

/**
 * The whole program in one process, on a clock that one moves, with the providers emulated: what `npm run chat` and the
 * transcripts run on. Requests go the whole way (signed webhook → turn → outbox → the provider's API) but through no port, e-mail excepted.
 */
export type Rehearsal = {
  miadi: Miadi;
  emulators: Emulators;
  organizationId: OrganizationId;
  /** Resolves when nothing is on its way any more. */
  settle(): Promise<void>;
  /** Moves the clock, and does what has become due. */
  wait(duration: Temporal.Duration): Promise<void>;
  stop(): Promise<void>;
};

const publicUrl = 'http://miadi.test';
const providersUrl = 'http://providers.test';
export const rehearsed = {
  twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'rehearsed-auth-token' },
  africastalking: { username: 'sandbox', apiKey: 'rehearsed-api-key', webhookSecret: 'rehearsed-secret' },
};
/** Rounds of the sweeper after a wait; more would be work that makes itself. */
const MOST_ROUNDS = 50;
/** Moments of one wait at which something is due; what comes after them is done at its end. */
const MOST_MOMENTS = 200;

export async function rehearse(parts: {
  database: Database;
  clinic: ClinicSettings;
  clock: MovableClock;
  vault: Vault;
  log: Log;
}): Promise<Rehearsal> {
  const { database, clinic, clock, vault, log } = parts;
  const core = { db: database.db, clock, ids: uuidIds, vault, log };
  const applied = await applyClinicSettings(core, clinic, { correlationId: uuidIds.next<CorrelationId>() });
  if (!applied.ok) throw new Error(`the clinic cannot be applied: ${applied.reason}`);

  const routed: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    if (origin === publicUrl) return miadi.webhooks.fetch(request);
    if (origin === providersUrl) return emulators.app.fetch(request);
    throw new TypeError('a rehearsal reaches nothing but itself');
  };
  const emulators = createEmulators({
    now: clock.now,
    fetch: routed,
    webhookBaseUrl: publicUrl,
    ...rehearsed,
    clinics: [],
  });
  for (const { notice, language, contentSid: sid } of clinic.channels.flatMap((one) => one.templates)) {
    emulators.twilio.approve({ sid, language, ...approvedTemplate(notice, language) });
  }
  const smtp = { url: await emulators.mail.listen() };
  const miadi = assemble({
    database,
    clock,
    ids: uuidIds,
    vault,
    log,
    fetch: routed,
    publicUrl,
    twilio: { ...rehearsed.twilio, apiUrl: `${providersUrl}/emulators/twilio` },
    africastalking: { ...rehearsed.africastalking, apiUrl: `${providersUrl}/emulators/africastalking` },
    smtp,
  });
  await miadi.prepare();

  async function settle(): Promise<void> {
    await miadi.idle();
    await emulators.idle();
    await miadi.idle();
  }

  /** From one moment at which something is due to the next: a reminder of tomorrow goes out tomorrow, not when the wait is over. */
  async function wait(duration: Temporal.Duration): Promise<void> {
    const until = clock.now().add({ milliseconds: duration.total('milliseconds') });
    for (let moments = 0; moments < MOST_MOMENTS; moments++) {
      const next = await nextDue(database.db, clock.now(), until);
      clock.advance(clock.now().until(next));
      await sweepAll();
      if (next.equals(until)) return;
    }
    clock.advance(clock.now().until(until));
    await sweepAll();
  }

  async function sweepAll(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const found = await miadi.sweeper.sweep();
      await settle();
      if (found === 0) return;
    }
  }

  async function stop(): Promise<void> {
    await settle();
    emulators.stop();
  }

  return { miadi, emulators, organizationId: applied.organizationId, settle, wait, stop };
}

/** The next moment at which a notice or a message is due; else the end. */
async function nextDue(db: Db, now: Temporal.Instant, end: Temporal.Instant): Promise<Temporal.Instant> {
  const { rows } = await sql<{ at: Temporal.Instant }>`
    select min(at) as at from (
      select look_at as at from notice where state = 'open'
      union all select next_attempt_at from outbox where state in ('queued', 'errored', 'unknown')
    ) due where at > ${now} and at < ${end}
  `.execute(db);
  return rows[0]?.at ?? end;
}
