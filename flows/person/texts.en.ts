import { localOf, momentWords, timeEn, type When } from '../format.ts';

type Danger = { emergency: string; phone: string };

export const personTextsEn = {
  'person.danger': ({ emergency, phone }: Danger) =>
    `This sounds serious. Please call ${emergency} now or go to the nearest hospital at once, and do not stay alone. You can call us too: ${phone}. We have alerted our team.`,
  'person.danger_again': ({ emergency, phone }: Danger) =>
    `Please do not wait for us here: call ${emergency} or go to the nearest hospital now. Our phone: ${phone}.`,
  'person.told': ({ open, today, ...by }: When & { open: boolean; today: boolean }) => {
    const when = today ? timeEn(localOf(by).time) : momentWords(by, 'en', 'long');
    const told = open ? 'We have told the team.' : 'We are closed right now, but we have told the team.';
    return `${told} Somebody will answer you here by ${when}. To go on without waiting, write "menu".`;
  },
};
