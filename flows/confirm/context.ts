import type { AwaitedNotice } from '../../core/reminders/awaiting.ts';
import { isVery } from '../slots/day-meant.ts';
import { known, unpicked, type VisitPick } from '../visits/pick.ts';
import type { Another, Facts, FlowEvent } from '../vocabulary.ts';

/** Which visit, and whether a yes to it has been said already. */
export type ConfirmContext = VisitPick & {
  /** The start that the patient was told, where a notice told of it. */
  toldStart: string | null;
  /** What they said was no answer: they are asked. */
  asks: boolean;
};

export const unasked: ConfirmContext = { ...unpicked, toldStart: null, asks: false };

export function takeBegun(_: ConfirmContext, event: FlowEvent): Partial<ConfirmContext> {
  if (event.type !== 'START') return {};
  const { appointmentId = null, toldStart = null, asks = false } = event;
  return { wantedId: appointmentId, toldStart, asks };
}

type Scene = { context: ConfirmContext; event: FlowEvent };

/** A yes is to what they were told: to another time it would be none. */
export function isAgreed({ context, event }: Scene): boolean {
  if (context.asks || context.changed || !isTold({ context, event })) return false;
  return event.facts.heard?.times == null || isItsTime({ context, event });
}

/** "At nine", of a visit then, and nothing against it. */
export function isItsTime({ context, event }: Scene): boolean {
  const { start, branch } = known(context);
  const { heard } = event.facts;
  if (!heard?.times || heard.tentative || heard.unfit !== null) return false;
  // "Sawa saa tatu" is a yes; "saa tatu nina mtihani" may be anything.
  if (heard.times.dayless && heard.beside === 'more') return false;
  return isVery(heard.times, start, branch.zone, event.facts);
}

/** What they were told of the visit, if anything, still holds: by the notice that is answered, or by one just read of what was found. */
export function isTold({ context: { visit, toldStart }, event: { facts } }: Scene): boolean {
  if (visit === null) return true;
  const read = facts.contact.notices.find(
    (one) => one.fresh && one.ahead && one.appointmentId === visit.appointmentId,
  );
  const told = toldStart ?? read?.toldStart ?? null;
  return told === null || isSame(told, visit.start);
}

function isSame(one: string, other: string): boolean {
  return Temporal.Instant.compare(one, other) === 0;
}

/** The notice of a visit that has begun or is over. */
export function overNotice(
  { wantedId }: Pick<VisitPick, 'wantedId'>,
  { contact, now }: Facts,
): AwaitedNotice | undefined {
  return contact.notices.find(
    ({ appointmentId, ahead, status, visitStart }) =>
      appointmentId === wantedId &&
      !ahead &&
      status !== 'cancelled' &&
      Temporal.Instant.compare(visitStart, now) <= 0,
  );
}

export const isOver = ({ event }: Scene) =>
  event.type === 'START' && overNotice({ wantedId: event.appointmentId ?? null }, event.facts) !== undefined;

/** What the visit would be that is found instead. */
export function anotherOf(context: ConfirmContext, facts: Facts): Another | undefined {
  const { visit } = context;
  if (visit) return { serviceId: visit.service.id, branchId: visit.branch.id };
  const notice = overNotice(context, facts);
  return notice && { serviceId: notice.serviceId, branchId: notice.branchId };
}
