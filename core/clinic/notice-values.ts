import { type Read, readMinutes, readTimeSpan, writeMinutes, wrong } from './plain-values.ts';
import type { TimeSpan } from './settings.ts';

/** What the clinic's file says of notices: when, and by which templates. */

/** In place of a list of reminders. */
const none = 'none';
const [shortest, longest, most] = [30, 43_200, 8] as const;

/** '2 days, 1 day, 2 hours', in any order; 'none'. */
export function readReminders(text: string): Read<number[]> {
  if (text.toLowerCase() === none) return { ok: true, value: [] };
  const minutes: number[] = [];
  for (const part of text.split(',')) {
    const read = readMinutes(part.trim(), shortest, longest);
    if (!read.ok) return { ...read, mend: `${read.mend}; several like: 2 days, 1 day, 2 hours` };
    if (minutes.includes(read.value)) return wrong(`"${part.trim()}" stands here twice`, 'take one out');
    minutes.push(read.value);
  }
  if (minutes.length <= most) return { ok: true, value: minutes.toSorted((a, b) => b - a) };
  return wrong(`${minutes.length} reminders of one visit`, `keep ${most} at most`);
}

export function writeReminders(minutes: readonly number[]): string {
  return minutes.length === 0 ? none : minutes.map(writeMinutes).join(', ');
}

/** '08:00-20:00'. */
export function readWaking(text: string): Read<TimeSpan> {
  const read = readTimeSpan(text);
  return read.ok ? read : { ...read, mend: 'write hours of one day: 08:00-20:00' };
}

export function readContentSid(text: string): Read<string> {
  if (/^HX[0-9a-f]{32}$/.test(text)) return { ok: true, value: text };
  return wrong(
    `"${text}" is no content template of Twilio’s`,
    'copy its Content SID: HX and 32 digits and letters a to f',
  );
}
