import type { Dayless, When } from '../reading.ts';
import type { Claim } from './claims.ts';
import type { Clock, Line, Part, WindowPiece } from './pieces.ts';
import { readingsOf } from './readings.ts';

/** The chosen claims as local times: in order, none of them past. */

type Stretch = { start: string; end: string };
type Answer =
  | { kind: 'moment' | 'day'; candidates: readonly string[]; dayless?: Dayless }
  | { kind: 'part' | 'range'; candidates: readonly Stretch[]; dayless?: Dayless };

const DAY = 24 * 60;
/** Between these an open hour of a range is looked for: people are awake. */
const [WAKING_FROM, WAKING_TO] = [6 * 60, 18 * 60] as const;
const MORNINGS = 7;

export function answer(line: Line, claims: readonly Claim[], words: string): When {
  if (claims.length > 0 && claims.every((claim) => claim.impossible)) return { kind: 'impossible', words };
  const answers = claims.flatMap((claim) => answerOf(line, claim) ?? []);
  const first = answers.find(({ candidates }) => candidates.length > 0);
  if (!first) return { kind: 'none' };
  const dayless = daylessOf(answers.filter(({ kind }) => kind === first.kind));
  if (first.kind === 'moment' || first.kind === 'day') {
    const all = answers.flatMap((one) => (one.kind === first.kind ? one.candidates : []));
    const candidates = [...new Set(all as readonly string[])].sort();
    if (first.kind === 'day') return { kind: first.kind, candidates, words };
    return { kind: first.kind, candidates, words, ...dayless };
  }
  const all = answers.flatMap((one) =>
    one.kind === first.kind ? (one.candidates as readonly Stretch[]) : [],
  );
  return { kind: first.kind, candidates: sorted(all), words, ...dayless };
}

/** Of "before 10 or after 3" each has its own hours. */
function daylessOf(answers: readonly Answer[]): { dayless?: Dayless } {
  if (!answers.every(({ dayless }) => dayless)) return {};
  return { dayless: answers.every(({ dayless }) => dayless === 'until') ? 'until' : 'timed' };
}

const sorted = (stretches: readonly Stretch[]) =>
  [...new Map(stretches.map((one) => [`${one.start}${one.end}`, one])).values()].sort((one, two) =>
    `${one.start}${one.end}` < `${two.start}${two.end}` ? -1 : 1,
  );

function answerOf(line: Line, claim: Claim): Answer | null {
  if (claim.instant) {
    const at = line.now.add({ minutes: claim.instant.minutes });
    return { kind: 'moment', candidates: [at.toString({ smallestUnit: 'minute' })] };
  }
  const days = daysOf(line, claim);
  if (!days && claim.span) return spanOf(line, claim);
  if (claim.time?.kind === 'clock') return moments(line, days, claim.time.clock, claim.part?.part ?? null);
  if (claim.time?.kind === 'window') return windows(line, days, claim.time, claim.part?.part ?? null);
  if (claim.part) return partsOf(line, days, claim);
  return days && { kind: 'day', candidates: days.map(String) };
}

/** The days of a claim that are not over; null where it names none. */
function daysOf(line: Line, { day, span }: Claim): readonly Temporal.PlainDate[] | null {
  if (!day) return null;
  const ahead = (days: readonly Temporal.PlainDate[]) =>
    days.filter((one) => Temporal.PlainDate.compare(one, line.today) >= 0);
  const first = span?.spans[0];
  if (!span || !first) return ahead(day.days);
  if (span.unit === 'month') {
    const date = first.from.with({ day: 1 });
    const dayOfMonth = day.dayOfMonth;
    return dayOfMonth && dayOfMonth <= date.daysInMonth ? ahead([date.with({ day: dayOfMonth })]) : [];
  }
  if (day.weekday === null) return ahead(day.days);
  const monday = first.from.subtract({ days: first.from.dayOfWeek - 1 });
  return ahead([monday.add({ days: day.weekday - 1 })]);
}

/** A week, a weekend, a month: the mornings of a week are too many, those of a weekend are two. */
function spanOf(line: Line, { span, part }: Claim): Answer {
  const spans = span?.spans ?? [];
  if (span?.unit === 'weekend' && part) {
    const days = spans.flatMap(({ from, to }) =>
      from.dayOfWeek === 7 ? [from] : [from, to.subtract({ days: 1 })],
    );
    return {
      kind: 'part',
      candidates: days.flatMap((day) => stretchOn(line, day, part.part.start, part.part.end)),
    };
  }
  return {
    kind: 'range',
    candidates: spans
      .filter(({ from, to }) => Temporal.PlainDate.compare(from, to) < 0)
      .map(({ from, to }) => ({ start: `${from}T00:00`, end: `${to}T00:00` })),
  };
}

