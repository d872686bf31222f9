import type { ChannelKind, Provider } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import type { BudgetStep } from '../../core/limits/budget.ts';
import { shortName } from '../format.ts';
import { always, type NoParams } from '../texts.ts';

type Phone = { phone: string };

/** As a clinic knows them from their bills. */
export const providerNames: Readonly<Record<Provider, string>> = {
  twilio: 'Twilio',
  africastalking: "Africa's Talking",
  smtp: 'e-mail',
};

/** Leads stay short: on SMS each stands above a prompt that must still fit into two segments. */
export const commonTextsEn = {
  'common.how_to_reply': ({ first, last }: { first: number; last: number }) =>
    first === last ? `Reply ${first}.` : `Reply with a number, ${first}-${last}.`,
  'common.list_button': always('Choose'),
  /** Seen on a locked screen, and by whoever shares the computer: nothing of a visit. */
  'common.email_subject': ({ clinic }: { clinic: string }) => `A message from ${clinic}`,
  'common.email_how_to_reply': ({ phone }: Phone) =>
    `Please do not reply to this e-mail: nobody reads this mailbox. To answer, write to us on WhatsApp or by SMS, or call ${phone}.`,
  'common.more': always('More'),
  'common.menu': always('Main menu'),
  'common.back_hint': (_: NoParams, kind: ChannelKind) => (kind === 'sms' ? '' : 'To where you were'),
  'common.back': always('Go back'),
  'common.go_on': always('Go on from here'),
  /** A name as the clinic or the patient wrote it: of a branch, a practitioner, a patient. */
  'common.name': ({ name }: { name: string }, kind: ChannelKind) => shortName(name, kind),
  'common.language': ({ language }: { language: Language }) => ({ en: 'English', sw: 'Kiswahili' })[language],
  'common.language_set': always('We will go on in English.'),
  'common.lost_thread': always('Sorry, we lost our place. Let us start again.'),
  'common.stale': always('That was an older message. Here is where we are:'),
  'common.unreadable': ({ what }: { what: 'media' | 'location' | 'empty' }) =>
    ({
      media: 'Sorry, we cannot open that here. Please write to us.',
      location: 'Sorry, we cannot read a location. Please write to us.',
      empty: 'Your message came without words.',
    })[what],
  'common.not_understood': always('Sorry, we did not get that.'),
  'common.not_understood_again': ({ phone }: Phone) => `Sorry, still not clear. You can also call ${phone}.`,
  'common.no_such_number': always('That number is not on the list.'),
  'common.stuck': always('Sorry, we still did not get that. What would you like to do?'),
  'common.write_person': always('Write "person" and somebody will help you.'),
  'common.or_call': ({ phone }: Phone) => `You can also call us on ${phone}.`,
  'common.idle': always('It has been a while, so we stopped there.'),
  'common.going_on': always('Now back to where we were:'),
  'common.nearest': ({ branch, address }: { branch: string; address: string }) =>
    `Nearest to you is ${branch}${address && `: ${address}`}.`,
  'common.opted_out': always(
    'You will get no more reminders from us here. When you write, we still answer. To get reminders again, write START.',
  ),
  'common.opted_out_briefly': always('No more reminders. Write START to get them again.'),
  'common.opted_in': always('You will get our reminders here again.'),
  'common.detached': always(
    'Sorry for the trouble. We have taken this number out of our records and told the team.',
  ),
  'common.no_such_date': always('There is no such date or time. Please look again.'),
  'common.stopping': always(
    'To get no more reminders from us, write STOP. To cancel a visit, write "cancel my visit".',
  ),
  'common.late_noted': ({ phone }: Phone) =>
    `Thank you for telling us, the team knows. Come as soon as you can, or call ${phone}.`,
  'common.not_me_sure': always(
    'Does this phone belong to none of our patients? We would then remove it from all visits here.',
  ),
  'common.not_me_yes': always('Yes, remove it'),
  'common.not_me_no': always('No, keep it'),
  'common.help': ({ phone }: Phone) => `Write "menu" or "person", or call ${phone}.`,
  'common.all_right': always('All right. Write "menu" whenever you need us.'),
  'common.you_are_welcome': always('You are welcome! Write "menu" whenever you need us.'),
  'common.gladly': always('You are welcome.'),
  'common.dead_turn': ({ phone }: Phone) =>
    `Sorry, something went wrong on our side and we could not handle your message. Please write "menu" to try again, or call ${phone}.`,
  'common.flood': ({ phone }: Phone) =>
    `You have sent many messages in a short time. Please wait a while: we keep everything you write, and our team has been told. If it is urgent, call ${phone}.`,
  'staff.text': ({ text }: { text: string }) => text,
  /** Outside WhatsApp's window: it may say nothing of what staff wrote. Its answer opens the window. */
  'staff.please_write': ({ clinic }: { clinic: string }) =>
    `Hello from ${clinic}.\nWe have a message for you. Please answer here, and we will send it to you.`,
  'staff.on_call_danger': always('URGENT: a patient writes of an emergency. Please look at once.'),
  /** waiting: by when the patient was told to expect an answer. Of the patient, nothing: who knows who sees this phone. */
  'staff.on_call': ({ waiting }: { waiting: string }) =>
    `A patient asks for a person and expects an answer by ${waiting}.`,
  /** Of money at the provider; holds for all that goes out by it. */
  'staff.out_of_credit': ({ provider }: { provider: Provider }) =>
    `The credit at ${providerNames[provider]} has run out, or the account there is suspended. Messages wait until it is paid; please look at the account today.`,
  'staff.budget': ({ step }: { step: BudgetStep }) =>
    ({
      newcomers: 'Half of what messages may cost today went to new numbers. They get no more answers today.',
      nearly: 'Four fifths of what messages may cost today are spent.',
      spent:
        'What messages may cost today is spent. Patients get no more messages today: please watch the phone.',
    })[step],
};
