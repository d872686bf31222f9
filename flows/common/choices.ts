import type { ChannelKind } from '../../core/db/tables.ts';
import type { NoParams } from '../texts.ts';
import { type Choice, text } from '../vocabulary.ts';
import type { TextKey, TextParams } from '../words.ts';

/** Choices that stand in many lists, with what else one may type for them, and lists longer than one message. */

/** The texts that need no params: what a fixed choice is labelled with. */
type FixedKey = { [K in TextKey]: NoParams extends TextParams<K> ? K : never }[TextKey];

export function fixed(id: string, key: FixedKey, keywords: readonly string[]): Choice {
  const params: NoParams = {};
  return { id, label: text(key, params), keywords };
}

export const moreChoice: Choice = fixed('more', 'common.more', ['more', 'next', 'zaidi', 'endelea']);

/** Leads out of everything. */
export const menuChoice: Choice = fixed('menu', 'common.menu', ['menu', 'menyu']);

/** Out of this flow, to what was being done before it. */
export const backChoice: Choice = {
  ...fixed('back', 'common.back', ['back', 'rudi', 'rudi nyuma']),
  hint: text('common.back_hint', {}),
};

/** To a person, from where the bot could not do what was wanted. */
export const personChoice: Choice = fixed('person', 'menu.person', ['person', 'mtu', 'mhudumu', 'agent']);

export const visitsChoice: Choice = fixed('visits', 'menu.visits', [
  ...['visits', 'my visits', 'my appointments', 'appointments'],
  ...['miadi yangu', 'miadi zangu'],
]);

export const bookChoice: Choice = fixed('book', 'menu.book', [
  ...['book', 'booking', 'appointment'],
  ...['miadi', 'nafasi'],
]);

export const yesWords: readonly string[] = [
  ...['yes', 'yes please', 'yeah', 'yep', 'y', 'ok', 'okay', 'sure', 'fine', 'confirm', 'correct'],
  ...['ndiyo', 'ndio', 'ndo', 'eeh', 'ee', 'eh', 'naam', 'sawa', 'sawa sawa', 'sawasawa', 'poa', 'haya'],
];

export const noWords: readonly string[] = ['no', 'nope', 'n', 'hapana', 'la', 'sio', 'siyo'];

/** Rows for what a list holds, besides the fixed choices and "more": WhatsApp takes ten, an SMS has room for seven. */
export function pageSize(channel: ChannelKind, fixedChoices: number): number {
  return (channel === 'sms' ? 7 : 10) - fixedChoices - 1;
}

/** One page of a list; after the last comes the first again. */
export function pageOf<Item>(
  items: readonly Item[],
  page: number,
  size: number,
): { shown: readonly Item[]; more: boolean } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const first = (page % pages) * size;
  return { shown: items.slice(first, first + size), more: pages > 1 };
}
