import { localOf, momentWords, timeSw, westernTime } from '../format.ts';
import type { Texts } from '../texts.ts';
import type { personTextsEn } from './texts.en.ts';

export const personTextsSw: Texts<typeof personTextsEn> = {
  'person.told': ({ open, today, ...by }) => {
    const { time } = localOf(by);
    const when = today ? `${timeSw(time)} (${westernTime(time)})` : momentWords(by, 'sw', 'long');
    const told = open
      ? 'Tumewajulisha wahudumu wetu.'
      : 'Kwa sasa tumefunga, lakini tumewajulisha wahudumu wetu.';
    return `${told} Utajibiwa hapa kabla ya ${when}. Ukitaka kuendelea bila kusubiri, andika "menyu".`;
  },
};
