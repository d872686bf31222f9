import { sql } from 'kysely';
import type { Clock } from './core/clock.ts';
import type { Database } from './core/db/connect.ts';
import type { ChannelKind } from './core/db/tables.ts';
import type { Vault } from './core/people/vault.ts';
import type { Frame } from './flows/vocabulary.ts';

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
    order by v.created_at limit 1
  `.execute(database.db);
  const frames = rows[0]?.frames ?? [];
  return `[${frames.map((frame) => `${frame.flow}: ${JSON.stringify(frame.state).replaceAll('"', '')}`).join(' > ')}]`;
}

/** The visits and holds that hang on this phone, as lines, soonest first. */
export async function factsOf(records: Records): Promise<string[]> {
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
    const at = row.start.toZonedDateTimeISO(row.zone);
    const when = `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
    const who = row.patient ? (names.get(row.patient) ?? 'a patient unknown') : 'nobody yet';
    return `${row.status}: ${row.service}, ${when}, ${row.practitioner}, ${row.branch}, for ${who}`;
  });
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
