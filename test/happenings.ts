import { sql } from 'kysely';
import { type AppointmentId, type CorrelationId, type PatientId, uuidIds } from '../core/ids.ts';
import { ensureContact } from '../core/people/contacts.ts';
import { registerPatient } from '../core/people/patients.ts';
import type { Core, Scope } from '../core/scope.ts';
import { beginningLine } from '../transcript.ts';
import type { Stage } from './play.ts';

type Happening = { pattern: RegExp; run(stage: Stage, found: string[]): Promise<void> };

/** What may happen beside the conversation; a transcript's line starting with * is one of these. */
const happenings: Happening[] = [
  {
    // "* Asha Wanjiru is a patient here", "* Baraka Wanjiru is a child of theirs, last seen at Westlands"
    pattern: /^(.+) is a (patient here|child of theirs)(?:, last seen at (.+))?$/,
    run: async (stage, [name = '', what, branch]) => {
      stage.written.push(name);
      const patientId = await register(
        stage,
        stage.patient,
        name,
        what === 'patient here' ? 'self' : 'child',
      );
      if (branch) await insertPastVisit(stage, patientId, branch);
    },
  },
  {
    pattern: /^they speak (English|Swahili)$/,
    run: (stage, [language]) => stage.speak(language === 'Swahili' ? 'sw' : 'en'),
  },
  {
    // Whoever opened the stage has set the clock by it (beginningOf).
    pattern: /^(it is .+)$/,
    run: async (stage, [line = '']) => {
      const now = stage.clock.now().toZonedDateTimeISO(stage.clinic.zone).toPlainDateTime();
      const { text } = beginningLine(now);
      if (text !== line) throw new Error(`"${line}" is said in the first line or not at all; here ${text}`);
    },
  },
  {
    pattern: /^somebody else takes choice (\d+)$/,
    run: async (stage, [number]) => {
      await takeEverywhere(stage, await offeredStart(stage, Number(number)));
    },
  },
  {
    pattern: /^somebody else takes the time that was held$/,
    run: async (stage) => takeEverywhere(stage, await pickedStart(stage)),
  },
  {
    pattern: /^the same message arrives again$/,
    run: (stage) => stage.repeatLast(),
  },
  {
    pattern: /^a photo arrives$/,
    run: (stage) =>
      stage.write({ media: [{ url: 'http://providers.test/photo', contentType: 'image/jpeg' }] }),
  },
  {
    pattern: /^an empty message arrives$/,
    run: (stage) => stage.write({ text: '' }),
  },
  {
    // A button or row of an earlier message; on SMS its words are typed.
    pattern: /^the old choice "(.+)" is tapped$/,
    run: async (stage, [title = '']) => {
      const earlier = stage.inbox().slice(0, -1).reverse();
      for (const message of earlier) {
        const type = message.interactive?.type === 'list' ? 'list' : 'button';
        const choices =
          message.interactive?.type === 'list' ? message.interactive.rows : message.interactive?.buttons;
        const choice = choices?.find((one) => one.title === title);
        if (choice) return stage.write({ tap: { id: choice.id, title, type, on: message.id } });
      }
      return stage.write({ text: title });
    },
  },
  {
    pattern: /^every slot of the next (\d+) days is taken$/,
    run: (stage, [days]) => closeClinic(stage, Number(days)),
  },
];

export async function happen(stage: Stage, what: string): Promise<void> {
  for (const { pattern, run } of happenings) {
    const found = pattern.exec(what);
    if (found) return run(stage, found.slice(1));
  }
  throw new Error(`nothing of the kind can happen: ${what}`);
}

function tools(stage: Stage): { core: Core; scope: Scope } {
  const { database, clock, vault, log, organizationId } = stage;
  const scope: Scope = {
    organizationId,
    actor: { kind: 'system' },
    correlationId: uuidIds.next<CorrelationId>(),
  };
  return { core: { db: database.db, clock, ids: uuidIds, vault, log: log.log }, scope };
}

async function contactOf(stage: Stage, address: string) {
  const { core, scope } = tools(stage);
  const { id: channelId } = await core.db
    .selectFrom('channel')
    .select('id')
    .where('kind', '=', stage.kind)
    .where('active', '=', true)
    .executeTakeFirstOrThrow();
  return ensureContact(core, scope, { kind: stage.kind, address, channelId });
}

