import { type Relation, relations } from '../db/tables.ts';
import type { PatientId } from '../ids.ts';
import { contactKey } from '../messaging/outbox.ts';
import { cleanName } from '../people/names.ts';
import { registerPatient } from '../people/patients.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { inTransaction, type Refused, reachConversation } from './access.ts';
import { formKey } from './form-key.ts';

export type RegisterInput = {
  /** Of the form: the same name sent twice is one patient, whatever relation was chosen the second time; another name is another. */
  key: string;
  conversationId: string;
  name: string;
  /** What the patient is to who holds the phone. */
  relation: string;
};

export type Registered =
  | { ok: true; patientId: PatientId }
  | Refused
  | { ok: false; reason: 'bad_name' | 'no_key' };

/** Staff put a patient into the care of that phone, as the bot does when it asks for a name: then a visit can be booked for them. */
export async function registerForPatient(
  core: Core,
  scope: StaffScope,
  { key, conversationId, name, relation: said }: RegisterInput,
): Promise<Registered> {
  const relation: Relation = relations.find((one) => one === said) ?? 'other';
  return inTransaction(core, async (core): Promise<Registered> => {
    const reached = await reachConversation(core, scope, 'patient.edit', conversationId);
    if (!reached.ok) return reached;
    const clean = cleanName(name);
    if (!clean.ok) return { ok: false, reason: 'bad_name' };
    const { contactId } = reached;
    const dataKey = await contactKey(core, scope.organizationId, contactId);
    if (dataKey === null) return { ok: false, reason: 'no_key' };
    const own = formKey(core, scope, dataKey, { key, text: clean.name });
    const input = { key: own, contactId, name: clean.name, relation };
    return { ok: true, ...(await registerPatient(core, scope, input)) };
  });
}
