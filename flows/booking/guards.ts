import type { FlowEvent } from '../vocabulary.ts';
import {
  type BookingContext,
  branchesFor,
  openSlots,
  patientFor,
  practitionersFor,
  related,
  serviceOf,
} from './context.ts';

/** What an event may be, where a state answers it. */

export type Scene = { context: BookingContext; event: FlowEvent };

export function isChosen(event: FlowEvent, id: string): boolean {
  return event.type === 'CHOSE' && event.id === id;
}

const oneOf = (ids: (context: BookingContext, event: FlowEvent) => readonly string[]) => (scene: Scene) =>
  ids(scene.context, scene.event).some((id) => isChosen(scene.event, id));

export const isService = oneOf((_, { facts }) => facts.clinic.services.map(({ id }) => id));
export const isBranch = oneOf((context, { facts }) => branchesFor(context, facts.clinic).map(({ id }) => id));
export const isPractitioner = oneOf((context, { facts }) =>
  practitionersFor(context, facts.clinic).map(({ id }) => id),
);
export const isPatient = oneOf((_, { facts }) => facts.contact.patients.map(({ id }) => id));

export const nothingIsBookable = ({ event }: Scene) => event.facts.clinic.services.length === 0;
export const manyServices = ({ event }: Scene) => event.facts.clinic.services.length > 1;
export const branchAsked = ({ context }: Scene) => context.branchAsked;
export const forSeveral = ({ context }: Scene) => context.several === true;
export const patientKnown = ({ context }: Scene) => context.patientId !== null;
export const slotsShown = ({ context }: Scene) => context.slots.length > 0;
export const slotsFound = ({ context, event }: Scene) =>
  event.type === 'SLOTS' && openSlots(context, event.slots, event.facts).length > 0;

/** Going on is the consent. The very first message is no answer yet to the line that asks for it. */
export const agreesNow = ({ event }: Scene) => !event.facts.contact.consented && !event.facts.contact.isNew;

export const tooManyVisits = ({ event }: Scene) =>
  event.type === 'REFUSED' && event.reason === 'too_many_visits';
export const asksReason = ({ context, event }: Scene) =>
  serviceOf(context, event.facts.clinic)?.asksReason ?? false;

/** Who is meant was said, and more than one of them is known. */
export const severalMeant = ({ context: { forWhom }, event }: Scene) =>
  forWhom !== null && forWhom !== 'self' && related(event.facts.contact, forWhom).length > 0;
export const nameHeard = ({ event }: Scene) => event.facts.heard?.name != null;

/** The name of somebody whom we do not know yet, where nobody else is known to be meant. */
export const newNameHeard = (scene: Scene) =>
  nameHeard(scene) && patientFor(scene.context, scene.event.facts) === null;

/** "My other child", to the list of those whom we know: none of them. */
export const otherOneHeard = (scene: Scene) =>
  onlyWhomHeard(scene) && scene.event.facts.heard?.otherOne === true && !nameHeard(scene);

/** Said while a slot is held: for whom, and nothing that asks for another slot. */
export const onlyWhomHeard = ({ event: { facts } }: Scene) => {
  const { heard } = facts;
  if (!heard) return false;
  const { serviceId, practitionerId, branchId, times, unfit } = heard;
  return [serviceId, practitionerId, branchId, times, unfit].every((one) => one === null);
};
