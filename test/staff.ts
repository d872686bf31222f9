import { type CorrelationId, type OrganizationId, uuidIds } from '../core/ids.ts';
import { permissionsOf, type Role, type StaffScope } from '../core/staff/permissions.ts';

/** A member of staff of that clinic, as the sign-in would have made them; all branches unless it is said. */
export function staffOf(
  { organizationId }: { organizationId: OrganizationId },
  given: Partial<Pick<StaffScope, 'branches' | 'practitionerId' | 'actor'>> & { role?: Role } = {},
): StaffScope {
  const { role = 'front_desk', ...rest } = given;
  return {
    organizationId,
    correlationId: uuidIds.next<CorrelationId>(),
    actor: { kind: 'staff', id: uuidIds.next<string>() },
    permissions: new Set(permissionsOf[role]),
    branches: 'all',
    practitionerId: null,
    ...rest,
  };
}
