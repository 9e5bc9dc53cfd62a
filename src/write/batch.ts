import { checkShape } from './check.ts';
import { COMMAND_KINDS, COMMAND_SCHEMAS, type CommandKind, type MergeRow, type PassageRow, type RetractionRow } from './commands.ts';
import type { Problem } from './report.ts';
import {
  type ActorRow,
  type EventRow,
  type PlaceRow,
  type RelationshipRow,
  ROW_KINDS,
  ROW_SCHEMAS,
  type RowKind,
  type SourceRow,
} from './rows.ts';

/** The kinds of row in a batch: rows to be written, and commands. */
export type BatchKind = RowKind | CommandKind;

/** Unchecked rows, by kind. */
export type Rows = { readonly [Kind in BatchKind]?: readonly unknown[] };

type RowOf = {
  sources: SourceRow;
  places: PlaceRow;
  actors: ActorRow;
  events: EventRow;
  relationships: RelationshipRow;
  passages: PassageRow;
  retractions: RetractionRow;
  restorations: RetractionRow;
  merges: MergeRow;
  unmerges: RetractionRow;
};

/** A row that matches its schema, or the problems of one that does not. */
export type CheckedRow = {
  [Kind in BatchKind]: { readonly kind: Kind; readonly index: number } & (
    | { readonly row: RowOf[Kind] }
    | { readonly problems: readonly Problem[] }
  );
}[BatchKind];

/** A row that matches its schema. */
export type GoodRow = Extract<CheckedRow, { row: unknown }>;

const SCHEMAS = { ...ROW_SCHEMAS, ...COMMAND_SCHEMAS };
const KINDS: readonly BatchKind[] = [...ROW_KINDS, ...COMMAND_KINDS];

/** Checks every row against its schema. Returns them in the order in which they are written. */
export function checkRows(rows: Rows): CheckedRow[] {
  return KINDS.flatMap((kind) =>
    (rows[kind] ?? []).map((row, index) => ({ kind, index, ...checkShape<unknown>(SCHEMAS[kind], row) }) as CheckedRow),
  );
}

export function isGood(row: CheckedRow): row is GoodRow {
  return 'row' in row;
}