async function register(
  stage: Stage,
  address: string,
  name: string,
  relation: 'self' | 'child',
): Promise<PatientId> {
  const { core, scope } = tools(stage);
  const { contactId } = await contactOf(stage, address);
  const input = { key: `test/${name}`, contactId, name, relation };
  const { patientId } = await core.db
    .transaction()
    .execute((db) => registerPatient({ ...core, db }, scope, input));
  return patientId;
}

async function insertPastVisit(stage: Stage, patientId: PatientId, branchName: string): Promise<void> {
  const { contactId } = await contactOf(stage, stage.patient);
  const end = stage.clock.now().subtract({ hours: 24 * 30 });
  await sql`
    insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id,
      visit, busy, created_at, updated_at)
    select b.organization_id, ${uuidIds.next<AppointmentId>()}, 'fulfilled', b.id, ps.service_id, ps.practitioner_id, ${contactId},
      ${patientId}, span, span, ${end}, ${end}
    from branch b
    join practitioner_branch pb on pb.organization_id = b.organization_id and pb.branch_id = b.id
    join practitioner_service ps on ps.organization_id = b.organization_id and ps.practitioner_id = pb.practitioner_id
    cross join tstzrange(${end.subtract({ minutes: 20 })}, ${end}, '[)') as span
    where b.name = ${branchName} limit 1
  `.execute(stage.database.db);
}

/** The slot behind a choice: its id is the instant. */
async function offeredStart(stage: Stage, number: number): Promise<Temporal.Instant> {
  const { core, scope } = tools(stage);
  const { contactId } = await contactOf(stage, stage.patient);
  const row = await core.db
    .selectFrom('conversation as v')
    .innerJoin('vault.contact as vc', 'vc.contact_id', 'v.contact_id')
    .select(['v.offered', 'vc.data_key'])
    .where('v.contact_id', '=', contactId)
    .executeTakeFirstOrThrow();
  if (!row.offered) throw new Error('nothing is offered');
  const key = core.vault.unwrap(row.data_key, { organizationId: scope.organizationId, recordId: contactId });
  const { choices } = JSON.parse(core.vault.decrypt(key, 'conversation.offered', row.offered)) as {
    choices: { id: string }[];
  };
  return Temporal.Instant.from(choices[number - 1]?.id ?? '');
}

/** The slot that the booking under way has picked. */
async function pickedStart(stage: Stage): Promise<Temporal.Instant> {
  const { contactId } = await contactOf(stage, stage.patient);
  const { rows } = await sql<{ start: string }>`
    select frames -> -1 -> 'context' ->> 'start' as start from conversation where contact_id = ${contactId}
  `.execute(stage.database.db);
  return Temporal.Instant.from(rows[0]?.start ?? '');
}

/** Other patients take that time with every practitioner, so that it is gone whoever was offered. */
async function takeEverywhere(stage: Stage, start: Temporal.Instant): Promise<void> {
  const { db } = stage.database;
  const other = '+254799000111';
  const { contactId } = await contactOf(stage, other);
  const practitioners = await db.selectFrom('practitioner').select(['id']).execute();
  for (const [place, practitioner] of practitioners.entries()) {
    const patientId = await register(stage, other, `Other Patient ${place}`, 'self');
    await sql`
      insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id,
        visit, busy, created_at, updated_at)
      select p.organization_id, ${uuidIds.next<AppointmentId>()}, 'booked', pb.branch_id, ps.service_id, p.id, ${contactId},
        ${patientId}, span, span, ${stage.clock.now()}, ${stage.clock.now()}
      from practitioner p
      join practitioner_branch pb on pb.organization_id = p.organization_id and pb.practitioner_id = p.id
      join practitioner_service ps on ps.organization_id = p.organization_id and ps.practitioner_id = p.id
      cross join tstzrange(${start}, ${start.add({ minutes: 10 })}, '[)') as span
      where p.id = ${practitioner.id} limit 1
      on conflict do nothing
    `.execute(db);
  }
}

async function closeClinic(stage: Stage, days: number): Promise<void> {
  const { scope } = tools(stage);
  const today = stage.clock.now().toZonedDateTimeISO('Africa/Nairobi').toPlainDate();
  await stage.database.db
    .insertInto('hours_exception')
    .values({
      organization_id: scope.organizationId,
      id: uuidIds.next(),
      kind: 'holiday',
      branch_id: null,
      practitioner_id: null,
      first_day: today,
      last_day: today.add({ days }),
      opens: null,
      closes: null,
      label: 'closed',
    })
    .execute();
}
