import { type RawBuilder, sql } from 'kysely';

type ColumnType = 'uuid' | 'text' | 'int' | 'numeric' | 'bytea' | 'timestamptz' | 'float8' | 'boolean';
type Columns<Item> = Readonly<
  Record<string, readonly [type: ColumnType, value: (item: Item, at: number) => unknown]>
>;

/**
 * Items as rows of a statement, to be named after `from`: a list for each column, so that the statement's text is the same
 * however many there are. Beside the columns that are given there is `place`, which counts from 1 (a bigint).
 *
 * The lists come out of subqueries. Postgres keeps the plan of a prepared statement only where one made for the very values looks
 * no cheaper; a list that it can count does look so, and it plans anew with each call (docs/decisions/0019-plans-are-kept.md).
 */
export function rowsOf<Item>(
  alias: string,
  items: readonly Item[],
  columns: Columns<Item>,
): RawBuilder<unknown> {
  const lists = Object.values(columns).map(
    ([type, value]) => sql`(select ${sql.val(items.map(value))}::${sql.raw(type)}[])`,
  );
  const names = [...Object.keys(columns), 'place'].map((name) => sql.id(name));
  return sql`unnest(${sql.join(lists)}) with ordinality as ${sql.id(alias)} (${sql.join(names)})`;
}
