import type { ChannelKind } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import { momentWords, shortName, type When } from '../format.ts';

/** A visit in a text's params. name null: for the one who writes, or not known by name. */
export type VisitParams = When & { practitioner: string; branch: string; name: string | null };

const words = { en: { with: 'with', for: 'For' }, sw: { with: 'na', for: 'Jina:' } } as const;

/** What is about to be booked, to be read over before a yes. */
export function proposedLines(
  visit: VisitParams & { service: string },
  language: Language,
  kind: ChannelKind,
): string {
  const { practitioner, branch } = visit;
  const what = `${shortName(visit.service, kind)} ${words[language].with} ${shortName(practitioner, kind)}`;
  const moment = momentWords(visit, language, kind === 'sms' ? 'short' : 'long');
  return [emphasised(moment, kind), what, shortName(branch, kind), ...forWhom(visit, language, kind)].join(
    '\n',
  );
}

/** What has been booked, with the way there. */
export function bookedLines(
  visit: VisitParams & { address: string },
  language: Language,
  kind: ChannelKind,
): string {
  const place = [shortName(visit.branch, kind), visit.address].filter((part) => part !== '').join(', ');
  const moment = momentWords(visit, language, 'long');
  const lines = [emphasised(moment, kind), shortName(visit.practitioner, kind), place];
  return [...lines, ...forWhom(visit, language, kind)].join('\n');
}

function forWhom({ name }: VisitParams, language: Language, kind: ChannelKind): string[] {
  return name === null ? [] : [`${words[language].for} ${shortName(name, kind)}`];
}

/** WhatsApp shows *stars* as bold. */
function emphasised(moment: string, kind: ChannelKind): string {
  return kind === 'whatsapp' ? `*${moment}*` : moment;
}
