import type { Problem } from '../report.ts';
import { parseRow } from './check.ts';
import { COMMAND_KINDS, COMMAND_SCHEMAS, type CommandKind, type MergeRow, type PassageRow, type RetractionRow } from './commands.ts';
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
export type BatchRows = { readonly [Kind in BatchKind]?: readonly unknown[] };

type RowByKind = {
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
    | { readonly row: RowByKind[Kind] }
    | { readonly problems: readonly Problem[] }
  );
}[BatchKind];

/** A row that matches its schema. */
export type ValidRow = Extract<CheckedRow, { row: unknown }>;

const SCHEMAS = { ...ROW_SCHEMAS, ...COMMAND_SCHEMAS };
const KINDS: readonly BatchKind[] = [...ROW_KINDS, ...COMMAND_KINDS];

/** Checks every row against its schema. Returns them in the order in which they are written. */
export function checkRows(rows: BatchRows): CheckedRow[] {
  return KINDS.flatMap((kind) =>
    (rows[kind] ?? []).map((row, index) => ({ kind, index, ...parseRow<unknown>(SCHEMAS[kind], row) }) as CheckedRow),
  );
}

export function isValid(row: CheckedRow): row is ValidRow {
  return 'row' in row;
}
