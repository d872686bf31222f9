import { DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../test/database.ts';
import { uuidIds } from './ids.ts';
import { captureLog, createLog, type LogFields } from './log.ts';
import { phi } from './phi.ts';

const number = '+254711000001';

function lineOf(fields: object): Record<string, unknown> {
  const { log, lines } = captureLog();
  log.info('message_sent', fields as LogFields);
  const { level, time, event, ...said } = JSON.parse(lines.join(''));
  expect({ level, event }).toEqual({ level: 'info', event: 'message_sent' });
  expect(() => Temporal.Instant.from(time)).not.toThrow();
  return said;
}

describe('what fits is said', () => {
  const id = uuidIds.next<string>();
  const rows: object[] = [
    { organizationId: id, contactId: id, outboxId: id, correlationId: id },
    { provider: 'twilio', kind: 'sms', code: 'bad_number', state: 'failed', reason: 'wrong-signature' },
    { code: '23505' },
    { code: 'ECONNREFUSED' },
    { code: 'ERR_INVALID_URL' },
    { providerCode: '130429', status: 'queued' },
    { providerCode: 21610, status: 403 },
    { providerCode: null },
    { count: 3, tries: 0, ms: 12.5, port: 65535 },
    { inDoubt: true },
    { setting: 'VAULT_KEY' },
    { host: '127.0.0.1:3000' },
    { host: 'api.africastalking.com' },
    { route: '/webhooks/africastalking/sms/:secret' },
    { url: 'https://clinic.example' },
    { url: 'http://localhost:3000/webhooks/twilio/sms' },
  ];
  test.each(rows)('%j', (fields) => expect(lineOf(fields)).toEqual(fields));

  test('undefined is not said', () => expect(lineOf({ code: undefined })).toEqual({}));
});

describe('what does not fit is dropped', () => {
  const rows: [string, unknown][] = [
    ['contactId', number],
    ['contactId', 'Wanjiku'],
    ['contactId', 254711000001],
    ['reason', number],
    ['reason', '254711000001'],
    ['reason', '0711.000.001'],
    ['reason', '254-711-000-001'],
    ['reason', '0711 000 001'],
    ['reason', 'Wanjiku Kamau'],
    ['reason', 'Key (address)=(x) already exists.'],
    ['reason', 'naitwa Wanjiku'],
    ['reason', 'ŵanjikũ'],
    ['reason', ''],
    ['reason', 'x'.repeat(65)],
    ['reason', 'two\nlines'],
    ['reason', { toString: () => 'fine' }],
    ['reason', ['fine']],
    ['reason', phi('fine')],
    ['code', 'WANJIKU'],
    ['status', 'Delivered to Wanjiku'],
    ['count', 254711000001],
    ['count', 711000001],
    ['count', Number.NaN],
    ['count', '3'],
    ['inDoubt', 'yes'],
    ['setting', 'TWILIO_AUTH_TOKEN=abc'],
    ['setting', 'abc'],
    ['host', '254711000001'],
    ['host', 'wanjiku@clinic.example'],
    ['route', '/webhooks/africastalking/sms/Zk3vQ81xY'],
    ['route', '/patients/254711000001'],
    ['url', 'https://clinic.example/webhooks?From=%2B254711000001'],
    ['url', 'https://clinic.example/webhooks#wanjiku'],
    ['url', 'https://wanjiku:secret@clinic.example'],
    ['url', 'https://clinic.example/254711000001'],
    ['url', 'postgres://miadi:secret@localhost/miadi'],
  ];
  test.each(rows)('%s %j', (name, value) => {
    expect(lineOf({ [name]: value })).toEqual({ [name]: '[dropped]' });
  });

  test('a field that nobody listed is counted, its name unsaid', () => {
    expect(lineOf({ Wanjiku: 1, [number]: 'x', toString: 'y', ms: 3 })).toEqual({ ms: 3, dropped: 3 });
  });

  test('an event that is no code', () => {
    const { log, lines } = captureLog();
    log.warn(`cannot send to ${number}`);
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'warn', event: '[dropped]' });
  });
});