function moments(
  line: Line,
  days: readonly Temporal.PlainDate[] | null,
  clock: Clock,
  part: Part | null,
): Answer {
  const readings = readingsOf(clock, clock.part ?? part);
  const now = line.now.hour * 60 + line.now.minute;
  const candidates = days
    ? days.flatMap((day) => {
        const past = day.equals(line.today) ? readings.filter((minutes) => minutes < now) : [];
        // "leo saa sita usiku" is the midnight that comes.
        const night = (clock.part ?? part)?.fits[1] ?? 0;
        const early = past.filter((minutes) => minutes + DAY < night);
        return [
          ...readings.filter((minutes) => !past.includes(minutes)).map((minutes) => local(day, minutes)),
          ...early.map((minutes) => local(day, minutes + DAY)),
        ];
      })
    : readings.map((minutes) => local(line.today, minutes < now ? minutes + DAY : minutes));
  return { kind: 'moment', candidates, ...(!days && { dayless: 'timed' }) };
}

function windows(
  line: Line,
  days: readonly Temporal.PlainDate[] | null,
  window: WindowPiece,
  part: Part | null,
): Answer {
  const { start, end } = edgesOf(window, part);
  const now = line.now.hour * 60 + line.now.minute;
  const isOver = window.to === null ? start < now : end <= now;
  const on = days ?? [isOver ? line.today.add({ days: 1 }) : line.today];
  const candidates = on.flatMap((day) => {
    const fromNow = window.from === null && day.equals(line.today);
    return stretchOn(line, day, fromNow ? now : start, end);
  });
  return { kind: 'range', candidates, ...(!days && { dayless: window.from === null ? 'until' : 'timed' }) };
}

/** Minutes of the day; an open hour is a waking one, and the end comes after the start. */
function edgesOf({ from, to }: WindowPiece, part: Part | null): { start: number; end: number } {
  const ends = to ? readingsOf(to, to.part ?? part) : [DAY];
  const starts = from ? startsOf(from, to?.part ?? part) : [0];
  const waking = (readings: readonly number[]) =>
    readings.find((minutes) => minutes >= WAKING_FROM && minutes < WAKING_TO) ?? readings[0] ?? 0;
  if (!from) return { start: 0, end: waking(ends) };
  if (ends.length === 1 && to) {
    const end = ends[0] ?? DAY;
    return { start: starts.findLast((minutes) => minutes < end) ?? waking(starts), end };
  }
  const start = waking(starts);
  return { start, end: ends.find((minutes) => minutes > start) ?? waking(ends) };
}

/** "3 hadi 5 asubuhi": the part is that of the end, and says only by which clock the start goes. */
function startsOf(from: Clock, ending: Part | null): readonly number[] {
  if (from.part || from.system !== 'bare' || !ending?.swahili) return readingsOf(from, from.part);
  const swahili = readingsOf({ ...from, system: 'swahili' }, null);
  return [...readingsOf(from, null), ...swahili].sort((one, two) => one - two);
}

function partsOf(line: Line, days: readonly Temporal.PlainDate[] | null, { part }: Claim): Answer | null {
  if (!part) return null;
  const { start, end } = part.part;
  const isOver = line.now.hour * 60 + line.now.minute >= end;
  const first = isOver ? line.today.add({ days: 1 }) : line.today;
  const coming = Array.from({ length: part.any ? MORNINGS : 1 }, (_, later) => first.add({ days: later }));
  const candidates = (days ?? coming).flatMap((day) => stretchOn(line, day, start, end));
  // "Mornings" are those of any day.
  return { kind: 'part', candidates, ...(!days && !part.any && { dayless: 'timed' }) };
}

/** From one minute of a day to another, where that is not over. */
function stretchOn(line: Line, day: Temporal.PlainDate, start: number, end: number): readonly Stretch[] {
  const to = end <= start ? end + DAY : end;
  const now = line.now.hour * 60 + line.now.minute;
  if (day.equals(line.today) && to <= now) return [];
  return [{ start: local(day, start), end: local(day, to) }];
}

function local(day: Temporal.PlainDate, minutes: number): string {
  const date = minutes >= DAY ? day.add({ days: Math.floor(minutes / DAY) }) : day;
  const rest = minutes % DAY;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date}T${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}
