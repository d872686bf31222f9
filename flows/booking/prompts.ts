import type { ClinicProfile } from '../../core/clinic/profile.ts';
import { menuChoice, moreChoice, pageOf, pageSize, personChoice, visitsChoice } from '../common/choices.ts';
import { anyDoctor } from '../slots/choices.ts';
import { leadText, slotsPrompt } from '../slots/prompts.ts';
import { type Choice, type Facts, type FlowEvent, type Prompt, prompt, text } from '../vocabulary.ts';
import type { Text } from '../words.ts';
import {
  anotherPerson,
  changeChoice,
  chooseDoctor,
  confirmChoices,
  forMe,
  myChild,
  nextChoice,
  noNext,
  otherBranch,
  otherService,
  skipChoice,
} from './choices.ts';
import {
  type BookingContext,
  branchesFor,
  branchOf,
  changesOf,
  practitionersFor,
  serviceOf,
} from './context.ts';

/** What booking says, out of its context and the facts of the event. */

type Build = (context: BookingContext, facts: Facts, event: FlowEvent) => Prompt;

/** The same prompt below the line that says why it comes. */
export function withLead(build: Build): Build {
  return (context, facts, event) => {
    const said = build(context, facts, event);
    const lead = leadOf(context, facts);
    return lead ? { ...said, lead } : said;
  };
}

export function askService({ page }: BookingContext, { clinic, contact }: Facts): Prompt {
  const { shown, more } = pageOf(clinic.services, page, pageSize(contact.channel, 0));
  const choices = shown.map(
    (service): Choice => ({
      id: service.id,
      label: text('booking.service', { service: service.name }),
      hint: text('booking.service_hint', {
        minutes: service.durationMinutes,
        price: service.price,
        currency: clinic.currency,
      }),
      keywords: service.keywords,
    }),
  );
  const next: Choice = { ...moreChoice, label: text('booking.more_services', {}) };
  return prompt('booking.choose_service', {}, more ? [...choices, next] : choices);
}

export function askBranch(context: BookingContext, { clinic, contact }: Facts): Prompt {
  const { shown, more } = pageOf(branchesFor(context, clinic), context.page, pageSize(contact.channel, 0));
  const choices = shown.map(
    ({ id, name, address }): Choice => ({
      id,
      label: text('common.name', { name }),
      hint: text('booking.address', { address }),
    }),
  );
  return prompt('booking.choose_branch', {}, more ? [...choices, moreChoice] : choices);
}

export function askSlot(context: BookingContext, { clinic }: Facts): Prompt {
  const zone = branchOf(context, clinic)?.zone ?? clinic.zone;
  const branch = clinic.branches.length > 1 ? (branchOf(context, clinic)?.name ?? null) : null;
  const practitioner = clinic.practitioners.find(({ id }) => id === context.practitionerId)?.name ?? null;
  const service = serviceOf(context, clinic)?.name;
  const question =
    context.view.kind === 'times' && service
      ? text('booking.choose_slot_then', { service, branch })
      : text('booking.choose_slot', { branch, practitioner });
  return slotsPrompt(context, clinic, zone, { beside: changeChoices(context, clinic), question });
}

/** One thing to change is offered as it is; two lie behind one choice. */
function changeChoices(context: BookingContext, clinic: ClinicProfile): readonly Choice[] {
  const changes = changesOf(context, clinic);
  if (changes.length > 1) return [changeChoice];
  return changes.map((change) => changeOf[change]);
}

const changeOf = { other_branch: otherBranch, choose_practitioner: chooseDoctor } as const;

export function askChange(context: BookingContext, { clinic }: Facts): Prompt {
  const choices = changesOf(context, clinic).map((change) => changeOf[change]);
  return prompt('booking.change_what', {}, choices);
}

export function askPractitioner(context: BookingContext, { clinic, contact }: Facts): Prompt {
  const { shown, more } = pageOf(
    practitionersFor(context, clinic),
    context.page,
    pageSize(contact.channel, 1),
  );
  const named = shown.map(
    ({ id, name, speciality }): Choice => ({
      id,
      label: text('common.name', { name }),
      hint: text('booking.speciality', { speciality }),
    }),
  );
  const choices = [anyDoctor, ...named, ...(more ? [moreChoice] : [])];
  return prompt('booking.choose_practitioner', {}, choices);
}

