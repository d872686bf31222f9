import type { ChannelKind } from '../../core/db/tables.ts';
import { dayWords, money, shortName, timeEn } from '../format.ts';
import { always } from '../texts.ts';
import { inWeek, type Priced, type Span, type Week } from './week.ts';

type Named = { en: string; sw: string };
type Place = { name: string; address: string; phone: string };

/** An SMS has room for so many lines. */
export const MOST_LINES = { sms: 6, whatsapp: 20 } as const;

const time = (local: string) => timeEn(Temporal.PlainTime.from(local)).replace(':00', '');
const spanWords = ({ opens, closes }: Span) => `${time(opens)}-${time(closes)}`;
const spansWords = (spans: readonly Span[]) => spans.map(spanWords).join(', ');

export const questionsTextsEn = {
  'questions.price': (
    {
      prices,
      currency,
      payment,
      phone,
    }: { prices: readonly Priced[]; currency: string; payment: Named | null; phone: string },
    kind: ChannelKind,
  ) => {
    const lines = prices
      .slice(0, MOST_LINES[kind])
      .map(
        ({ name, price }) =>
          `${shortName(name.en, kind)}: ${price === null ? `please call ${phone}` : money(price, currency)}`,
      );
    return [...lines, ...(payment ? [payment.en] : [])].join('\n');
  },
  'questions.hours': ({ branches }: { branches: readonly (Week & { name: string })[] }, kind: ChannelKind) =>
    branches
      .map(
        (branch) =>
          `${shortName(branch.name, kind)}: ${inWeek(branch.hours, 'en')
            .map(({ days, spans }) => `${days} ${spansWords(spans)}`)
            .join('; ')}`,
      )
      .join('\n'),
  'questions.hours_on': (
    {
      day,
      branches,
    }: {
      day: string;
      today: boolean;
      branches: readonly { name: string; spans: readonly Span[]; label: string | null }[];
    },
    kind: ChannelKind,
  ) => {
    const lines = branches.map(
      ({ name, spans, label }) =>
        `${shortName(name, kind)}: ${spans.length > 0 ? `open ${spansWords(spans)}` : `closed${label ? ` (${label})` : ''}`}`,
    );
    return [`${dayWords(Temporal.PlainDate.from(day), 'en', 'long')}:`, ...lines].join('\n');
  },
  'questions.location': ({ branches }: { branches: readonly Place[] }, kind: ChannelKind) =>
    branches
      .map(({ name, address, phone }) => `${shortName(name, kind)}: ${address}. Tel. ${phone}`)
      .join('\n'),
  'questions.services': ({ services }: { services: readonly Named[] }, kind: ChannelKind) =>
    `We offer: ${services.map(({ en }) => shortName(en, kind)).join(', ')}.`,
  'questions.prepare': ({ words }: { words: Named }) => words.en,
  'questions.ask_us': ({ phone }: { phone: string }) => `Please call us on ${phone} and we will tell you.`,
  'questions.and_then': always('Would you like to book a visit?'),
};
