/** What practitioners read on their own pages, in English. own.sw.ts has the same keys. */
export const ownEn = {
  ownVisits: 'My visits',
  ownToday: 'Today, {day}',
  ownNone: 'No visits.',
  ownEarlier: 'Week before',
  ownNow: 'From today',
  ownLater: 'Week after',
  ownWeeks: 'Other weeks',
  ownNobody:
    'The clinic has not said yet which doctor or nurse you are, so there is nothing to show. Ask an administrator of your clinic.',
  ownHours: 'My hours',
  ownHoursLead:
    'When patients can get a visit with you. If something has changed, tell an administrator of your clinic.',
  ownHoursNone: 'You have no hours at any branch.',
  ownHoursOpen: 'You see patients whenever the branch is open.',
  ownOff: 'not there',
  ownTimes: 'Hours',
  ownExceptions: 'Days that are different in the next six months',
  ownExceptionsNone: 'None.',
  exception_holiday: 'holiday',
  exception_absence: 'you are away',
  exception_extra: 'extra hours',
  exceptionDays: '{first} to {last}',
  exceptionWhole: 'the whole day',
} as const;
