import { type RawBuilder, sql } from 'kysely';
import type { ContactId, OrganizationId, PatientId } from '../ids.ts';
import { openKey } from '../people/read-people.ts';
import type { DataKey } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { branchesOf, seesContact, seesPatient } from './access.ts';

/** Whom an item of the worklist is about; nobody: the day's budget, say. */
export type ItemOwner = { contactId: ContactId | null; patientId: PatientId | null };

/** A lateral join, of the item `i`: whom it is about, as `owner.contact_id` and `owner.patient_id`, and `owner.branch_id` of a visit. */
export const itemOwner: RawBuilder<unknown> = sql`
  left join lateral (
    select v.contact_id, null::uuid as patient_id, null::uuid as branch_id from conversation v
      where i.record_kind = 'conversation' and v.organization_id = i.organization_id and v.id = i.record_id
    union all select i.record_id, null, null where i.record_kind = 'contact'
    union all select null, i.record_id, null where i.record_kind = 'patient'
    union all select v.contact_id, null, null from inbound_message m
      join conversation v on v.organization_id = m.organization_id and v.id = m.conversation_id
      where i.record_kind = 'inbound_message' and m.organization_id = i.organization_id and m.id = i.record_id
    union all select o.contact_id, null, null from outbox o
      where i.record_kind = 'outbox' and o.organization_id = i.organization_id and o.id = i.record_id
    union all select a.contact_id, a.patient_id, a.branch_id from appointment a
      where i.record_kind = 'appointment' and a.organization_id = i.organization_id and a.id = i.record_id
    union all select a.contact_id, a.patient_id, a.branch_id from notice n
      join appointment a on a.organization_id = n.organization_id and a.id = n.appointment_id
      where i.record_kind = 'notice' and n.organization_id = i.organization_id and n.id = i.record_id
  ) owner on true`;

/** A condition on that join: what is about nobody is for all to see. */
export function seesOwner(scope: StaffScope): RawBuilder<boolean> {
  const branches = branchesOf(scope);
  if (branches === null) return sql<boolean>`true`;
  return sql<boolean>`case
    when owner.branch_id is not null then owner.branch_id = any(${branches}::uuid[])
    when owner.patient_id is not null then ${seesPatient(scope, sql`owner.patient_id`)}
    when owner.contact_id is not null then ${seesContact(scope, sql`owner.contact_id`)}
    else true end`;
}

/**
 * What a comment on the item is encrypted with: the key of whom it is about, so that it goes with them; of what is about nobody, one of the
 * organization's, made here. Null where the person's is gone. Run in a transaction.
 */
export async function itemKey(
  core: Pick<Core, 'db' | 'vault'>,
  organizationId: OrganizationId,
  { contactId, patientId }: ItemOwner,
): Promise<DataKey | null> {
  if (contactId !== null) {
    const row = await core.db
      .selectFrom('vault.contact')
      .select('data_key')
      .where('organization_id', '=', organizationId)
      .where('contact_id', '=', contactId)
      .executeTakeFirst();
    return openKey(core, organizationId, contactId, row?.data_key ?? null);
  }
  if (patientId !== null) {
    const row = await core.db
      .selectFrom('vault.patient')
      .select('data_key')
      .where('organization_id', '=', organizationId)
      .where('patient_id', '=', patientId)
      .executeTakeFirst();
    return openKey(core, organizationId, patientId, row?.data_key ?? null);
  }
  return notesKey(core, organizationId);
}

async function notesKey(
  core: Pick<Core, 'db' | 'vault'>,
  organizationId: OrganizationId,
): Promise<DataKey | null> {
  const made = core.vault.newDataKey({ organizationId, recordId: organizationId });
  const row = await core.db
    .updateTable('vault.organization_key')
    .set((column) => ({ notes_key: column.fn.coalesce('notes_key', column.val(made.wrapped)) }))
    .where('organization_id', '=', organizationId)
    .returning('notes_key')
    .executeTakeFirst();
  return openKey(core, organizationId, organizationId, row?.notes_key ?? null);
}
