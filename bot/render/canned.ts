import type { CannedReply } from '../../core/desk/canned.ts';
import type { CannedFacts } from '../../core/desk/composer.ts';
import type { Language } from '../../core/language.ts';
import { momentWords } from '../../flows/format.ts';

/** A canned reply in that language, with what is known of the patient in it: for staff to read over before they send it. */
export function fillCanned(
  { text }: Pick<CannedReply, 'text'>,
  facts: CannedFacts,
  language: Language,
): string {
  const values: Readonly<Record<string, string | null>> = {
    name: facts.name,
    visit: facts.visit && momentWords(facts.visit, language, 'long'),
    place: facts.place,
    clinic: facts.clinic,
    phone: facts.phone,
  };
  const known = (part: string) => [...part.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => values[name]);
  const fill = (part: string) => part.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  return fill(text[language].replace(/\[([^\]]*)\]/g, (_, part: string) => (known(part) ? part : ''))).trim();
}
