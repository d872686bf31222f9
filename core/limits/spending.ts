import type { ContactId, OrganizationId } from '../ids.ts';
import type { Core } from '../scope.ts';
import {
  type BudgetStep,
  fits,
  inParts,
  nothing,
  PARTS_A_DAY,
  plus,
  type Share,
  type Spent,
  stepsReached,
} from './budget.ts';
import { addAndRead, type Day, type Today } from './daily-spend.ts';

/** A sum that was counted into one clinic's day, and its parts into that of the contact whom it answers. */
export type Charge = {
  organizationId: OrganizationId;
  day: Temporal.PlainDate;
  share: Share;
  cost: number;
  answers: ContactId | null;
  parts: number;
};

/** What staff are to hear of a clinic's day and have not, as far as this process knows. */
export type Untold = {
  organizationId: OrganizationId;
  day: Temporal.PlainDate;
  steps: readonly BudgetStep[];
};

export type Expense = {
  organizationId: OrganizationId;
  /** When the contact came to be; null: it is for the clinic's own staff. */
  contactSince: Temporal.Instant | null;
  /** Whom the bot answers by it; null: it is no answer, and neither counts among a contact's parts of the day nor is bound by them. */
  answers: ContactId | null;
  /** Life may be at risk: where its own share has no room it goes out on that of staff. */
  urgent: boolean;
  /** Of one part, as the channel has it: '0.8000'. */
  price: string;
  parts: number;
};

/** charge null: it does not fit into the day any more, the clinic's or the contact's. */
export type Admission = { charge: Charge | null; untold: Untold | null; currency: string };

export type Spending = {
  /** Sees to it that what is known of the clinic's day is not older than a second: before a message goes on the wire. */
  refresh(organizationId: OrganizationId): Promise<void>;
  /** Whether there is nothing to refresh. */
  isFresh(organizationId: OrganizationId): boolean;
  /** Counts the expense, where it fits. */
  admit(expense: Expense): Admission;
  /** It was not spent after all: the provider has not taken the message. */
  giveBack(charge: Charge): void;
  /** Staff could not be told: to be said again. */
  stillUntold(untold: Untold): void;
  /** Writes what has been spent and is not written yet. */
  flush(): Promise<void>;
  /** Writes nothing more of its own accord. */
  stop(): void;
};

/** How long a clinic's sum is believed, and how long what was spent waits to be written, in milliseconds. */
const EVERY_MS = 1_000;

type Account = Today & {
  /** The day, in epoch milliseconds: [begins, ends). */
  begins: number;
  ends: number;
  readAt: number;
  told: Set<BudgetStep>;
  /** The parts that each contact was answered with. */
  answered: Map<ContactId, number>;
};

/**
 * What clinics spend on messages, held against their budgets. Each process counts in memory and about once a second writes
 * what it has added and reads the sum of all in one statement: a row that every message of every process updated would have all
 * senders wait in line for it. So processes may together spend a second's worth too much, and one that is killed forgets a
 * second's worth. What a contact was answered with is in no row: each process counts its own, and one that starts begins anew.
 *
 * @param elapsed milliseconds of a clock that never steps back
 */
