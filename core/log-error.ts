import { fileURLToPath } from 'node:url';
import { checkCode, holdsNumber } from './log-fields.ts';

/** What the log says of an error: where it came from and of what kind it is, never its own words. */
export type LoggedError = {
  name: string;
  code?: string;
  constraint?: string;
  /** `bookAppointment (core/booking/book.ts:57)`, innermost first. */
  stack: string[];
  cause?: LoggedError;
};

const mostFrames = 12;
const mostCauses = 3;
const ourFolder = fileURLToPath(new URL('..', import.meta.url));

/**
 * An error without its message, and without Postgres' detail: both quote what they are about ("Key (address)=(+254…) already
 * exists"), and so do providers' texts.
 */
export function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error))
    return { name: `thrown_${error === null ? 'null' : typeof error}`, stack: [] };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    name: /^[A-Za-z$]{1,64}$/.test(error.name) ? error.name : 'Error',
    ...(code === undefined ? {} : { code: checkCode(typeof code === 'number' ? String(code) : code) }),
    ...(constraint === undefined ? {} : { constraint: checkCode(constraint) }),
    stack: framesOf(error),
    ...(error.cause === undefined || depth === mostCauses
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** The message stands before the frames and may have lines that look like one: it is cut off where it is found. */
function framesOf({ stack, message }: Error): string[] {
  if (typeof stack !== 'string') return [];
  const place = message === '' ? -1 : stack.indexOf(message);
  const frames = place < 0 ? stack : stack.slice(place + message.length);
  return frames
    .split('\n')
    .flatMap((line) => frameOf(line) ?? [])
    .slice(0, mostFrames);
}

/** `    at async bookAppointment (file:///…/core/booking/book.ts:57:10)`; anything else is no frame. */
function frameOf(line: string): string | undefined {
  const [, named, file, place] = /^ {4}at (?:(.{1,100}) \()?([^()\s]+?):(\d+):\d+\)?$/.exec(line) ?? [];
  if (file === undefined) return undefined;
  const shown = shortPath(file);
  const where = shown === undefined ? '(elsewhere)' : `(${shown}:${place})`;
  const name =
    named !== undefined && /^[\w$.<># [\]]+$/.test(named) && !holdsNumber(named) ? named : '<anonymous>';
  return `${name} ${where}`;
}

/** Paths from our own folder on: the ones above it belong to the machine. */
function shortPath(file: string): string | undefined {
  const path = file.startsWith('file://') ? fileURLToPath(file) : file;
  const short = path.startsWith(ourFolder) ? path.slice(ourFolder.length) : path;
  return /^(node:)?(?!\/)[\w@./+-]+$/.test(short) && !holdsNumber(short.replace(/\d+\.\d+\.\d+/g, ''))
    ? short
    : undefined;
}
