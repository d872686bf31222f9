import type { AppointmentStatus } from '../db/tables.ts';
import type { AppointmentId, BranchId, NoticeId, ServiceId } from '../ids.ts';
import type { NoticeKind } from './notice.ts';

/** A notice that this contact was sent about a visit of its patients, and that a reply may answer; the latest sent first. */
export type AwaitedNotice = {
  noticeId: NoticeId;
  kind: NoticeKind;
  appointmentId: AppointmentId;
  /** ISO; the visit's start as the notice told of it: who says yes to that says it to no other time. */
  toldStart: string;
  /** ISO; the visit's start as it stands now, and whether it is still ahead and standing. */
  visitStart: string;
  status: AppointmentStatus;
  ahead: boolean;
  /** What another visit of the kind would be. */
  serviceId: ServiceId;
  branchId: BranchId;
  sentAt: string;
  /** Sent since the contact last wrote: it is the last thing they have read. */
  fresh: boolean;
  /** Fresh, and asks for digits. */
  numbered: boolean;
  answered: boolean;
};
