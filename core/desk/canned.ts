import type { Named } from '../clinic/profile.ts';
import type { OrganizationId } from '../ids.ts';
import type { Core } from '../scope.ts';

/**
 * What staff often answer. {name}, {visit}, {place}, {clinic} and {phone} are filled in (bot/render/canned.ts); a part in
 * [brackets] is left out where one in it is not known. Nothing in them tells of anybody's health.
 */
export type CannedReply = { key: string; title: Named; text: Named };

/** What a clinic begins with. */
export const firstCannedReplies: readonly CannedReply[] = [
  {
    key: 'on_our_way',
    title: { en: 'We are looking', sw: 'Tunaangalia' },
    text: {
      en: 'Hello[ {name}], thank you for writing. We are looking into it and will answer you here shortly.',
      sw: 'Habari[ {name}], asante kwa kutuandikia. Tunaangalia suala lako na tutakujibu hapa hivi punde.',
    },
  },
  {
    key: 'please_call',
    title: { en: 'Please call us', sw: 'Tupigie simu' },
    text: {
      en: 'Hello[ {name}], this is easier to settle by phone. Please call us on {phone}.',
      sw: 'Habari[ {name}], jambo hili ni rahisi zaidi kulimaliza kwa simu. Tafadhali tupigie {phone}.',
    },
  },
  {
    key: 'documents',
    title: { en: 'What to bring', sw: 'Vitu vya kuja navyo' },
    text: {
      en: 'Hello[ {name}], please bring your ID, your insurance card if you have one, and any earlier papers from us.[ Your visit: {visit}.]',
      sw: 'Habari[ {name}], tafadhali njoo na kitambulisho, kadi ya bima kama unayo, na karatasi zozote za awali kutoka kwetu.[ Miadi yako: {visit}.]',
    },
  },
  {
    key: 'running_late',
    title: { en: 'We are running late', sw: 'Tumechelewa' },
    text: {
      en: 'Hello[ {name}], we are running late today and are sorry that you may have to wait.[ Your visit: {visit}.] If that does not suit you, tell us here and we find another time.',
      sw: 'Habari[ {name}], leo tumechelewa kidogo na samahani kwamba huenda ukasubiri.[ Miadi yako: {visit}.] Kama haikufai, tuambie hapa tutafute wakati mwingine.',
    },
  },
  {
    key: 'directions',
    title: { en: 'How to find us', sw: 'Jinsi ya kutufikia' },
    text: {
      en: 'Hello[ {name}], this is where to find us: {place}. If you get lost, call {phone}.',
      sw: 'Habari[ {name}], utatupata hapa: {place}. Ukipotea, piga {phone}.',
    },
  },
  {
    key: 'ready_to_collect',
    title: { en: 'Results ready to collect', sw: 'Majibu yako tayari' },
    text: {
      en: 'Hello[ {name}], what you asked for is ready. Please come and collect it in person with your ID at {place}.',
      sw: 'Habari[ {name}], ulichoulizia kiko tayari. Tafadhali njoo ukichukue mwenyewe ukiwa na kitambulisho hapa: {place}.',
    },
  },
];

/** Gives a clinic the replies to begin with, where it has none. Safe to repeat. */
export async function seedCannedReplies(
  core: Pick<Core, 'db'>,
  organizationId: OrganizationId,
): Promise<void> {
  await core.db
    .insertInto('canned_reply')
    .values(
      firstCannedReplies.map(({ key, title, text }, position) => ({
        ...{ organization_id: organizationId, key, position },
        ...{ title_en: title.en, title_sw: title.sw, text_en: text.en, text_sw: text.sw },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** In the clinic's order. A clinic from before there were any has those that all begin with. */
export async function readCannedReplies(
  core: Pick<Core, 'db'>,
  organizationId: OrganizationId,
): Promise<CannedReply[]> {
  const rows = await core.db
    .selectFrom('canned_reply')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('position')
    .orderBy('key')
    .execute();
  if (rows.length === 0) return [...firstCannedReplies];
  return rows
    .filter(({ active }) => active)
    .map(({ key, title_en, title_sw, text_en, text_sw }) => ({
      key,
      title: { en: title_en, sw: title_sw },
      text: { en: text_en, sw: text_sw },
    }));
}
