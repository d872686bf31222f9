import type { Database } from '../../../core/db/connect.ts';
import type { Vault } from '../../../core/people/vault.ts';
import { coreOf, fillClinic, organizationOf, takenIn } from '../clinic.ts';
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
  await fillStaff(core, size.staff);
  const organizationId = await organizationOf(core);
  await filling(database, core, organizationId, async (own) => {
    await sealTalk(own);
    await fillTalk(own, Math.ceil((size.messages / MESSAGES) * LATELY));
    await fillSearch(own);
    await fillVisits(own);
    await fillNeeds(own);
    await fillLog(own);
  });
  await takenIn(core, organizationId);
}
