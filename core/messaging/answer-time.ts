import type { Hours, HoursException } from '../booking/availability.ts';
import type { Core, Scope } from '../scope.ts';
import { type AnswerBy, nextAnswerBy } from './answer-by.ts';

/** When a person will have answered: the earliest of what the clinic's branches can promise. */
export async function readAnswerBy(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Pick<Scope, 'organizationId'>,
  minutes: number,
): Promise<AnswerBy> {
  const now = core.clock.now();
  const promises = (await readOpening(core, scope)).flatMap(
    ({ weekly, exceptions, zone }) => nextAnswerBy(weekly, exceptions, zone, now, minutes) ?? [],
  );
  const [first] = promises.toSorted((a, b) => Temporal.Instant.compare(a.answerBy, b.answerBy));
  const open = promises.some((promise) => promise.open);
  // A clinic that never opens has promised nothing: what its settings say is the best there is.
  return { answerBy: first?.answerBy ?? now.add({ minutes }), open };
}

type Opening = { zone: string; weekly: Record<number, Hours[]>; exceptions: HoursException[] };

async function readOpening(
  { db }: Pick<Core, 'db'>,
  { organizationId }: Pick<Scope, 'organizationId'>,
): Promise<Opening[]> {
  const branches = await db
    .selectFrom('branch')
    .select(['id', 'zone'])
    .where('organization_id', '=', organizationId)
    .where('active', '=', true)
    .execute();
  const spans = await db
    .selectFrom('weekly_hours')
    .select(['branch_id', 'weekday', 'opens', 'closes'])
    .where('organization_id', '=', organizationId)
    .where('practitioner_id', 'is', null)
    .execute();
  const holidays = await db
    .selectFrom('hours_exception')
    .select(['branch_id', 'first_day as firstDay', 'last_day as lastDay', 'opens', 'closes'])
    .where('organization_id', '=', organizationId)
    .where('kind', '=', 'holiday')
    .execute();
  return branches.map(({ id, zone }) => {
    const weekly: Record<number, Hours[]> = {};
    for (const { branch_id, weekday, opens, closes } of spans) {
      if (branch_id !== id) continue;
      weekly[weekday] ??= [];
      weekly[weekday].push({ opens, closes });
    }
    const exceptions = holidays
      .filter(({ branch_id }) => branch_id === null || branch_id === id)
      .map(({ firstDay, lastDay, opens, closes }): HoursException => {
        return { kind: 'holiday', firstDay, lastDay, hours: opens && closes && { opens, closes } };
      });
    return { zone, weekly, exceptions };
  });
}
