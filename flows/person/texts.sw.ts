import { localOf, momentWords, timeSw, westernTime } from '../format.ts';
import type { Texts } from '../texts.ts';
import type { personTextsEn } from './texts.en.ts';

export const personTextsSw: Texts<typeof personTextsEn> = {
  'person.danger': ({ emergency, phone }) =>
    `Hii ni dharura. Tafadhali piga ${emergency} sasa hivi au nenda hospitali iliyo karibu mara moja, na usibaki peke yako. Unaweza pia kutupigia ${phone}. Tumewajulisha wahudumu wetu.`,
  'person.danger_again': ({ emergency, phone }) =>
    `Tafadhali usisubiri jibu letu hapa: piga ${emergency} au nenda hospitali iliyo karibu sasa hivi. Simu yetu: ${phone}.`,
  'person.returned': ({ by }) =>
    by === 'staff'
      ? 'Mhudumu wetu amemaliza hapa. Kuanzia sasa utajibiwa tena na mfumo wetu unaojiendesha.'
      : 'Pamekuwa kimya hapa kwa muda. Kuanzia sasa utajibiwa tena na mfumo wetu unaojiendesha.',
  'person.told': ({ open, today, ...by }) => {
    const { time } = localOf(by);
    const when = today ? `${timeSw(time)} (${westernTime(time)})` : momentWords(by, 'sw', 'long');
    const told = open
      ? 'Tumewajulisha wahudumu wetu.'
      : 'Kwa sasa tumefunga, lakini tumewajulisha wahudumu wetu.';
    return `${told} Utajibiwa hapa kabla ya ${when}. Ukitaka kuendelea bila kusubiri, andika "menyu".`;
  },
};
