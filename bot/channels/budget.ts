import type { Db } from '../../core/db/connect.ts';
import { insistOnTransaction } from '../../core/db/insist.ts';
import type { CorrelationId } from '../../core/ids.ts';
import type { BudgetStep } from '../../core/limits/budget.ts';
import { noteBudget } from '../../core/limits/budget-notice.ts';
import type { Admission, Spending, Untold } from '../../core/limits/spending.ts';
import type { Line, Wired } from '../../core/messaging/outbox.ts';
import type { Core, Scope } from '../../core/scope.ts';
import { type Prompt, prompt } from '../../flows/vocabulary.ts';
import { isForOnCall, isOfDanger, tellOnCall } from '../on-call.ts';

/**
 * Counts a message into the clinic's day before it is sent, at what it will cost, where it still fits. What the bot answers counts
 * into the contact's day as well; notices, and what staff write, do not.
 */
export function admitMessage(spending: Spending, wired: Wired, said: Prompt, parts: number): Admission {
  const { organizationId, contactId, price } = wired;
  const contactSince = isForOnCall(said) ? null : wired.contactSince;
  const isAnswer = wired.notice === null && !said.key.startsWith('staff.');
  const answers = isAnswer ? contactId : null;
  return spending.admit({ organizationId, contactSince, answers, urgent: isOfDanger(said), price, parts });
}

/**
 * Tells staff how far a day's budget has gone: an item on their list for each step, and one SMS to the on-call phone about the
 * furthest. Null where another process has told them.
 *
 * @returns the line to wake
 */
export async function tellBudget(core: Core & { db: Db }, untold: Untold): Promise<Line | null> {
  const { organizationId, day, steps } = untold;
  const correlationId = core.ids.next<CorrelationId>();
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  return insistOnTransaction(core.db, async (db) => {
    const own = { ...core, db };
    let furthest: BudgetStep | null = null;
    for (const step of steps) if (await noteBudget(own, scope, { day, step })) furthest = step;
    if (furthest === null) return null;
    core.log.warn('budget_reached', { organizationId, reason: furthest });
    const step = furthest;
    return tellOnCall(own, scope, () => prompt('staff.budget', { step }));
  });
}
