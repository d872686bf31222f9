import type { ClinicProfile, Named } from '../../core/clinic/profile.ts';
import type { AppointmentId, BranchId, PatientId, PractitionerId, ServiceId } from '../../core/ids.ts';
import { localOf } from '../format.ts';
import { type Facts, type FlowEvent, text, type VisitFact } from '../vocabulary.ts';
import type { Text } from '../words.ts';

/** Which of the contact's visits is meant: asked by every flow that is about one of them, and only where there are several. */
export type VisitPick = {
  /** Settled before the flow began. */
  wantedId: AppointmentId | null;
  visits: readonly KeptVisit[];
  /** Of the list, where it is longer than one message. */
  page: number;
  visit: KeptVisit | null;
  /** Somebody else has changed it while the patient was asked: said once, above what it is now. */
  changed?: boolean;
};

/** A visit as it is kept between two messages. Its names are the clinic's; the patient's is looked up each time. */
export type KeptVisit = {
  appointmentId: AppointmentId;
  status: VisitFact['status'];
  start: string;
  patientId: PatientId;
  service: { id: ServiceId; name: Named };
  branch: { id: BranchId; name: string; zone: string };
  practitioner: { id: PractitionerId; name: string };
  mayMove: VisitFact['mayMove'];
  mayCancel: VisitFact['mayCancel'];
};

export const unpicked: VisitPick = { wantedId: null, visits: [], page: 0, visit: null };

export function takeWanted(_: VisitPick, event: FlowEvent): Partial<VisitPick> {
  return event.type === 'START' ? { wantedId: event.appointmentId ?? null } : {};
}

/** The wanted one, the only one, or the only one that fits what was said of it, is taken at once. */
export function takeVisits({ wantedId }: VisitPick, event: FlowEvent): Partial<VisitPick> {
  if (event.type !== 'VISITS') return {};
  const visits = event.visits.map(keep);
  const wanted = visits.find(({ appointmentId }) => appointmentId === wantedId);
  // That the wanted one is gone makes no other one wanted.
  if (wantedId !== null) return { visits, page: 0, visit: wanted ?? null };
  return { visits, page: 0, visit: only(visits) ?? only(visits.filter(fits(event))) };
}

function only(visits: readonly KeptVisit[]): KeptVisit | null {
  const [first, ...others] = visits;
  return first && others.length === 0 ? first : null;
}

/** "My dental visit", "the one with Dr. Kamau", "my son's". Nothing said of any fits none. */
function fits(event: FlowEvent) {
  const { heard } = event.facts;
  const told =
    heard !== null &&
    [heard.serviceId, heard.practitionerId, heard.branchId, heard.forWhom].some((said) => said !== null);
  const isWhose = whose(event);
  return (visit: KeptVisit) =>
    told &&
    isWhose(visit) &&
    [null, visit.service.id].includes(heard.serviceId) &&
    [null, visit.practitioner.id].includes(heard.practitionerId) &&
    [null, visit.branch.id].includes(heard.branchId);
}

/** Of one who is to the contact what was said; of anybody where nobody was named. */
function whose({ facts: { heard, contact } }: FlowEvent) {
  const relation = heard?.forWhom ?? null;
  return ({ patientId }: KeptVisit) =>
    relation === null || contact.patients.some((one) => one.id === patientId && one.relation === relation);
}

/** A visit named by its day ("cancel my visit on Friday") where what else was said leaves several. */
export function takeVisitsByDay(pick: VisitPick, event: FlowEvent): Partial<VisitPick> {
  const taken = takeVisits(pick, event);
  const times = event.facts.heard?.times;
  if (taken.visit || !taken.visits || !times || pick.wantedId !== null) return taken;
  const days = times.candidates.map((one) => (typeof one === 'string' ? one : one.start).slice(0, 10));
  const then = taken.visits
    .filter(whose(event))
    .filter(({ start, branch }) => days.includes(localOf({ start, zone: branch.zone }).day.toString()));
  return { ...taken, visit: only(then) };
}

export function takeVisit({ visits }: VisitPick, event: FlowEvent): Partial<VisitPick> {
  const id = event.type === 'CHOSE' ? event.id : null;
  return { visit: visits.find(({ appointmentId }) => appointmentId === id) ?? null };
}

function keep({ end: _, ...visit }: VisitFact): KeptVisit {
  const { id, name, zone } = visit.branch;
  return { ...visit, branch: { id, name, zone } };
}

/** What a command on it is run for: where the record is another by now, nothing is done. */
export function asShown({ appointmentId, start, branch }: KeptVisit) {
  return { appointmentId, shown: { start, branchId: branch.id } };
}

export function lookAgain({ visit }: VisitPick): Partial<VisitPick> {
  return { wantedId: visit?.appointmentId ?? null, visit: null, changed: true };
}

export function changedLead({ changed }: VisitPick): Text | undefined {
  return changed ? text('visits.changed', {}) : undefined;
}

export function goneLead({ wantedId, visits }: VisitPick): Text | undefined {
  const gone = wantedId !== null && visits.every(({ appointmentId }) => appointmentId !== wantedId);
  return gone ? text('visits.gone', {}) : undefined;
}

export function known({ visit }: VisitPick): KeptVisit {
  if (!visit) throw new Error('no visit has been picked yet');
  return visit;
}

type Scene = { context: VisitPick; event: FlowEvent };

export const isVisit = ({ context, event }: Scene) =>
  event.type === 'CHOSE' && context.visits.some(({ appointmentId }) => appointmentId === event.id);
export const noVisits = ({ event }: Scene) => event.type === 'VISITS' && event.visits.length === 0;
export const severalVisits = ({ context }: Scene) => context.visits.length > 1;
export const visitKnown = ({ context }: Scene) => context.visit !== null;

/** A visit as texts tell of it. The name only where one phone serves several patients. */
export function tellOf(visit: KeptVisit, { contact }: Facts) {
  const named = contact.patients.length > 1;
  return {
    start: visit.start,
    zone: visit.branch.zone,
    service: visit.service.name,
    branch: visit.branch.name,
    practitioner: visit.practitioner.name,
    name: named ? (contact.patients.find(({ id }) => id === visit.patientId)?.name ?? null) : null,
  };
}

/** Whom to call about a visit. */
export function phoneFor(visit: KeptVisit | null, clinic: ClinicProfile): string {
  return clinic.branches.find(({ id }) => id === visit?.branch.id)?.phone ?? clinic.phone;
}
