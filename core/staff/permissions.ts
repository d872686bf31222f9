import type { BranchId, CorrelationId, OrganizationId, PractitionerId } from '../ids.ts';
import type { Scope } from '../scope.ts';

/**
 * What staff may do. Roles are lists of these, kept as data: core functions for staff ask for a permission, never for a role,
 * and never trust a page to have asked.
 */
export const permissions = [
  'conversation.read', // the inbox, and what was said
  'conversation.reply', // take over, answer, hand back, note
  'visit.read', // everybody's visits at one's branches
  'visit.read_own', // a practitioner's own
  'visit.change', // book, move and cancel on a patient's behalf
  'patient.read',
  'patient.edit', // names, numbers
  'worklist.work', // take, comment, close
  'delivery.retry', // dead letters
  'hours.change_own', // a practitioner's own absences
  'staff.manage', // invite, change roles, sign others out
  'audit.read',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = [
  'front_desk',
  'practitioner',
  'clinic_admin',
  'practice_manager',
  'system_admin',
] as const;
export type Role = (typeof roles)[number];

const desk = [
  'conversation.read',
  'conversation.reply',
  'visit.read',
  'visit.change',
  'patient.read',
  'patient.edit',
  'worklist.work',
  'delivery.retry',
] as const satisfies Permission[];

/** The roles that every clinic begins with. system_admin: runs Miadi, and sees no patient. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  front_desk: desk,
  practitioner: ['visit.read_own', 'hours.change_own'],
  clinic_admin: [...desk, 'staff.manage', 'audit.read'],
  practice_manager: [...desk, 'staff.manage', 'audit.read'],
  system_admin: ['staff.manage'],
};

/** In whose name staff act: made by the sign-in from what is stored, for one request. */
export type StaffScope = Omit<Scope, 'actor'> & {
  organizationId: OrganizationId;
  correlationId: CorrelationId;
  actor: { kind: 'staff'; id: string };
  permissions: ReadonlySet<Permission>;
  /** Those whose visits and patients they see; a conversation without any visit is seen by all. */
  branches: 'all' | readonly BranchId[];
  /** Whose own visits a practitioner sees. */
  practitionerId: PractitionerId | null;
};

export function may(scope: Pick<StaffScope, 'permissions'>, permission: Permission): boolean {
  return scope.permissions.has(permission);
}
