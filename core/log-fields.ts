/**
 * All that a line of the log may say, and in which form. The type keeps honest code honest; the forms are checked again when a
 * line is written, as a name put into `reason` by mistake would be a name in the log. No form lets seven digits in a row
 * through, whatever stands between them: a telephone number has more, a provider's code has fewer.
 */
type Form<Value extends string | number | boolean> = (value: unknown) => value is Value;

const dropped = '[dropped]';

const id: Form<string> = (value): value is string =>
  typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value);

/** Our own words for things, lower case; and the system's and Postgres' for errors: ECONNREFUSED, ERR_INVALID_URL, 40P01. */
const code: Form<string> = (value): value is string =>
  typeof value === 'string' &&
  (/^[a-z0-9_.:-]{1,64}$/.test(value) ||
    /^(E[A-Z0-9]{2,31}|ERR(_[A-Z0-9]+){1,8}|[0-9A-Z]{2}[0-9P]\d{2})$/.test(value)) &&
  !holdsNumber(value);

const number: Form<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e7;

const codeOrNumber: Form<string | number> = (value): value is string | number => code(value) || number(value);

const flag: Form<boolean> = (value): value is boolean => typeof value === 'boolean';

/** The name of a setting, never its value. */
const setting: Form<string> = (value): value is string =>
  typeof value === 'string' && /^[A-Z][A-Z_]{1,63}$/.test(value);

const host: Form<string> = (value): value is string =>
  typeof value === 'string' &&
  /^[a-z0-9.-]{1,100}(:\d{1,5})?$/.test(value) &&
  !value.split('.').some(holdsNumber);

/** As routes are written: a parameter by its name (`/sms/:secret`), never by what it was. */
const route: Form<string> = (value): value is string =>
  typeof value === 'string' && /^(\/(:?[a-z][a-z0-9_.-]{0,23})?){1,12}$/.test(value) && !holdsNumber(value);

/** Origin and path: a query may hold anything. */
const url: Form<string> = (value): value is string => {
  const [, origin, path = '/'] =
    (typeof value === 'string' && /^https?:\/\/([^/]+)(\/.*)?$/.exec(value)) || [];
  return host(origin) && route(path);
};

const forms = {
  organizationId: id,
  branchId: id,
  serviceId: id,
  practitionerId: id,
  channelId: id,
  contactId: id,
  patientId: id,
  conversationId: id,
  messageId: id,
  outboxId: id,
  appointmentId: id,
  noticeId: id,
  memberId: id,
  correlationId: id,
  provider: code,
  kind: code,
  code,
  providerCode: codeOrNumber,
  constraint: code,
  state: code,
  reason: code,
  status: codeOrNumber,
  role: code,
  mode: code,
  language: code,
  flow: code,
  count: number,
  tries: number,
  ms: number,
  port: number,
  revision: number,
  segments: number,
  inDoubt: flag,
  setting,
  host,
  route,
  url,
} as const;

type FieldName = keyof typeof forms;
type Allowed<F> = F extends Form<infer Value> ? Value : never;

/** What a line may say beside its event. Null is said as null; undefined is not said. */
export type LogFields = { readonly [Name in FieldName]?: Allowed<(typeof forms)[Name]> | null | undefined };

export type CheckedFields = Partial<Record<FieldName | 'dropped', string | number | boolean | null>>;

/** What fits, as it is; what does not, as '[dropped]'. Fields that nobody listed are only counted: their names may say too much. */
export function checkFields(fields: LogFields): CheckedFields {
  const checked: CheckedFields = {};
  let unlisted = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!isFieldName(name)) unlisted += 1;
    else checked[name] = value === null || forms[name](value) ? value : dropped;
  }
  return unlisted === 0 ? checked : { ...checked, dropped: unlisted };
}

/** The value where it is a code of ours, the system's or Postgres'. */
export function checkCode(value: unknown): string {
  return code(value) ? value : dropped;
}

export function holdsNumber(text: string): boolean {
  return /(\d[\s_.:()+/-]*){7}/.test(text);
}

function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(forms, name);
}
