import type { ExportFormat } from '../format.ts';
import { graphLines } from './graphLines.ts';
import type { RowLine } from './lines.ts';
import { partLines } from './partLines.ts';

/**
 * JSON Lines: each line is a row in the form that mutations take, `{"kind": "actors", "row": {…}}`, and refers only to rows
 * before it. Imported into an empty store, the file gives an equal graph: the same ids, names, recorded dates, evidence and
 * merges. History is not exported: authors, times of recording and revisions are those of the import.
 */
export const JSONL: ExportFormat = {
  name: 'jsonl',
  mediaType: 'application/x-ndjson',
  summary: 'JSON Lines of the whole graph, which can be imported again; with filters, events are left out',
  files: [{ name: 'graph', write: (snapshot) => inLines(snapshot.isWhole ? graphLines(snapshot) : partLines(snapshot)) }],
};

async function* inLines(batches: AsyncIterable<readonly RowLine[]>): AsyncGenerator<string, void> {
  for await (const rows of batches) if (rows.length > 0) yield `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}
