import { dayWords, money, shortName, timeSw } from '../format.ts';
import { always, type Texts } from '../texts.ts';
import { MOST_LINES, type questionsTextsEn } from './texts.en.ts';
import { inWeek, type Span } from './week.ts';

const time = (local: string) => timeSw(Temporal.PlainTime.from(local), 'brief');
const spanWords = ({ opens, closes }: Span) => `${time(opens)} hadi ${time(closes)}`;
const spansWords = (spans: readonly Span[]) => spans.map(spanWords).join(', ');

export const questionsTextsSw: Texts<typeof questionsTextsEn> = {
  'questions.price': ({ prices, currency, payment, phone }, kind) => {
    const lines = prices
      .slice(0, MOST_LINES[kind])
      .map(
        ({ name, price }) =>
          `${shortName(name.sw, kind)}: ${price === null ? `tafadhali piga ${phone}` : money(price, currency)}`,
      );
    return [...lines, ...(payment ? [payment.sw] : [])].join('\n');
  },
  'questions.hours': ({ branches }, kind) =>
    branches
      .map(
        (branch) =>
          `${shortName(branch.name, kind)}: ${inWeek(branch.hours, 'sw')
            .map(({ days, spans }) => `${days} ${spansWords(spans)}`)
            .join('; ')}`,
      )
      .join('\n'),
  'questions.hours_on': ({ day, branches }, kind) => {
    const lines = branches.map(
      ({ name, spans, label }) =>
        `${shortName(name, kind)}: ${spans.length > 0 ? `tuko wazi ${spansWords(spans)}` : `tumefunga${label ? ` (${label})` : ''}`}`,
    );
    return [`${dayWords(Temporal.PlainDate.from(day), 'sw', 'long')}:`, ...lines].join('\n');
  },
  'questions.location': ({ branches }, kind) =>
    branches
      .map(({ name, address, phone }) => `${shortName(name, kind)}: ${address}. Simu ${phone}`)
      .join('\n'),
  'questions.services': ({ services }, kind) =>
    `Huduma zetu ni: ${services.map(({ sw }) => shortName(sw, kind)).join(', ')}.`,
  'questions.prepare': ({ words }) => words.sw,
  'questions.ask_us': ({ phone }) => `Tafadhali tupigie ${phone}, tutakueleza.`,
  'questions.and_then': always('Ungependa kuweka miadi?'),
};