export function createSpending(
  core: Pick<Core, 'db' | 'clock' | 'log'>,
  elapsed: () => number = () => performance.now(),
): Spending {
  const accounts = new Map<OrganizationId, Account>();
  const tally = createTally(core, open);

  function open(today: Today): void {
    const { organizationId, zone, day } = today;
    const known = accounts.get(organizationId);
    const before = known?.day.equals(day) ? known : null;
    accounts.set(organizationId, {
      ...today,
      begins: day.toZonedDateTime(zone).epochMilliseconds,
      ends: day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
      readAt: elapsed(),
      told: before?.told ?? new Set(),
      answered: before?.answered ?? new Map(),
    });
  }

  function isFresh(organizationId: OrganizationId): boolean {
    const account = accounts.get(organizationId);
    const recent = account !== undefined && elapsed() - account.readAt < EVERY_MS;
    return recent && isToday(account, core.clock.now());
  }

  async function refresh(organizationId: OrganizationId): Promise<void> {
    if (!isFresh(organizationId)) await tally.exchange(organizationId);
  }

  function admit({ organizationId, contactSince, answers, urgent, price, parts }: Expense): Admission {
    const account = accounts.get(organizationId);
    if (account === undefined) throw new Error('the clinic’s day is to be read before something is spent');
    const { day, budget, told, currency } = account;
    const cost = inParts(price) * parts;
    const own = shareOf(contactSince, account);
    const spent = () => plus(account.spent, tally.unwrittenOf(account));
    const tooMany = answers !== null && cost > 0 && answeredWith(account, answers) + parts > PARTS_A_DAY;
    const hasRoom = fits(spent(), budget, own, cost);
    const share = urgent && !hasRoom ? 'staff' : own;
    const admitted = !tooMany && fits(spent(), budget, share, cost);
    const charge = admitted ? { organizationId, day, share, cost, answers, parts } : null;
    if (charge !== null) count(charge, 1);
    const reached = stepsReached(spent(), budget);
    // What is left may be too little for one message; of a contact's own share that says nothing.
    if (!hasRoom && !tooMany && own !== 'staff') reached.push(own === 'newcomers' ? 'newcomers' : 'spent');
    const steps = [...new Set(reached)].filter((step) => !told.has(step));
    for (const step of steps) told.add(step);
    return { charge, untold: steps.length > 0 ? { organizationId, day, steps } : null, currency };
  }

  function stillUntold({ organizationId, day, steps }: Untold): void {
    const account = accounts.get(organizationId);
    if (account?.day.equals(day)) for (const step of steps) account.told.delete(step);
  }

  function count(charge: Charge, sign: 1 | -1): void {
    const { organizationId, day, cost, answers, parts } = charge;
    tally.add({ ...charge, cost: sign * cost });
    const account = accounts.get(organizationId);
    if (answers === null || cost === 0 || !account?.day.equals(day)) return;
    account.answered.set(answers, answeredWith(account, answers) + sign * parts);
  }

  const giveBack = (charge: Charge) => count(charge, -1);
  return { refresh, isFresh, admit, giveBack, stillUntold, flush: tally.flush, stop: tally.stop };
}

/** What was counted and is not written yet, and its way into the database. */
function createTally(core: Pick<Core, 'db' | 'clock' | 'log'>, read: (today: Today) => void) {
  const asked = new Set<OrganizationId>();
  let unwritten = new Map<string, Day>();
  let beingWritten = new Map<string, Day>();
  let running: Promise<void> = Promise.resolve();
  let queued: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  /** One at a time, so that no older sum overwrites a newer one; all who ask meanwhile share the next. */
  function exchange(organizationId?: OrganizationId): Promise<void> {
    if (organizationId) asked.add(organizationId);
    queued ??= running
      .catch(() => undefined)
      .then(() => {
        queued = null;
        running = exchangeNow();
        return running;
      });
    return queued;
  }

  async function exchangeNow(): Promise<void> {
    const days = [...unwritten.values()];
    const ids = new Set([...asked, ...days.map((day) => day.organizationId)]);
    asked.clear();
    beingWritten = unwritten;
    unwritten = new Map();
    clearTimeout(timer); // it would find nothing to write
    timer = undefined;
    try {
      for (const today of await addAndRead(core, days, [...ids])) read(today);
    } catch (error) {
      // It may have been written all the same, and then is counted twice: the safe side.
      for (const day of days) put(day);
      throw error;
    } finally {
      beingWritten = new Map();
    }
  }

  function put({ organizationId, day, spent }: Day): void {
    const key = keyOf({ organizationId, day });
    unwritten.set(key, { organizationId, day, spent: plus(unwritten.get(key)?.spent ?? nothing, spent) });
    if (stopped) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      exchange().catch((error) => core.log.error('spending_not_written', {}, error));
    }, EVERY_MS).unref();
  }

  return {
    exchange,
    add: ({ organizationId, day, share, cost }: Charge) =>
      put({ organizationId, day, spent: { ...nothing, [share]: cost } }),
    unwrittenOf(day: Pick<Day, 'organizationId' | 'day'>): Spent {
      const key = keyOf(day);
      return plus(beingWritten.get(key)?.spent ?? nothing, unwritten.get(key)?.spent ?? nothing);
    },
    flush: () => (unwritten.size > 0 ? exchange() : running.catch(() => undefined)),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function keyOf({ organizationId, day }: Pick<Day, 'organizationId' | 'day'>): string {
  return `${organizationId}/${day}`;
}

function isToday({ begins, ends }: Account, now: Temporal.Instant): boolean {
  return begins <= now.epochMilliseconds && now.epochMilliseconds < ends;
}

function answeredWith({ answered }: Account, contactId: ContactId): number {
  return answered.get(contactId) ?? 0;
}

function shareOf(contactSince: Temporal.Instant | null, { begins }: Account): Share {
  if (contactSince === null) return 'staff';
  return contactSince.epochMilliseconds >= begins ? 'newcomers' : 'others';
}
