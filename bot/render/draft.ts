import type { AddressKind } from '../../core/db/tables.ts';
import { countSegments } from './gsm7.ts';
import { render } from './render.ts';

/** How a draft of staff's would go out. */
export type Draft = {
  /** As it arrives: by SMS without accents and pictures. */
  text: string;
  characters: number;
  /** Messages that are paid for. */
  segments: number;
  /** In the clinic's currency, with two decimals. */
  cost: string;
  /** By SMS: the first letter for which it is dearer than plain ones would be; null where there is none. */
  dearFor: string | null;
};

/**
 * Counts a draft before it is sent, by the very rendering that sends it.
 *
 * @param price of one segment or message, as the channel has it: '0.8000'
 */
export function measureDraft(words: string, kind: AddressKind, price: string): Draft {
  const rendered = render({ key: 'staff.text', params: { text: words }, choices: [] }, 'en', kind, null, {
    ...{ name: '', phone: '' }, // of e-mails alone
  });
  const text = rendered.kind === 'text' ? rendered.text : words;
  const segments = text === '' ? 0 : rendered.kind === 'text' ? rendered.segments : 1;
  const dear = kind === 'sms' ? [...text].find((letter) => countSegments(letter.repeat(71)) > 1) : undefined;
  return {
    text,
    characters: text.length,
    segments,
    cost: (segments * Number(price)).toFixed(2),
    dearFor: dear ?? null,
  };
}
