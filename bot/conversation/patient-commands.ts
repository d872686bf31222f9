import { cleanName } from '../../core/people/names.ts';
import { giveNumber, registerPatient, renamePatient } from '../../core/people/patients.ts';
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

export async function rename(
  core: Core,
  scope: Scope,
  { standing: { contactId } }: Asked,
  { patientId, name: raw }: Given<'rename_patient'>,
): Promise<Happening> {
  const clean = cleanName(raw);
  if (!clean.ok) return { type: 'REFUSED', reason: `name_${clean.reason}` };
  const renamed = await renamePatient(core, scope, { patientId, contactId, name: clean.name });
  if (!renamed.ok) return { type: 'REFUSED', reason: renamed.reason };
  return { type: 'RENAMED', patientId, name: clean.name };
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
