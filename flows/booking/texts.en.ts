import type { ChannelKind, Relation } from '../../core/db/tables.ts';
import {
  dayLabel,
  dayOf,
  dayWords,
  localOf,
  momentWords,
  money,
  shortName,
  shortWeekday,
  timeEn,
  type When,
} from '../format.ts';
import { always, type NoParams } from '../texts.ts';
import { bookedLines, proposedLines, type VisitParams } from './visit-lines.ts';

type Named = { en: string; sw: string };
type Phone = { phone: string };
type With = { practitioner: string };
type Where = { branch: string | null; practitioner: string | null };
type BookedParams = VisitParams & { address: string };

export const bookingTextsEn = {
  'booking.choose_service': always('Which service do you need?'),
  'booking.service': ({ service }: { service: Named }, kind: ChannelKind) => shortName(service.en, kind),
  'booking.service_hint': ({
    minutes,
    price,
    currency,
  }: {
    minutes: number;
    price: string | null;
    currency: string;
  }) => (price === null ? `${minutes} min` : `${minutes} min, ${money(price, currency)}`),
  'booking.more_services': always('More services'),
  'booking.choose_branch': always('Which of our branches suits you?'),
  'booking.address': ({ address }: { address: string }) => address,
  'booking.choose_slot': ({ branch, practitioner }: Where, kind: ChannelKind) => {
    const whom = practitioner && ` see ${shortName(practitioner, kind)}`;
    const where = branch && ` ${whom ? 'at' : 'to'} ${shortName(branch, kind)}`;
    return `When would you like to${whom ?? ' come'}${where ?? ''}?`;
  },
  'booking.choose_slot_then': (
    { service, branch }: { service: Named; branch: string | null },
    kind: ChannelKind,
  ) =>
    `${shortName(service.en, kind)}${branch === null ? '' : `, ${shortName(branch, kind)}`}: these times are free.`,
  'booking.choose_slot_near': always('These are the nearest free times:'),
  'booking.choose_slot_on': ({ day }: { day: string }) =>
    `Free times on ${dayWords(dayOf(day), 'en', 'long')}:`,
  'booking.slot': (when: When) => momentWords(when, 'en', 'short'),
  'booking.slot_hint': ({ practitioner }: When & With, kind: ChannelKind) =>
    kind === 'sms' ? '' : practitioner,
  'booking.slot_time': (when: When, kind: ChannelKind) => {
    const { day, time } = localOf(when);
    // Behind the number of its line a bare time would be hard to read: "1 8:30 am".
    return kind === 'sms' ? `${shortWeekday(day, 'en')} ${timeEn(time)}` : timeEn(time);
  },
  'booking.slot_time_hint': ({ practitioner }: When & With, kind: ChannelKind) =>
    kind === 'sms' ? '' : practitioner,
  'booking.other_days': always('Other days'),
  'booking.other_days_hint': (_: NoParams, kind: ChannelKind) =>
    kind === 'sms' ? '' : 'See which days are free',
  'booking.choose_day': always('Which day suits you?'),
  'booking.day': ({ day }: { day: string }) => dayLabel(dayOf(day), 'en'),
  'booking.later_days': always('Later days'),
  'booking.change': always('Change place/doctor'),
  'booking.change_hint': (_: NoParams, kind: ChannelKind) =>
    kind === 'sms' ? '' : 'Come elsewhere, or to somebody else',
  'booking.change_what': always('What would you like to change?'),
  'booking.other_branch': always('Another branch'),
  'booking.other_branch_hint': (_: NoParams, kind: ChannelKind) =>
    kind === 'sms' ? '' : 'Choose where to come',
  'booking.other_service': always('Another service'),
  'booking.choose_doctor': always('Choose the doctor'),
  'booking.choose_doctor_hint': (_: NoParams, kind: ChannelKind) =>
    kind === 'sms' ? '' : 'Pick who you will see',
  'booking.any_doctor': always('Any doctor'),
  'booking.choose_practitioner': always('Who would you like to see?'),
  'booking.speciality': ({ speciality }: { speciality: Named }) => speciality.en,
  'booking.none': ({ phone }: Phone) =>
    `Sorry, we have no free time for that at the moment. You can call us on ${phone}, or choose:`,
  'booking.nothing_bookable': ({ phone }: Phone) =>
    `Sorry, visits cannot be booked here yet. Please call us on ${phone}.`,

  'booking.slot_taken': always('Sorry, that time has just been taken.'),
  'booking.not_offered': always('Sorry, that time is no longer free.'),
  'booking.patient_busy': ({ name }: { name: string | null }, kind: ChannelKind) =>
    `${name === null ? 'You' : shortName(name, kind)} already ${name === null ? 'have' : 'has'} a visit then.`,
  'booking.day_full': always('Sorry, that day is now full.'),
  'booking.not_then': always('Sorry, nothing is free then.'),
  'booking.not_there': always('Sorry, that service is not at that branch.'),
  'booking.not_given': always('Sorry, we do not offer that here. To ask us, write "person".'),
  'booking.not_with': always('Sorry, that doctor does not give this service there.'),
  'booking.one_by_one': always('We book one visit at a time: one now, and the next right after it.'),
  'booking.name_empty': always('Sorry, we did not see a name.'),
  'booking.name_too_long': always('That is a little long. Two or three names are enough.'),
  'booking.name_no_letters': always('Sorry, we did not see a name.'),
  'booking.name_looks_like_number': always('That looks like a number; we need the name.'),

  'booking.too_many_visits': ({ phone }: Phone) =>
    `You already have as many visits ahead as we can book here. You may change one of them, talk to a person, or call ${phone}.`,
  'booking.ask_reason': always(
    'If you like, write in a few words why you are coming, so that we can prepare. Only our staff read it.',
  ),
  'booking.skip': always('Skip'),
  'booking.reason_noted': ({ pending }: { pending: boolean }) =>
    `Thank you, we have noted it for our staff.${pending ? '' : ' See you then!'}`,
  'booking.no_reason': ({ pending }: { pending: boolean }) =>
    pending ? 'All right. We will write as soon as it is confirmed.' : 'All right. See you then!',

  'booking.left': always('All right, we have not booked it.'),
  'booking.next_one': always('Shall we book the next visit now?'),

  'booking.ask_name': ({ relation }: { relation: Relation }, kind: ChannelKind) => {
    const answer = kind === 'sms' ? 'reply with' : 'type';
    return {
      self: `Which name should we write? Please ${answer} your full name.`,
      child: `What is your child called? Please ${answer} the full name.`,
      other: `Who is the visit for? Please ${answer} their full name.`,
    }[relation];
  },
  'booking.confirm': (visit: VisitParams & { service: Named }, kind: ChannelKind) => {
    const lines = proposedLines({ ...visit, service: visit.service.en }, 'en', kind);
    return kind === 'sms' ? `${lines}\nShall we book it?` : `Shall we book this visit?\n\n${lines}`;
  },
  'booking.yes': always('Yes, book it'),
  'booking.another_time': always('Another time'),
  'booking.someone_else': always('For someone else'),
  'booking.for_whom': always('Who is the visit for?'),
  'booking.for_me': always('For me'),
  'booking.my_child': always('My child'),
  'booking.another_person': always('Someone else'),
  'booking.booked': (visit: BookedParams, kind: ChannelKind) =>
    `Your visit is booked:\n${bookedLines(visit, 'en', kind)}\nSee you then!`,
  'booking.requested': (visit: BookedParams, kind: ChannelKind) =>
    `Thank you! We have your request:\n${bookedLines(visit, 'en', kind)}\nWe will write to you as soon as it is confirmed.`,
};
