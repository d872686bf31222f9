import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { AppointmentId, ContactId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { lockVisit } from './visit.ts';

/** More than a receptionist reads of it; what goes beyond is cut. */
const mostCharacters = 200;

/**
 * Keeps why a patient comes, in their own words: encrypted with the patient's key, read by staff alone. A later word takes
 * the place of an earlier one. Run in a transaction.
 */
export async function noteReason(
  core: Pick<Core, 'db' | 'clock' | 'vault'>,
  scope: Scope,
  { appointmentId, contactId, text }: { appointmentId: AppointmentId; contactId: ContactId; text: string },
): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'empty' }> {
  const { organizationId } = scope;
  const reason = inOneLine(text);
  if (reason === '') return { ok: false, reason: 'empty' };
  const visit = await lockVisit(core, scope, appointmentId, contactId);
  if (visit === undefined) return { ok: false, reason: 'not_found' };
  const { patientId } = visit;
  const { data_key } = await core.db
    .selectFrom('vault.patient')
    .select('data_key')
    .where('organization_id', '=', organizationId)
    .where('patient_id', '=', patientId)
    .executeTakeFirstOrThrow();
  const key = core.vault.unwrap(data_key, { organizationId, recordId: patientId });
  await sql`
    insert into vault.appointment (organization_id, appointment_id, patient_id, reason)
    values (${organizationId}, ${appointmentId}, ${patientId}, ${core.vault.encrypt(key, 'appointment.reason', reason)})
    on conflict (organization_id, appointment_id) do update set reason = excluded.reason
  `.execute(core.db);
  await recordEvent(core, scope, 'appointment.reason_noted', appointmentId);
  return { ok: true };
}

/** Without what could turn a line round on the screen of staff; emoji keep what joins them. */
function inOneLine(text: string): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/(?!\p{Join_Control})\p{Cf}/gu, '')
    .trim();
  return [...clean].slice(0, mostCharacters).join('').trim();
}
