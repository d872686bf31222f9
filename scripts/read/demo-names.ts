import { readFile } from 'node:fs/promises';
import { describeProblem, parseClinicFile } from '../../core/clinic/file.ts';
import type { ClinicNames } from '../../flows/understand/reading.ts';

/** What the demo clinic calls its services, practitioners and branches, by the keys of its file. */
export async function readDemoNames(): Promise<ClinicNames> {
  const parsed = parseClinicFile(await readFile(new URL('../../demo/amani.yaml', import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.problems.map(describeProblem).join('\n'));
  const { services, practitioners, branches } = parsed.clinic;
  return {
    services: services.map(({ key, name, keywords }) => ({
      ...{ id: key, name, keywords },
      specialities: practitioners
        .filter((practitioner) => practitioner.services.includes(key))
        .map(({ speciality }) => speciality),
    })),
    practitioners: practitioners.map(({ key, name }) => ({ id: key, name })),
    branches: branches.map(({ key, name, address }) => ({ id: key, name, address })),
  };
}
