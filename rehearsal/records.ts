import { sql } from 'kysely';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/db/connect.ts';
import type { ChannelKind } from '../core/db/tables.ts';
import type { Vault } from '../core/people/vault.ts';
import type { Frame } from '../flows/vocabulary.ts';

/** What a rehearsal's database is asked for. The phone asked about is the first one of its kind that wrote. */
export type Records = { database: Pick<Database, 'db'>; clock: Clock; vault: Vault; kind: ChannelKind };

type Visit = {
  status: string;
  start: Temporal.Instant;
  service: string;
  practitioner: string;
  branch: string;
  zone: string;
  patient: string | null;
};

/** Where the conversation stands, as a transcript has it: "[menu: waiting > booking: choose_slot]". */
export async function stateOf({ database, kind }: Records): Promise<string> {
  const { rows } = await sql<{ frames: Frame[] }>`
    select v.frames from conversation v join contact c on c.id = v.contact_id where c.kind = ${kind}
    order by v.created_at, v.id limit 1
  `.execute(database.db);
  const frames = rows[0]?.frames ?? [];
  return `[${frames.map((frame) => `${frame.flow}: ${JSON.stringify(frame.state).replaceAll('"', '')}`).join(' > ')}]`;
}

/** The visits and holds that hang on this phone, soonest first; then what is known of the phone and who waits for staff. */
export async function factsOf(records: Records): Promise<string[]> {
  return [...(await visitsOf(records)), ...(await contactFacts(records)), ...(await openItems(records))];
}

async function visitsOf(records: Records): Promise<string[]> {
  const { rows } = await sql<Visit>`
    select a.status, lower(a.visit) as start, s.name_en as service, p.name as practitioner, b.name as branch, b.zone,
      a.patient_id as patient
    from appointment a
    join service s on s.id = a.service_id
    join practitioner p on p.id = a.practitioner_id
    join branch b on b.id = a.branch_id
    where a.contact_id = (select id from contact where kind = ${records.kind} order by created_at, id limit 1)
      and lower(a.visit) > ${records.clock.now()}
    order by lower(a.visit)
  `.execute(records.database.db);
  const names = await namesOf(records);
  if (rows.length === 0) return ['no visit'];
  return rows.map((row) => {
    const when = localTime(row.start, row.zone);
    const who = row.patient ? (names.get(row.patient) ?? 'a patient unknown') : 'nobody yet';
    return `${row.status}: ${row.service}, ${when}, ${row.practitioner}, ${row.branch}, for ${who}`;
  });
}

/** What is out of the ordinary with this phone. */
async function contactFacts({ database, clock, kind }: Records): Promise<string[]> {
  const { rows } = await sql<{
    optedOutBy: string | null;
    unreachable: string | null;
    detached: boolean;
    answerBy: Temporal.Instant | null;
    zone: string;
  }>`
    select c.opted_out_by as "optedOutBy", c.unreachable_reason as unreachable, c.detached_at is not null as detached,
      h.answer_by as "answerBy", o.zone
    from contact c
    join organization o on o.id = c.organization_id
    join conversation v on v.organization_id = c.organization_id and v.contact_id = c.id
    left join handover h on h.organization_id = v.organization_id and h.conversation_id = v.id and h.ended_at is null
      and h.quiet_until > ${clock.now()}
    where c.kind = ${kind} order by c.created_at, c.id limit 1
  `.execute(database.db);
  const known = rows[0];
  if (!known) return [];
  return [
    ...(known.optedOutBy ? [`opted out by the ${known.optedOutBy}`] : []),
    ...(known.unreachable ? [`not to be reached: ${known.unreachable}`] : []),
    ...(known.detached ? ['nobody’s number'] : []),
    ...(known.answerBy ? [`with a person, who answers by ${localTime(known.answerBy, known.zone)}`] : []),
  ];
}

/** What lies before staff, in the order in which it came. */
async function openItems({ database }: Records): Promise<string[]> {
  const { rows } = await sql<{ kind: string; due: Temporal.Instant | null; zone: string }>`
    select w.kind, w.due_at as due, o.zone from worklist_item w join organization o on o.id = w.organization_id
    where w.closed_at is null order by w.opened_at, w.id
  `.execute(database.db);
  return rows.map(({ kind, due, zone }) => `for staff: ${kind}${due ? `, by ${localTime(due, zone)}` : ''}`);
}

function localTime(at: Temporal.Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}

async function namesOf(records: Records): Promise<Map<string, string>> {
  const patients = await records.database.db.selectFrom('vault.patient').selectAll().execute();
  return new Map(
    patients.map((row) => {
      const owner = { organizationId: row.organization_id, recordId: row.patient_id };
      return [
        row.patient_id,
        records.vault.decrypt(records.vault.unwrap(row.data_key, owner), 'patient.name', row.name),
      ];
    }),
  );
}
