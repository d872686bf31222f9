import { cleanName } from '../../core/people/names.ts';
import { giveNumber, registerPatient } from '../../core/people/patients.ts';
import { applyProposedName, dropProposedName, proposeName } from '../../core/people/proposed-names.ts';
import type { Core, Scope } from '../../core/scope.ts';
import type { Command, Happening } from '../../flows/vocabulary.ts';
import type { Asked } from './run-command.ts';

type Given<Do extends Command['do']> = Extract<Command, { do: Do }>;

export async function register(
  core: Core,
  scope: Scope,
  { standing: { contactId }, key }: Asked,
  { name: raw, relation }: Given<'register_patient'>,
): Promise<Happening> {
  const clean = cleanName(raw);
  if (!clean.ok) return { type: 'REFUSED', reason: `name_${clean.reason}` };
  const { patientId } = await registerPatient(core, scope, { key, contactId, name: clean.name, relation });
  return { type: 'REGISTERED', patientId, name: clean.name };
}

/** Proposed only: the record keeps its name until the patient has confirmed the new one. */
export async function rename(
  core: Core,
  scope: Scope,
  { standing: { contactId } }: Asked,
  { patientId, name: raw }: Given<'rename_patient'>,
): Promise<Happening> {
  const clean = cleanName(raw);
  if (!clean.ok) return { type: 'REFUSED', reason: `name_${clean.reason}` };
  const proposed = await proposeName(core, scope, { patientId, contactId, name: clean.name });
  if (!proposed.ok) return { type: 'REFUSED', reason: proposed.reason };
  return { type: 'RENAMED', patientId, name: clean.name };
}

export async function confirmName(
  core: Core,
  scope: Scope,
  { standing: { contactId } }: Asked,
  { patientId }: Given<'confirm_name'>,
): Promise<void> {
  await applyProposedName(core, scope, { patientId, contactId });
}

export async function dropName(
  core: Core,
  scope: Scope,
  { standing: { contactId } }: Asked,
  { patientId }: Given<'drop_name'>,
): Promise<void> {
  await dropProposedName(core, scope, { patientId, contactId });
}

export async function giveNumberOf(
  core: Core,
  scope: Scope,
  { standing: { contactId } }: Asked,
  { patientId, number }: Given<'give_number'>,
): Promise<Happening> {
  const given = await giveNumber(core, scope, { patientId, contactId, number });
  return given.ok ? { type: 'NUMBER_KEPT' } : { type: 'REFUSED', reason: given.reason };
}
