import type { Core } from '../scope.ts';
import { may, type Permission, type StaffScope } from './permissions.ts';

export type NotAllowed = { ok: false; reason: 'not_allowed' };

/** Asked at the beginning of what staff may do or read. A refusal is in the log: who, and which permission; not about whom. */
export function allows(core: Pick<Core, 'log'>, scope: StaffScope, permission: Permission): boolean {
  if (may(scope, permission)) return true;
  tellRefusal(core, scope, permission);
  return false;
}

export function tellRefusal(core: Pick<Core, 'log'>, scope: StaffScope, code: string): NotAllowed {
  const { organizationId, correlationId, actor } = scope;
  core.log.warn('staff_refused', { organizationId, correlationId, memberId: actor.id, code });
  return { ok: false, reason: 'not_allowed' };
}
