import { sql } from 'kysely';
import type { Stage } from './play.ts';

type Visit = {
  status: string;
  start: Temporal.Instant;
  service: string;
  practitioner: string;
  branch: string;
  zone: string;
  patient: string | null;
};

/** The visits and holds that hang on this phone, as lines, soonest first. */
export async function factsOf(stage: Stage): Promise<string[]> {
  const { rows } = await sql<Visit>`
    select a.status, lower(a.visit) as start, s.name_en as service, p.name as practitioner, b.name as branch, b.zone,
      a.patient_id as patient
    from appointment a
    join service s on s.id = a.service_id
    join practitioner p on p.id = a.practitioner_id
    join branch b on b.id = a.branch_id
    where a.contact_id = (select id from contact where kind = ${stage.kind} order by created_at, id limit 1)
      and lower(a.visit) > ${stage.clock.now()}
    order by lower(a.visit)
  `.execute(stage.database.db);
  const names = await namesOf(stage);
  if (rows.length === 0) return ['no visit'];
  return rows.map((row) => {
    const at = row.start.toZonedDateTimeISO(row.zone);
    const when = `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
    const who = row.patient ? (names.get(row.patient) ?? 'a patient unknown') : 'nobody yet';
    return `${row.status}: ${row.service}, ${when}, ${row.practitioner}, ${row.branch}, for ${who}`;
  });
}

async function namesOf(stage: Stage): Promise<Map<string, string>> {
  const patients = await stage.database.db.selectFrom('vault.patient').selectAll().execute();
  return new Map(
    patients.map((row) => {
      const owner = { organizationId: row.organization_id, recordId: row.patient_id };
      return [
        row.patient_id,
        stage.vault.decrypt(stage.vault.unwrap(row.data_key, owner), 'patient.name', row.name),
      ];
    }),
  );
}
