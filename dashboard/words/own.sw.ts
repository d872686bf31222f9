import type { ownEn } from './own.en.ts';

/** The words of own.en.ts in Swahili. */
export const ownSw: Readonly<Record<keyof typeof ownEn, string>> = {
  ownVisits: 'Miadi yangu',
  ownToday: 'Leo, {day}',
  ownNone: 'Hakuna miadi.',
  ownEarlier: 'Wiki iliyotangulia',
  ownNow: 'Kuanzia leo',
  ownLater: 'Wiki inayofuata',
  ownWeeks: 'Wiki nyingine',
  ownNobody:
    'Kliniki bado haijasema wewe ni daktari au muuguzi yupi, kwa hiyo hakuna cha kuonyesha. Mwulize msimamizi wa kliniki.',
  ownHours: 'Saa zangu',
  ownHoursLead:
    'Saa ambazo wagonjwa wanaweza kupata miadi nawe. Kukiwa na mabadiliko, mwambie msimamizi wa kliniki.',
  ownHoursNone: 'Huna saa katika tawi lolote.',
  ownHoursOpen: 'Unaona wagonjwa wakati wote tawi likiwa wazi.',
  ownOff: 'mapumziko',
  ownTimes: 'Saa',
  ownExceptions: 'Siku zenye tofauti katika miezi sita ijayo',
  ownExceptionsNone: 'Hakuna.',
  exception_holiday: 'sikukuu',
  exception_absence: 'hutakuwepo',
  exception_extra: 'saa za ziada',
  exceptionDays: '{first} hadi {last}',
  exceptionWhole: 'siku nzima',
};
