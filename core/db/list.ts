import { type RawBuilder, sql } from 'kysely';

/**
 * A list for `unnest` in a statement that runs often. Postgres keeps the plan of a prepared statement only where one made for these
 * very values looks no cheaper; a list that it can count does look so, and it plans anew with each call. Out of a subquery it
 * cannot count it (docs/decisions/0019-plans-are-kept.md).
 *
 * @param type of its elements, as Postgres names it
 */
export function list(values: readonly unknown[], type: ListType): RawBuilder<unknown> {
  return sql`(select ${sql.val(values)}::${sql.raw(type)}[])`;
}

type ListType =
  | 'uuid'
  | 'text'
  | 'int'
  | 'bigint'
  | 'numeric'
  | 'bytea'
  | 'timestamptz'
  | 'boolean'
  | 'jsonb'
  | 'float8';
