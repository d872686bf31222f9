import type { AddressKind } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import type { InboundContent } from '../channels/handler.ts';
import { readContent } from './content.ts';
import type { Clinic } from './email.ts';
import { render } from './render.ts';
import type { Rendered } from './rendered.ts';

/** A message of ours as the patient saw it; null where its words are not to be had any more (erased, or another edition's). */
export function shownOf(
  content: string | null,
  language: Language,
  kind: AddressKind,
  clinic: Clinic,
): Rendered | null {
  if (content === null) return null;
  try {
    const { prompt, waitId } = readContent(content);
    return render(prompt, language, kind, waitId, clinic);
  } catch {
    return null;
  }
}

/** The words of it, in as few lines as a list has: choices are left away. */
export function briefOf(
  content: string | null,
  language: Language,
  kind: AddressKind,
  clinic: Clinic,
): string | null {
  const shown = shownOf(content, language, kind, clinic);
  if (shown === null || shown.kind === 'template') return null;
  return shown.kind === 'text' || shown.kind === 'email' ? shown.text : shown.body;
}

/** What the patient sent; tapped: a button or a row, by its title. */
export type HeardContent =
  | { kind: 'text' | 'tapped'; text: string }
  | { kind: 'location'; latitude: number; longitude: number }
  | { kind: 'media' | 'empty' | 'unreadable' };

export function heardOf(content: string | null): HeardContent {
  if (content === null) return { kind: 'unreadable' };
  try {
    return heard(JSON.parse(content) as InboundContent); // written by receive.ts and turn.ts alone
  } catch {
    return { kind: 'unreadable' };
  }
}

function heard(content: InboundContent): HeardContent {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: content.text };
    case 'tap':
      return { kind: 'tapped', text: content.title };
    case 'location':
      return { kind: 'location', latitude: content.latitude, longitude: content.longitude };
    case 'media':
    case 'empty':
      return { kind: content.kind };
    default:
      content satisfies never;
      return { kind: 'unreadable' };
  }
}
