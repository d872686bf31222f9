import { localOf, momentWords, timeEn, type When } from '../format.ts';

export const personTextsEn = {
  'person.told': ({ open, today, ...by }: When & { open: boolean; today: boolean }) => {
    const when = today ? timeEn(localOf(by).time) : momentWords(by, 'en', 'long');
    const told = open ? 'We have told the team.' : 'We are closed right now, but we have told the team.';
    return `${told} Somebody will answer you here by ${when}. To go on without waiting, write "menu".`;
  },
};
