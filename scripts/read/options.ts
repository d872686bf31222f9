import { parseArgs } from 'node:util';
import { systemClock } from '../../core/clock.ts';

/** now null: the clock, line by line. */
export type ReadTime = { now: Temporal.Instant | null; zone: string };

export type ReadOptions =
  | { ok: true; time: ReadTime }
  | { ok: false; reason: 'help' }
  | { ok: false; reason: 'wrong'; problem: string };

export const usage = `Reads messages, one a line, and prints what each means, one JSON object a line.

  npm run --silent read -- [options]

  --now 2026-10-07T20:18:00+03:00   when they are read; the clock when not given
  --zone Africa/Nairobi             the clinic's time zone
  --help                            this`;

export function readOptions(args: readonly string[]): ReadOptions {
  const written = parse(args);
  if (typeof written === 'string') return wrong(written);
  if (written.help) return { ok: false, reason: 'help' };
  const { zone } = written;
  if (!isZone(zone)) return wrong(`--zone is a time zone such as Africa/Nairobi: not "${zone}"`);
  if (written.now === undefined) return { ok: true, time: { now: null, zone } };
  const now = instantOf(written.now);
  if (!now)
    return wrong(`--now is a time with its offset, such as 2026-10-07T20:18:00+03:00: not "${written.now}"`);
  return { ok: true, time: { now, zone } };
}

/** Local minutes in the clinic, "2026-10-07T20:18". */
export function localTime({ now, zone }: ReadTime): string {
  const instant = now ?? systemClock.now();
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        now: { type: 'string' },
        zone: { type: 'string', default: 'Africa/Nairobi' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

function instantOf(written: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(written);
  } catch {
    return null;
  }
}

function wrong(problem: string): ReadOptions {
  return { ok: false, reason: 'wrong', problem };
}
