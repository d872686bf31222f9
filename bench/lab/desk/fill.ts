import type { Database } from '../../../core/db/connect.ts';
import type { PatientId } from '../../../core/ids.ts';
import { organizationLookupKey } from '../../../core/people/lookup.ts';
import type { Vault } from '../../../core/people/vault.ts';
import type { Core } from '../../../core/scope.ts';
import { indexPatients } from '../../../core/search/terms.ts';
import { coreOf, fillClinic, organizationOf } from '../clinic.ts';
import { filling } from './filling.ts';
import { nameOf } from './names.ts';
import { fillLog, fillNeeds, fillVisits } from './records.ts';
import { fillStaff } from './staff.ts';
import { fillSearch, fillTalk, MESSAGES, sealTalk } from './talk.ts';

/** Who has written in the last days has no reminder yet. */
const LATELY = 1.002;

export type DeskSize = { people: number; messages: number; staff: number };

/** A clinic that has been written to for two years, with all that staff look at: conversations, visits, notices, notes, the worklist, the log. */
export async function fillDesk(database: Database, vault: Vault, size: DeskSize): Promise<void> {
  const core = coreOf(database, vault);
  await fillClinic(database, vault, size.people, nameOf);
  await indexNames(core, size.people);
  await fillStaff(core, size.staff);
  await filling(database, core, await organizationOf(core), async (own) => {
    await sealTalk(own);
    await fillTalk(own, Math.ceil((size.messages / MESSAGES) * LATELY));
    await fillSearch(own);
    await fillVisits(own);
    await fillNeeds(own);
    await fillLog(own);
  });
}

const AT_ONCE = 2_000;

/** The names are those of the numbers from 0 on, in the order in which the patients were put in. */
async function indexNames(core: Core, people: number): Promise<void> {
  const organizationId = await organizationOf(core);
  const key = await organizationLookupKey(core, organizationId);
  const rows = await core.db
    .selectFrom('vault.patient')
    .select(['patient_id as patientId', 'data_key', 'name'])
    .execute();
  if (rows.length !== people) throw new Error(`${rows.length} patients in place of ${people}`);
  const patients = rows.map(({ patientId, data_key, name }): { patientId: PatientId; name: string } => {
    const opened = core.vault.unwrap(data_key, { organizationId, recordId: patientId });
    return { patientId, name: core.vault.decrypt(opened, 'patient.name', name) };
  });
  for (let from = 0; from < people; from += AT_ONCE) {
    await indexPatients(core, key, organizationId, patients.slice(from, from + AT_ONCE));
  }
}