export function noSlots(context: BookingContext, { clinic }: Facts): Prompt {
  const choices = [
    ...(context.practitionerId === null ? [] : [anyDoctor]),
    ...(branchesFor(context, clinic).length > 1 ? [otherBranch] : []),
    ...(clinic.services.length > 1 ? [otherService] : []),
    menuChoice,
  ];
  return prompt('booking.none', { phone: branchOf(context, clinic)?.phone ?? clinic.phone }, choices);
}

export function nothingBookable(_: BookingContext, { clinic }: Facts): Prompt {
  return prompt('booking.nothing_bookable', { phone: clinic.phone });
}

export function askName({ relation }: BookingContext): Prompt {
  return prompt('booking.ask_name', { relation });
}

export function askForWhom({ page }: BookingContext, { contact }: Facts): Prompt {
  const { shown, more } = pageOf(contact.patients, page, pageSize(contact.channel, 3));
  const known = shown.map(({ id, name }): Choice => ({ id, label: text('common.name', { name }) }));
  const ownIsKnown = contact.patients.some(({ relation }) => relation === 'self');
  const choices = [
    ...known,
    ...(more ? [moreChoice] : []),
    ...(ownIsKnown ? [] : [forMe]),
    myChild,
    anotherPerson,
  ];
  return prompt('booking.for_whom', {}, choices);
}

export function askConfirm(context: BookingContext, facts: Facts, event: FlowEvent): Prompt {
  const service = serviceOf(context, facts.clinic)?.name ?? { en: 'Visit', sw: 'Miadi' };
  return prompt('booking.confirm', { ...visitOf(context, facts, event), service }, confirmChoices);
}

export function booked(context: BookingContext, facts: Facts, event: FlowEvent): Prompt {
  const key = event.type === 'BOOKED' && event.status === 'pending' ? 'booking.requested' : 'booking.booked';
  const address = branchOf(context, facts.clinic)?.address ?? '';
  return prompt(key, { ...visitOf(context, facts, event), address });
}

export function tooMany(_: BookingContext, { clinic }: Facts): Prompt {
  return prompt('booking.too_many_visits', { phone: clinic.phone }, [visitsChoice, personChoice, menuChoice]);
}

export function askReason(): Prompt {
  return prompt('booking.ask_reason', {}, [skipChoice]);
}

export function reasonNoted({ pending }: BookingContext): Prompt {
  return prompt('booking.reason_noted', { pending });
}

export function noReason({ pending }: BookingContext): Prompt {
  return prompt('booking.no_reason', { pending });
}

/** The visits that were asked for together with the one that is booked now. */
export function nextOne(): Prompt {
  return prompt('booking.next_one', {}, [nextChoice, noNext, menuChoice]);
}

/** The visit as it is held, or as it was booked: by then another may have had to take the place of a practitioner. */
function visitOf(context: BookingContext, facts: Facts, event: FlowEvent) {
  const { clinic } = facts;
  const settled = event.type === 'BOOKED' ? event : context.held;
  if (!settled) throw new Error('booking tells of a visit before a slot is held');
  const branch = branchOf(context, clinic);
  const practitioner = clinic.practitioners.find(({ id }) => id === settled.practitionerId);
  return {
    start: settled.start,
    zone: branch?.zone ?? clinic.zone,
    branch: branch?.name ?? clinic.name,
    practitioner: practitioner?.name ?? clinic.name,
    name: nameOf(context, facts, event),
  };
}

/** A name given in this very turn is not among the facts yet. */
function nameOf({ patientId }: BookingContext, { contact }: Facts, event: FlowEvent): string | null {
  if (event.type === 'REGISTERED') return event.name;
  return contact.patients.find(({ id }) => id === patientId)?.name ?? null;
}

function leadOf({ lead, patientId }: BookingContext, { contact }: Facts): Text | null {
  const whose = patientId ?? contact.patients[0]?.id;
  return leadText(lead, contact.patients.find(({ id }) => id === whose)?.name ?? null);
}
