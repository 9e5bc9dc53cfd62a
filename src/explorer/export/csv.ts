import type { Cell } from '../../model/text/column.ts';
import { csvLine } from '../../model/text/csv.ts';
import type { ShownTie } from '../canvas/lines.ts';
import type { Scene } from '../canvas/scene.ts';
import type { GraphTie } from '../graph/graph.ts';

type Row = GraphTie & Pick<ShownTie, 'certainty'>;

const COLUMNS: Readonly<Record<string, (row: Row) => Cell>> = {
  from: ({ from }) => from.slug,
  from_name: ({ from }) => from.name,
  type: ({ type }) => type,
  to: ({ to }) => to.slug,
  to_name: ({ to }) => to.name,
  sign: ({ sign }) => sign,
  status: ({ status }) => status,
  confidence: ({ confidence }) => confidence,
  start: ({ validity }) => validity.start,
  end: ({ validity }) => validity.end,
  attested_from: ({ validity }) => validity.attestedFrom,
  attested_until: ({ validity }) => validity.attestedUntil,
  certainty: ({ certainty }) => certainty,
  passages: ({ passages }) => passages.totalCount,
  id: ({ id }) => id,
};

/** The visible ties as CSV, one per line; no cell is a formula. */
export function csvOf({ ties }: Scene): string {
  const rows = ties.map(({ tie, certainty }) => Object.values(COLUMNS).map((of) => of({ ...tie, certainty })));
  return [Object.keys(COLUMNS), ...rows].map((row) => csvLine(row, true)).join('');
}
