import type { Language } from '../../core/language.ts';
import type { EndReason } from '../../core/reminders/notice.ts';

/** Why a notice is over, for staff. */
export const endWords: Readonly<Record<EndReason, Readonly<Record<Language, string>>>> = {
  delivered: { en: 'It has arrived', sw: 'Umefika' },
  read: { en: 'It was read', sw: 'Umesomwa' },
  answered: { en: 'The patient has answered', sw: 'Mgonjwa amejibu' },
  visit_moved: { en: 'The visit was moved', sw: 'Miadi imehamishwa' },
  visit_hold: { en: 'The visit is not booked yet', sw: 'Miadi bado haijawekwa' },
  visit_pending: {
    en: 'The visit is not confirmed by the clinic yet',
    sw: 'Kliniki bado haijathibitisha miadi',
  },
  visit_booked: { en: 'The visit is booked', sw: 'Miadi imewekwa' },
  visit_arrived: { en: 'The patient has come', sw: 'Mgonjwa amefika' },
  visit_fulfilled: { en: 'The visit is over', sw: 'Miadi imekamilika' },
  visit_noshow: { en: 'The patient did not come', sw: 'Mgonjwa hakuja' },
  visit_cancelled: { en: 'The visit was cancelled', sw: 'Miadi imeghairiwa' },
  in_flight: {
    en: 'It went out, and nobody knows yet whether it arrived; it is too late for another',
    sw: 'Umetumwa, haijulikani kama umefika; muda wa kutuma mwingine umepita',
  },
  not_sent: { en: 'It could not be sent in time', sw: 'Haukuweza kutumwa kwa wakati' },
  quiet_hours: {
    en: 'Only the night was left for it',
    sw: 'Muda uliobaki ulikuwa wa usiku tu',
  },
  opted_out: { en: 'The patient wants no reminders', sw: 'Mgonjwa hataki vikumbusho' },
  no_address: {
    en: 'There is no number or address to write to',
    sw: 'Hakuna namba wala anwani ya kuandikia',
  },
  all_failed: {
    en: 'Every number and address was tried, and failed',
    sw: 'Namba na anwani zote zimejaribiwa bila mafanikio',
  },
  no_receipt: { en: 'It went out, and no word came back', sw: 'Umetumwa, na hakuna taarifa iliyorudi' },
  daily_cap: {
    en: 'The patient has had enough messages for one day',
    sw: 'Mgonjwa ametumiwa ujumbe wa kutosha kwa siku',
  },
  same_text: {
    en: 'The patient was told the same a short while ago',
    sw: 'Mgonjwa ameambiwa hayo hayo muda mfupi uliopita',
  },
};
