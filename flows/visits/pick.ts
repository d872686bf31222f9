import type { ClinicProfile, Named } from '../../core/clinic/profile.ts';
import type { AppointmentId, BranchId, PatientId, PractitionerId, ServiceId } from '../../core/ids.ts';
import type { Facts, FlowEvent, VisitFact } from '../vocabulary.ts';

/** Which of the contact's visits is meant: asked by every flow that is about one of them, and only where there are several. */
export type VisitPick = {
  /** Settled before the flow began. */
  wantedId: AppointmentId | null;
  visits: readonly KeptVisit[];
  /** Of the list, where it is longer than one message. */
  page: number;
  visit: KeptVisit | null;
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

/** The wanted one, or the only one, is taken at once. */
export function takeVisits({ wantedId }: VisitPick, event: FlowEvent): Partial<VisitPick> {
  if (event.type !== 'VISITS') return {};
  const visits = event.visits.map(keep);
  const wanted = visits.find(({ appointmentId }) => appointmentId === wantedId);
  const [only, ...others] = visits;
  return { visits, page: 0, visit: wanted ?? (others.length === 0 ? (only ?? null) : null) };
}

export function takeVisit({ visits }: VisitPick, event: FlowEvent): Partial<VisitPick> {
  const id = event.type === 'CHOSE' ? event.id : null;
  return { visit: visits.find(({ appointmentId }) => appointmentId === id) ?? null };
}

function keep({ end: _, ...visit }: VisitFact): KeptVisit {
  const { id, name, zone } = visit.branch;
  return { ...visit, branch: { id, name, zone } };
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
