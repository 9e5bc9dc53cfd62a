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

/** What a batch may hold: rows to be written, and commands. */
export type BatchKind = RowKind | CommandKind;

/** Rows of unknown shape, by kind. */
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

/** A row whose shape is right, or what is wrong with it. */
export type CheckedRow = {
  [Kind in BatchKind]: { readonly kind: Kind; readonly index: number } & (
    | { readonly row: RowOf[Kind] }
    | { readonly problems: readonly Problem[] }
  );
}[BatchKind];

/** One whose shape is right. */
export type GoodRow = Extract<CheckedRow, { row: unknown }>;

const SCHEMAS = { ...ROW_SCHEMAS, ...COMMAND_SCHEMAS };
const KINDS: readonly BatchKind[] = [...ROW_KINDS, ...COMMAND_KINDS];

/** Checks the shape of every row and lists them in the order in which they are written. */
export function checkRows(rows: Rows): CheckedRow[] {
  return KINDS.flatMap((kind) =>
    (rows[kind] ?? []).map((row, index) => ({ kind, index, ...checkShape<unknown>(SCHEMAS[kind], row) }) as CheckedRow),
  );
}

export function isGood(row: CheckedRow): row is GoodRow {
  return 'row' in row;
}
