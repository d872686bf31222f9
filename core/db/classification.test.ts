import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Classification, classes, classification } from './classification.ts';

type Column = { column: string; type: string };

/** `patient.created_at`, `vault.patient.name`: as classification writes tables, with the column behind. */
const classified = new Map<string, Classification>(
  Object.entries(classification).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, classed]) => [`${table}.${column}`, classed] as const),
  ),
);

let database: TestDatabase;
let columns: Column[];

beforeAll(async () => {
  database = await createTestDatabase();
  const found = await database.pool.query<Column>(`
    select concat(case table_schema when 'public' then '' else table_schema || '.' end, table_name, '.', column_name) as column,
      udt_name as type
    from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema') and table_name not like 'kysely_migration%'
  `);
  columns = found.rows;
});
afterAll(() => database.drop());

/** As classification writes them, of one class. */
function columnsOf(classed: Classification): Column[] {
  return columns.filter(({ column }) => classified.get(column) === classed);
}

describe('the classification', () => {
  test('lists the columns of the database, all of them and no others', () => {
    expect([...classified.keys()].toSorted()).toEqual(columns.map(({ column }) => column).toSorted());
  });

  test('knows five classes, and each is in use', () => {
    expect(new Set(classified.values())).toEqual(new Set(classes));
  });

  test('has personal data and secrets only where they are encrypted or hashed', () => {
    expect([...columnsOf('phi'), ...columnsOf('secret')].filter(({ type }) => type !== 'bytea')).toEqual([]);
  });

  test('has no bytes that are neither: what is not readable is so for a reason', () => {
    const bytes = columns.filter(({ type }) => type === 'bytea').map(({ column }) => column);
    const guarded = [...columnsOf('phi'), ...columnsOf('secret')].map(({ column }) => column);
    expect(bytes.toSorted()).toEqual(guarded.toSorted());
  });

  test('has what is staff’s own in the schema staff alone, and nothing of patients there', () => {
    expect(columnsOf('staff').filter(({ column }) => !column.startsWith('staff.'))).toEqual([]);
    expect(columnsOf('phi').filter(({ column }) => column.startsWith('staff.'))).toEqual([]);
  });

  test('has secrets in the vault alone', () => {
    expect(columnsOf('secret').filter(({ column }) => !column.startsWith('vault.'))).toEqual([]);
  });
});
