import process from 'node:process';
import { pino } from 'pino';
import { describeError } from './log-error.ts';
import { checkCode, checkFields, type LogFields } from './log-fields.ts';
import { prettyLine } from './log-pretty.ts';

export type { LogFields } from './log-fields.ts';

/**
 * What happens, for who runs Miadi. An event is a code (`message_sent`), its fields are ids, codes and counts: nothing that a
 * patient or a provider has said can be put in, and what is slipped in all the same prints as '[dropped]'.
 */
export type Log = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Of the cause: its name, code, constraint and where it came from; never its message. */
  error(event: string, fields?: LogFields, cause?: unknown): void;
  /** A log whose every line has these fields too. */
  child(fields: LogFields): Log;
};

export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

/**
 * @property write takes each line, with its line break; standard output when not given
 * @property pretty lines for people instead of JSON
 */
export type LogOptions = { write?: (line: string) => void; level?: LogLevel; pretty?: boolean };

let lines = '';
process.on('exit', writeNow);

/** Lines of one round of events go out together: under load a write for each would take longer than the line itself. */
function writeSoon(line: string): void {
  if (lines === '') setImmediate(writeNow);
  lines += line;
}

function writeNow(): void {
  const text = lines;
  lines = '';
  if (text !== '') process.stdout.write(text);
}

export function createLog(options: LogOptions = {}): Log {
  const { level = 'info', pretty = false } = options;
  const write = options.write ?? writeSoon;
  const sink = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: pretty ? (line) => write(prettyLine(line)) : write },
  );
  return logTo(sink, {}, options.write === undefined ? writeNow : () => undefined);
}

/** @param atOnce writes what waits to be: what went wrong may be the last that is heard of the process */
function logTo(
  sink: Pick<pino.Logger, 'info' | 'warn' | 'error'>,
  bound: LogFields,
  atOnce: () => void,
): Log {
  const line = (event: string, fields: LogFields) => ({
    event: checkCode(event),
    ...checkFields({ ...bound, ...fields }),
  });
  return {
    info: (event, fields = {}) => sink.info(line(event, fields)),
    warn(event, fields = {}) {
      sink.warn(line(event, fields));
      atOnce();
    },
    error(event, fields = {}, cause) {
      sink.error(
        cause === undefined ? line(event, fields) : { ...line(event, fields), error: describeError(cause) },
      );
      atOnce();
    },
    child: (fields) => logTo(sink, { ...bound, ...fields }, atOnce),
  };
}

/** For tests: a log that keeps its lines. */
export function captureLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: createLog({ write: (line) => void lines.push(line) }), lines };
}