describe('an error', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createEmptyDatabase({ max: 1 });
  });
  afterAll(() => database.drop());

  function logged(cause: unknown, pretty = false): string {
    const lines: string[] = [];
    createLog({ write: (line) => void lines.push(line), pretty }).error(
      'turn_failed',
      { provider: 'twilio' },
      cause,
    );
    return lines.join('');
  }

  async function uniqueViolation(): Promise<unknown> {
    await database.pool.query(
      'drop table if exists person; create table person (address text constraint person_once unique, name text)',
    );
    const insert = () => database.pool.query('insert into person values ($1, $2)', [number, 'Wanjiku']);
    try {
      await insert();
      await insert();
    } catch (error) {
      return error;
    }
  }

  test.each([false, true])(
    'of Postgres keeps the number in its detail to itself (pretty: %s)',
    async (pretty) => {
      const error = await uniqueViolation();
      if (!(error instanceof DatabaseError)) throw new Error('Postgres took the row twice');
      expect(error.detail).toContain(number);
      const line = logged(new Error(`could not keep ${number}`, { cause: error }), pretty);
      expect(line).not.toMatch(/254711|Wanjiku|already exists|could not keep/);
      expect(line).toContain('23505');
      expect(line).toContain('person_once');
      expect(line).toMatch(/uniqueViolation \(core\/log\.test\.ts:\d+\)/);
    },
  );

  test('is told by name, code and frames within our folder', () => {
    const error = Object.assign(new TypeError('Wanjiku is not a function'), { code: 'ERR_INVALID_ARG_TYPE' });
    const line = JSON.parse(logged(error));
    expect(line).toMatchObject({ level: 'error', event: 'turn_failed', provider: 'twilio' });
    expect(line.error).toMatchObject({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
    expect(line.error.stack[0]).toMatch(/\(core\/log\.test\.ts:\d+\)$/);
    expect(JSON.stringify(line)).not.toMatch(/Wanjiku|file:|"\//);
  });

  test('whose message imitates frames says nothing of it', () => {
    const message = 'x\n    at Wanjiku (core/names.ts:1:1)\n    at other (core/names.ts:2:1)';
    expect(logged(new Error(message))).not.toMatch(/Wanjiku|names\.ts/);
    const changed = new Error(message);
    changed.message = 'shorter';
    changed.stack = `Error: x\n    at 0711 000 001 (${number}:1:1)\n    at Wanjiku Kamau says hello`;
    expect(logged(changed)).not.toMatch(/0711|254711|Wanjiku/);
  });

  test('whose name, code or constraint holds a text keeps it to itself', () => {
    const error = Object.assign(new Error('x'), {
      name: 'Wanjiku Kamau',
      code: number,
      constraint: 'Wanjiku Kamau',
    });
    expect(JSON.parse(logged(error)).error).toMatchObject({
      name: 'Error',
      code: '[dropped]',
      constraint: '[dropped]',
    });
  });

  test('in a circle of causes comes to an end', () => {
    const error = new Error('first');
    error.cause = new Error('second', { cause: error });
    expect(JSON.parse(logged(error)).error.cause.cause.cause).not.toHaveProperty('cause');
  });

  test.each([
    ['text', 'thrown_string'],
    [null, 'thrown_null'],
    [{ name: 'Wanjiku' }, 'thrown_object'],
  ])('that is none (%j) is told by its type', (thrown, name) =>
    expect(JSON.parse(logged(thrown)).error).toEqual({ name, stack: [] }),
  );
});

describe('lines', () => {
  test("a child says its parent's fields with its own; a field given again is said once", () => {
    const { log, lines } = captureLog();
    log.child({ provider: 'twilio', tries: 1 }).child({ kind: 'sms' }).info('message_sent', { tries: 2 });
    const [line = ''] = lines;
    expect(JSON.parse(line)).toMatchObject({ provider: 'twilio', kind: 'sms', tries: 2 });
    expect(line.match(/tries/g)).toHaveLength(1);
  });

  test('below the level are not written', () => {
    const lines: string[] = [];
    const log = createLog({ write: (line) => void lines.push(line), level: 'warn' });
    log.info('started');
    log.warn('slow');
    expect(lines).toHaveLength(1);
  });

  test('for people are short', () => {
    const lines: string[] = [];
    const log = createLog({ write: (line) => void lines.push(line), pretty: true });
    log.warn('message_not_sent', { provider: 'twilio', code: 'throttled' });
    expect(lines.join('')).toMatch(/^\d\d:\d\d:\d\d ! message_not_sent provider=twilio code=throttled\n$/);
  });
});
