import type { Cell, Column } from '../../../model/text/column.ts';
import { csvLine } from '../../../model/text/csv.ts';
import type { NamedEntity } from '../../../write/load/unitOfWork.ts';
import { EDGE_COLUMNS, edgeLabel, isSymmetric, NODE_COLUMNS } from '../columns.ts';
import type { ExportFormat } from '../format.ts';
import type { ExportOptions } from '../options.ts';
import type { Edge } from '../snapshot.ts';
import { edgesToRead, RELATIONSHIPS_TO_READ } from './toRead.ts';

/**
 * CSV files (RFC 4180, UTF-8): two with the columns that Gephi and similar programs expect, `Id,Label,…` and
 * `Source,Target,Type,…`, where Type is Directed or Undirected, and one for people, with names, sources and quotes.
 */
export const CSV: ExportFormat = {
  name: 'csv',
  mediaType: 'text/csv',
  summary: 'three CSV files, nodes and edges for Gephi, relationships with names and quotes for spreadsheets',
  lacks: ['events', 'denied', 'merged', 'documents'],
  files: [
    { name: 'nodes', write: (snapshot, options) => write(NODES, snapshot.nodes(), options) },
    { name: 'edges', write: (snapshot, options) => write(EDGES, snapshot.edges(), options) },
    { name: 'relationships', write: (snapshot, options) => write(RELATIONSHIPS_TO_READ, edgesToRead(snapshot), options) },
  ],
};

type CsvColumn<T> = Pick<Column<T>, 'name' | 'of'>;

const NODES: readonly CsvColumn<NamedEntity>[] = [
  { name: 'Id', of: (node) => node.id },
  { name: 'Label', of: (node) => node.name },
  ...NODE_COLUMNS,
];

const EDGES: readonly CsvColumn<Edge>[] = [
  { name: 'Source', of: ({ tie }) => tie.from },
  { name: 'Target', of: ({ tie }) => tie.to },
  { name: 'Type', of: (edge) => (isSymmetric(edge) ? 'Undirected' : 'Directed') },
  { name: 'Id', of: ({ tie }) => tie.id },
  { name: 'Label', of: edgeLabel },
  { name: 'Weight', of: ({ tie }) => tie.confidence },
  ...EDGE_COLUMNS,
];

async function* write<T>(
  columns: readonly CsvColumn<T>[],
  batches: AsyncIterable<readonly T[]>,
  { defuse, bom }: ExportOptions,
): AsyncGenerator<string, void> {
  const line = (cells: readonly Cell[]): string => csvLine(cells, defuse);
  yield (bom ? '\ufeff' : '') + line(columns.map(({ name }) => name));
  for await (const items of batches) yield items.map((item) => line(columns.map(({ of }) => of(item)))).join('');
}
