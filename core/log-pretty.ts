import type { LoggedError } from './log-error.ts';

/** A line as pino wrote it. */
type Line = { level: string; time: string; event: string; error?: LoggedError } & Record<string, unknown>;

const shown: Record<string, string> = { info: ' ', warn: '!', error: '✗' };

/** `09:30:00 ! message_not_sent provider=twilio code=throttled`, and an error's frames below. For development. */
export function prettyLine(json: string): string {
  const { level, time, event, error, ...fields } = JSON.parse(json) as Line; // what pino has just written
  const said = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  const clock = time.slice(11, 19);
  const lines = [
    [clock, shown[level] ?? level, event, ...said].join(' '),
    ...(error ? errorLines(error) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function errorLines({ name, code, constraint, stack, cause }: LoggedError): string[] {
  const head = [name, code && `code=${code}`, constraint && `constraint=${constraint}`]
    .filter(Boolean)
    .join(' ');
  return [
    `           ${head}`,
    ...stack.map((frame) => `             at ${frame}`),
    ...(cause ? ['           caused by', ...errorLines(cause)] : []),
  ];
}
