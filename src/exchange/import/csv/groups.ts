import { dateOrNull } from '../../../model/date.ts';
import type { ImportedRow } from '../format.ts';
import type { RowMaker } from './compile.ts';
import type { Aggregate } from './mapping.ts';
import type { CellLookup } from './values.ts';

/** A row that a record makes, with the problems that are known already. */
export type MadeRow = ImportedRow & {
  readonly problems?: readonly { field: string; code: 'BAD_INPUT'; message: string }[];
  /** True for one of a series that says that there is no longer anything: it only ends the one before. */
  readonly isOnlyEnd?: boolean;
};

/**
 * The rows of a maker that joins records, until all records are read: one row a group (`groupBy`), and each row ended by the next
 * one of its series (`endsAtNext`). All of them are in memory.
 */
export class JoinedRows {
  private readonly groups = new Map<string, { row: MadeRow; series: string }>();
  private count = 0;

  constructor(private readonly maker: RowMaker) {}

  add(row: MadeRow, lookup: CellLookup): void {
    const { groupBy, endsAtNext } = this.maker;
    const keyOf = (columns: readonly string[]): string => JSON.stringify(columns.map((column) => lookup(column)));
    const key = groupBy ? keyOf(groupBy) : String(this.count++);
    const series = endsAtNext ? keyOf(endsAtNext) : '';
    const before = this.groups.get(key);
    this.groups.set(key, before ? { row: this.joined(before.row, row), series: before.series } : { row, series });
  }

  /** All rows, each group once, in the order in which their first records were read. */
  rows(): MadeRow[] {
    const rows = [...this.groups.values()];
    return this.maker.endsAtNext ? endedByNext(rows).filter(({ isOnlyEnd }) => !isOnlyEnd) : rows.map(({ row }) => row);
  }

  /** Lists are united, aggregated fields joined; of all others the first value stays. */
  private joined(before: MadeRow, added: MadeRow): MadeRow {
    const row: Record<string, unknown> = { ...before.row };
    for (const [name, value] of Object.entries(added.row)) {
      const aggregate = this.maker.aggregates.get(name);
      const current = row[name];
      if (current === undefined) row[name] = value;
      else if (aggregate) row[name] = AGGREGATED[aggregate](current, value);
      else if (Array.isArray(current) && Array.isArray(value)) row[name] = united(current, value);
    }
    return {
      ...before,
      row,
      ...(before.problems || added.problems ? { problems: [...(before.problems ?? []), ...(added.problems ?? [])] } : {}),
    };
  }
}

function united(current: readonly unknown[], added: readonly unknown[]): unknown[] {
  const known = new Set(current.map((one) => JSON.stringify(one)));
  return [...current, ...added.filter((one) => !known.has(JSON.stringify(one)))];
}

const day = (value: unknown, which: 'first' | 'last'): number =>
  (typeof value === 'string' ? dateOrNull(value)?.[which] : undefined) ?? Number.NaN;
const size = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

/** A value that cannot be compared, such as a text that is no date, wins, so that the check of the row rejects it. */
const smaller = (a: unknown, b: unknown, of: (value: unknown) => number): unknown => (Number.isNaN(of(a)) ? a : of(b) >= of(a) ? a : b);

const AGGREGATED: Readonly<Record<Aggregate, (a: unknown, b: unknown) => unknown>> = {
  earliest: (a, b) => smaller(a, b, (value) => day(value, 'first')),
  latest: (a, b) => smaller(a, b, (value) => -day(value, 'last')),
  least: (a, b) => smaller(a, b, size),
  greatest: (a, b) => smaller(a, b, (value) => -size(value)),
  sum: (a, b) => (typeof a === 'number' && typeof b === 'number' ? a + b : typeof a === 'number' ? b : a),
  count: (a, b) => Number(a) + Number(b),
  first: (a) => a,
  last: (_, b) => b,
};

/** A row that does not end before the next one of its series starts ends then. */
function endedByNext(rows: readonly { row: MadeRow; series: string }[]): MadeRow[] {
  const starts = new Map<string, { first: number; text: string }[]>();
  for (const { row, series } of rows) {
    const start = typeof row.row.start === 'string' ? dateOrNull(row.row.start) : null;
    if (start) starts.set(series, [...(starts.get(series) ?? []), { first: start.first, text: start.text }]);
  }
  return rows.map(({ row, series }) => {
    const { start, end } = row.row;
    const own = typeof start === 'string' ? dateOrNull(start) : null;
    if (!own) return row;
    const later = (starts.get(series) ?? []).filter(({ first }) => first > own.first);
    if (later.length === 0) return row;
    const next = later.reduce((least, one) => (one.first < least.first ? one : least));
    const given = typeof end === 'string' ? dateOrNull(end) : null;
    return given && given.last <= next.first ? row : { ...row, row: { ...row.row, end: next.text } };
  });
}
