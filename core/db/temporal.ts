/**
 * Temporal on both ways between us and Postgres. Reading is by parsers (`parserFor`), writing by pg's documented hook: a
 * parameter with a method `toPostgres` is sent as what that returns. Temporal's own types are taught the method, because
 * wrapping every parameter by hand would be forgotten somewhere, and a forgotten one arrives as quoted JSON.
 */
export type Range = { start: Temporal.Instant; end: Temporal.Instant };

/** May be called any number of times. */
export function teachTemporalToPostgres(): void {
  // Postgres keeps microseconds and rounds: cut instead, so that no instant is stored later than it was
  teach(
    Temporal.Instant.prototype,
    lastOne((instant) => instant.toString({ smallestUnit: 'microsecond' })),
  );
  teach(Temporal.PlainDate.prototype, (date) => date.toString({ calendarName: 'never' }));
  teach(Temporal.PlainTime.prototype, (time) => time.toString({ smallestUnit: 'microsecond' }));
}

function teach<T extends object>(prototype: T, write: (value: T) => string): void {
  Object.defineProperty(prototype, 'toPostgres', {
    value(this: T) {
      return write(this);
    },
    enumerable: false,
    configurable: true,
  });
}

/** A statement has the same "now" in many places. */
function lastOne<T extends object>(write: (value: T) => string): (value: T) => string {
  let last: T | undefined;
  let text = '';
  return (value) => {
    if (value !== last) [last, text] = [value, write(value)];
    return text;
  };
}

type Parse = (text: string) => unknown;

/** By the type's number in Postgres (pg_type.oid), which never changes for built-in types. */
const parsers: Readonly<Record<number, Parse>> = {
  20: parseInt8,
  1082: (text) => Temporal.PlainDate.from(text),
  1083: (text) => Temporal.PlainTime.from(text),
  1114: (text) => Temporal.PlainDateTime.from(text),
  1184: (text) => Temporal.Instant.from(text),
  1700: (text) => text, // numeric: money is not for floating point
  3910: parseRange,
};

const elements: Readonly<Record<number, number>> = {
  1016: 20,
  1182: 1082,
  1183: 1083,
  1115: 1114,
  1185: 1184,
};
const textArray = 1009;

/**
 * The parser of a column's type; undefined leaves it to pg.
 *
 * @param arrayParser pg's own parser of an array of texts
 */
export function parserFor(
  oid: number,
  arrayParser: (oid: number) => (text: string) => (string | null)[],
): Parse | undefined {
  const element = elements[oid];
  const parse = parsers[element ?? oid];
  if (element === undefined || parse === undefined) return parse;
  const split = arrayParser(textArray);
  return (text) => split(text).map((entry) => (entry === null ? null : parse(entry)));
}

/** A count or a sequence's number fits; one that does not must not be rounded in silence. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`the number ${text} from Postgres is too large to be exact`);
  return value;
}

/** `["2026-10-08 09:00:00+00","2026-10-08 09:30:00+00")`: we only ever store spans with a start, an end, and this form. */
function parseRange(text: string): Range {
  const [, start, end] = /^\["?([^",]+)"?,"?([^",]+)"?\)$/.exec(text) ?? [];
  if (start === undefined || end === undefined) {
    throw new RangeError(`a span of time from Postgres is not of the form [start, end): ${text}`);
  }
  return { start: Temporal.Instant.from(start), end: Temporal.Instant.from(end) };
}
