import { randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { readClinicSettings } from '../../core/clinic/read-settings.ts';
import { digestOf } from '../../core/clinic/settings.ts';
import { writeClinicFile } from '../../core/clinic/write-file.ts';
import { type Answer, done, refused, type WithCore } from './apply-file.ts';

/** @param slug null: the only clinic there is */
export async function exportFile(withCore: WithCore, file: string, slug: string | null): Promise<Answer> {
  return withCore(async (core) => {
    const all = await core.db.selectFrom('organization').select(['id', 'slug']).orderBy('slug').execute();
    const slugs = all.map((organization) => organization.slug).join(', ');
    const [organization, ...others] = slug === null ? all : all.filter((one) => one.slug === slug);
    if (organization === undefined) {
      return refused(
        all.length === 0 ? 'There is no clinic yet: apply one.' : `No such clinic. There is: ${slugs}`,
      );
    }
    if (others.length > 0) return refused(`There are several clinics: say --clinic and one of ${slugs}`, 2);
    const settings = await readClinicSettings(core, organization.id);
    const text = writeClinicFile(settings, { after: digestOf(settings) });
    if (file === '-') return { code: 0, out: text, problems: '' };
    await replaceFile(file, text);
    return done(`Wrote ${settings.name} to ${file}`);
  });
}

/** Whole or not at all: it may be the clinic's only copy. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, text, { flag: 'wx' });
  await rename(draft, file);
}
