import {
  dayLabel,
  dayOf,
  dayWords,
  localOf,
  money,
  shortName,
  shortWeekday,
  timeSw,
  westernTime,
} from '../format.ts';
import { always, type Texts } from '../texts.ts';
import type { bookingTextsEn } from './texts.en.ts';
import { bookedLines, proposedLines } from './visit-lines.ts';

export const bookingTextsSw: Texts<typeof bookingTextsEn> = {
  'booking.choose_service': always('Unahitaji huduma gani?'),
  'booking.service': ({ service }, kind) => shortName(service.sw, kind),
  'booking.service_hint': ({ minutes, price, currency }) =>
    price === null ? `dakika ${minutes}` : `dakika ${minutes}, ${money(price, currency)}`,
  'booking.more_services': always('Huduma zingine'),
  'booking.choose_branch': always('Ungependa kuja tawi lipi?'),
  'booking.address': ({ address }) => address,
  'booking.choose_slot': ({ branch, practitioner }, kind) => {
    const whom = practitioner ? `kumwona ${shortName(practitioner, kind)}` : 'kuja';
    const where = branch ? ` ${shortName(branch, kind)}` : '';
    return practitioner
      ? `Ungependa ${whom} lini${where && `,${where}`}?`
      : `Ungependa ${whom}${where} lini?`;
  },
  'booking.choose_slot_then': ({ service, branch }, kind) =>
    `${shortName(service.sw, kind)}${branch === null ? '' : `, ${shortName(branch, kind)}`}: nafasi zilizopo ni hizi.`,
  'booking.choose_slot_near': always('Nafasi zilizo karibu ni hizi:'),
  'booking.choose_slot_on': ({ day }) => `Nafasi za ${dayWords(dayOf(day), 'sw', 'long')}:`,
  'booking.slot': (when, kind) => {
    const { day, time } = localOf(when);
    // A Swahili hour without its part of the day is two hours: WhatsApp's 24 characters rather do without the month.
    const date = kind === 'sms' ? dayWords(day, 'sw', 'short') : `${shortWeekday(day, 'sw')} ${day.day}`;
    return `${date} ${timeSw(time, 'brief')}`;
  },
  'booking.slot_hint': (when, kind) => {
    const { day, time } = localOf(when);
    return kind === 'sms'
      ? ''
      : `${dayWords(day, 'sw', 'long')} (${westernTime(time)}), ${when.practitioner}`;
  },
  'booking.slot_time': (when) => timeSw(localOf(when).time),
  'booking.slot_time_hint': ({ practitioner }, kind) => (kind === 'sms' ? '' : practitioner),
  'booking.other_days': always('Siku nyingine'),
  'booking.other_days_hint': (_, kind) => (kind === 'sms' ? '' : 'Ona siku zenye nafasi'),
  'booking.choose_day': always('Ungependa kuja siku gani?'),
  'booking.day': ({ day }) => dayLabel(dayOf(day), 'sw'),
  'booking.later_days': always('Siku za mbele'),
  'booking.change': always('Badili tawi/daktari'),
  'booking.change_hint': (_, kind) => (kind === 'sms' ? '' : 'Uje tawi lingine, au kwa daktari mwingine'),
  'booking.change_what': always('Ungependa kubadilisha nini?'),
  'booking.other_branch': always('Tawi lingine'),
  'booking.other_branch_hint': (_, kind) => (kind === 'sms' ? '' : 'Chagua tawi utakalokuja'),
  'booking.other_service': always('Huduma nyingine'),
  'booking.choose_doctor': always('Chagua daktari'),
  'booking.choose_doctor_hint': (_, kind) => (kind === 'sms' ? '' : 'Chagua utakayemwona'),
  'booking.any_doctor': always('Daktari yeyote'),
  'booking.choose_practitioner': always('Ungependa kumwona nani?'),
  'booking.speciality': ({ speciality }) => speciality.sw,
  'booking.none': ({ phone }) =>
    `Samahani, kwa sasa hakuna nafasi. Unaweza kutupigia ${phone}, au chagua hapa:`,
  'booking.nothing_bookable': ({ phone }) =>
    `Samahani, kwa sasa huwezi kuweka miadi hapa. Tafadhali tupigie ${phone}.`,

  'booking.slot_taken': always('Samahani, nafasi hiyo imechukuliwa sasa hivi.'),
  'booking.not_offered': always('Samahani, nafasi hiyo haipo tena.'),
  'booking.patient_busy': ({ name }, kind) =>
    name === null ? 'Tayari una miadi wakati huo.' : `${shortName(name, kind)} tayari ana miadi wakati huo.`,
  'booking.day_full': always('Samahani, siku hiyo imejaa.'),
  'booking.not_then': always('Samahani, wakati huo hakuna nafasi.'),
  'booking.not_there': always('Samahani, huduma hiyo haipo kwenye tawi hilo.'),
  'booking.not_given': always('Samahani, huduma hiyo hatuna hapa. Kutuuliza, andika "mtu".'),
  'booking.not_with': always('Samahani, daktari huyo hatoi huduma hii hapo.'),
  'booking.one_by_one': always('Tunaweka miadi moja moja: moja sasa, nyingine baada ya hapo.'),
  'booking.name_empty': always('Samahani, hatujaona jina.'),
  'booking.name_too_long': always('Jina ni refu kidogo. Majina mawili au matatu yanatosha.'),
  'booking.name_no_letters': always('Samahani, hatujaona jina.'),
  'booking.name_looks_like_number': always('Hiyo ni namba; tafadhali andika jina.'),

  'booking.too_many_visits': ({ phone }) =>
    `Tayari una miadi mingi kadiri tunavyoweza kuweka hapa. Unaweza kubadilisha mojawapo, kuongea na mhudumu, au kupiga ${phone}.`,
  'booking.ask_reason': always(
    'Ukipenda, andika kwa maneno machache sababu ya kuja, ili tujiandae. Itasomwa na wahudumu wetu pekee.',
  ),
  'booking.skip': always('Ruka'),
  'booking.reason_noted': ({ pending }) =>
    `Asante, tumeiandika kwa ajili ya wahudumu wetu.${pending ? '' : ' Tunakusubiri!'}`,
  'booking.no_reason': ({ pending }) =>
    pending ? 'Sawa. Tutakuandikia mara tu itakapothibitishwa.' : 'Sawa. Tunakusubiri!',

  'booking.left': always('Sawa, hatujaweka miadi hiyo.'),
  'booking.next_one': always('Tuweke na miadi inayofuata sasa?'),

  'booking.ask_name': ({ relation }, kind) => {
    const answer = kind === 'sms' ? 'jibu kwa' : 'andika';
    return {
      self: `Tuandike jina gani? Tafadhali ${answer} jina lako kamili.`,
      child: `Mtoto wako anaitwa nani? Tafadhali ${answer} jina lake kamili.`,
      other: `Miadi ni ya nani? Tafadhali ${answer} jina lake kamili.`,
    }[relation];
  },
  'booking.confirm': (visit, kind) => {
    const lines = proposedLines({ ...visit, service: visit.service.sw }, 'sw', kind);
    return kind === 'sms' ? `${lines}\nTuweke miadi hii?` : `Tuweke miadi hii?\n\n${lines}`;
  },
  'booking.yes': always('Ndiyo, weka'),
  'booking.another_time': always('Wakati mwingine'),
  'booking.someone_else': always('Ni ya mtu mwingine'),
  'booking.for_whom': always('Miadi ni ya nani?'),
  'booking.for_me': always('Ni yangu'),
  'booking.my_child': always('Mtoto wangu'),
  'booking.another_person': always('Mtu mwingine'),
  'booking.booked': (visit, kind) => `Miadi yako imewekwa:\n${bookedLines(visit, 'sw', kind)}\nTunakusubiri!`,
  'booking.requested': (visit, kind) =>
    `Asante! Tumepokea ombi lako:\n${bookedLines(visit, 'sw', kind)}\nTutakuandikia mara tu litakapothibitishwa.`,
};
