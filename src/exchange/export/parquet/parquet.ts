import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column } from '../../../model/text/column.ts';
import { placedEvents } from '../events.ts';
import type { ExportFormat } from '../format.ts';
import { type CitedPassage, passagesAbout } from '../passages.ts';
import type { Snapshot } from '../snapshot.ts';
import { EVENT_TABLE, EVIDENCE_TABLE, NODE_TABLE, RELATIONSHIP_TABLE } from './tables.ts';

/** Apache Parquet (https://parquet.apache.org), for DuckDB, pandas, Spark and R: typed columns, compressed with Snappy. */
export const PARQUET: ExportFormat = {
  name: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  summary: 'four Parquet files, nodes, relationships, evidence and events, for DuckDB and pandas',
  lacks: ['denied', 'merged', 'documents'],
  files: [
    { name: 'nodes', write: (snapshot) => write(NODE_TABLE, snapshot.nodes()) },
    { name: 'relationships', write: (snapshot) => write(RELATIONSHIP_TABLE, snapshot.edges()) },
    { name: 'evidence', write: (snapshot) => write(EVIDENCE_TABLE, passages(snapshot)) },
    { name: 'events', write: (snapshot) => write(EVENT_TABLE, placedEvents(snapshot)) },
  ],
};

const TYPES = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  double: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
} as const;

/** One row group for each batch, so that only a batch is in memory. */
async function* write<T>(columns: readonly Column<T>[], batches: AsyncIterable<readonly T[]>): AsyncGenerator<Uint8Array, void> {
  const fields = columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL', ...TYPES[type] }) as const);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: fields.length }, ...fields],
    createdBy: 'Allegiance',
  });
  for await (const items of batches) {
    if (items.length === 0) continue;
    await writer.write({ columnData: columns.map(({ name, of }) => ({ name, data: items.map((item) => of(item) ?? undefined) })) });
    yield taken(bytes);
  }
  await writer.finish();
  yield taken(bytes);
}

/** The bytes that were written since the last call. The offset in the file goes on. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = new Uint8Array(bytes.buffer.slice(0, bytes.index));
  bytes.index = 0;
  return piece;
}

/** The passages about the relationships of the part, then those about events. */
async function* passages(snapshot: Snapshot): AsyncGenerator<CitedPassage[], void> {
  for await (const edges of snapshot.edges())
    yield passagesAbout(
      snapshot,
      edges.map(({ tie }) => tie.id),
    );
  for await (const events of placedEvents(snapshot))
    yield passagesAbout(
      snapshot,
      events.map(({ event }) => event.id),
    );
}
