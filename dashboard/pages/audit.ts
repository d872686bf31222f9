import type { Context } from 'hono';
import { type AuditFilter, readAudit } from '../../core/desk/audit.ts';
import { auditKinds } from '../../core/desk/audit-kinds.ts';
import { memberNames } from '../../core/staff/names.ts';
import { notFound, refused } from '../answers.ts';
import type { Page } from '../page.ts';
import { parseDay } from '../times.ts';
import { auditView } from './audit-view.ts';

/** The clinic's log: who looked at what, and who changed what. */
export const auditPage: Page = {
  path: '/audit',
  permission: ['audit.read'],
  label: 'audit',
  routes(app, { core }) {
    app.get('/', async (c) => {
      const { staff } = c.var;
      const asked = (name: string) => c.req.query(name) || null;
      const filter: AuditFilter = {
        kind: auditKinds.find((one) => one === asked('kind')) ?? null,
        memberId: asked('by'),
        day: parseDay(asked('day') ?? ''),
        patientId: asked('patient'),
      };
      const after = asked('after');
      const audit = await readAudit(core, staff.scope, filter, after);
      if (!audit.ok) return audit.reason === 'not_found' ? notFound(c as Context) : refused(c as Context);
      const names = await memberNames(core, staff.scope);
      return c.html(
        auditView(staff, { audit, filter, isFirst: after === null, names, now: core.clock.now() }),
      );
    });
  },
};
