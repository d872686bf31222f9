import { localOf, momentWords, timeEn, type When } from '../format.ts';

type Danger = { emergency: string; phone: string };

export const personTextsEn = {
  'person.danger': ({ emergency, phone }: Danger) =>
    `This sounds serious. Please call ${emergency} now or go to the nearest hospital at once, and do not stay alone. You can call us too: ${phone}. We have alerted our team.`,
  'person.danger_again': ({ emergency, phone }: Danger) =>
    `Please do not wait for us here: call ${emergency} or go to the nearest hospital now. Our phone: ${phone}.`,
  /** Staff have given the conversation back, or nobody has written for so long that it goes back by itself. */
  'person.returned': ({ by }: { by: 'staff' | 'time' }) =>
    by === 'staff'
      ? 'Our colleague has finished here. From now on the automatic assistant answers you again.'
      : 'It has been quiet here for a while. From now on the automatic assistant answers you again.',
  'person.told': ({ open, today, ...by }: When & { open: boolean; today: boolean }) => {
    const when = today ? timeEn(localOf(by).time) : momentWords(by, 'en', 'long');
    const told = open ? 'We have told the team.' : 'We are closed right now, but we have told the team.';
    return `${told} Somebody will answer you here by ${when}. To go on without waiting, write "menu".`;
  },
};
