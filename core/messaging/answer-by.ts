import type { Hours, HoursException } from '../booking/availability.ts';
import { localDay, openStretches } from '../booking/opening-hours.ts';

/** Longer than any clinic closes. */
const furthestDays = 366;

export type AnswerBy = {
  answerBy: Temporal.Instant;
  /** Whether it is open now. */
  open: boolean;
};

/**
 * When somebody who answers within so many minutes of opening hours will have answered: minutes count while the branch is
 * open, so that ten minutes before closing, half an hour ends twenty minutes after the next opening. null: it opens on no
 * day of the coming year. Hours are read in the branch's zone; of the exceptions, those of the branch and of all.
 */
export function nextAnswerBy(
  hours: Partial<Record<number, readonly Hours[]>>,
  exceptions: readonly HoursException[],
  zone: string,
  now: Temporal.Instant,
  minutes: number,
): AnswerBy | null {
  const moment = now.epochMilliseconds;
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  let left = minutes * 60_000;
  let open = false;
  for (let days = 0; days <= furthestDays; days++) {
    const day = localDay(today.add({ days }), zone);
    for (const { from, to } of openStretches({ weekly: hours, exceptions }, day)) {
      if (to <= moment) continue;
      open ||= from <= moment;
      const begins = Math.max(from, moment);
      if (begins + left <= to) {
        return { answerBy: Temporal.Instant.fromEpochMilliseconds(begins + left), open };
      }
      left -= to - begins;
    }
  }
  return null;
}
