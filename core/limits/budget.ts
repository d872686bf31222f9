/**
 * What a day's messages may cost. Newcomers (contacts made on that day) may use half of it together, so that today's strangers do
 * not silence a clinic for those it knows; and each contact, known or new, is answered only so much a day (PARTS_A_DAY), so that a
 * few who came yesterday do not either. Beside it, up to as much again, are the on-call phone, as staff must hear of it, and the
 * answer to a danger to life, once it has no room within.
 */
export type Share = 'newcomers' | 'others' | 'staff';

/** newcomers: half of the budget went to them · nearly: four fifths of it are gone · spent: nothing more goes out. */
export type BudgetStep = 'newcomers' | 'nearly' | 'spent';

/**
 * What one contact gets of the bot's answers in a day, in parts that cost something: some 50 answers by SMS, of the 6,250 parts
 * that a day's 5,000 KES buy at 0.8.
 */
export const PARTS_A_DAY = 120;

/** In ten-thousandths of the clinic's currency: whole numbers, so that sums are exact. */
export type Spent = Readonly<Record<Share, number>>;

export const nothing: Spent = { newcomers: 0, others: 0, staff: 0 };

/** '0.8000' as Postgres has it → 8000. */
export function inParts(money: string): number {
  return Math.round(Number(money) * 10_000);
}

/** The inverse, as Postgres takes it. */
export function asMoney(parts: number): string {
  return (parts / 10_000).toFixed(4);
}

export function plus(one: Spent, other: Spent): Spent {
  return {
    newcomers: one.newcomers + other.newcomers,
    others: one.others + other.others,
    staff: one.staff + other.staff,
  };
}

/** Whether a message for that share, at that cost, still fits. What costs nothing always does. */
export function fits(spent: Spent, budget: number, share: Share, cost: number): boolean {
  if (cost === 0) return true;
  if (share === 'staff') return spent.staff + cost <= budget;
  if (share === 'newcomers' && spent.newcomers + cost > budget / 2) return false;
  return spent.newcomers + spent.others + cost <= budget;
}

/** How far the day's budget has gone: of what staff are to hear, in the order in which it comes. */
export function stepsReached({ newcomers, others }: Spent, budget: number): BudgetStep[] {
  const spent = newcomers + others;
  const steps: BudgetStep[] = [];
  if (newcomers >= budget / 2) steps.push('newcomers');
  if (spent >= budget * 0.8) steps.push('nearly');
  if (spent >= budget) steps.push('spent');
  return steps;
}
