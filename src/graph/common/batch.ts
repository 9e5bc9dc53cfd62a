import type { Row, Value } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';

// The answers of batch loaders: for each key, in order, what the rows of a statement say. The first column is the key.

/** What the one row of each key means; `missing` for a key without a row. */
export function rowPerKey<T, Missing>(
  keys: readonly string[],
  rows: readonly Row[],
  read: (row: Row) => T,
  missing: Missing,
): (T | Missing)[] {
  const found = new Map(rows.map((row) => [row[0] as string, read(row)]));
  return keys.map((key) => found.get(key) ?? missing);
}

/** The second column of each key's row, a number; 0 for a key without a row. */
export function countPerKey(keys: readonly string[], rows: readonly Row[]): number[] {
  return rowPerKey(keys, rows, ([, count]) => count as number, 0);
}

/** The items of each key's row, whose second column is a list. */
export function listPerKey<T>(keys: readonly string[], rows: readonly Row[], read: (item: Value) => T): T[][] {
  return rowPerKey(keys, rows, ([, list]) => (list as readonly Value[]).map(read), []);
}

/** What the rows of each key mean. */
export function rowsPerKey<T>(keys: readonly string[], rows: readonly Row[], read: (row: Row) => T): T[][] {
  const found = groupBy(rows, ([key]) => key as string);
  return keys.map((key) => (found.get(key) ?? []).map(read));
}

/** The record with each id, from the first column of some row; null where there is none. */
export function recordPerId<T extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[], read: (values: Value) => T) {
  const found = new Map(rows.map(([values]) => read(values!)).map((record) => [record.id, record]));
  return ids.map((id) => found.get(id) ?? null);
}
