import type { ExportFormat } from '../format.ts';
import { partRows } from './partRows.ts';
import type { RowLine } from './rows.ts';
import { wholeRows } from './wholeRows.ts';

/**
 * JSON Lines of our own, lossless but for who wrote what when: each line is a row as the one write path takes it,
 * `{"kind": "actors", "row": {…}}`, and names only rows before it. Imported into an empty store they give an equal graph:
 * the same ids, names, dates as given, evidence, merges. Entry times and revisions are those of the import.
 */
export const JSONL: ExportFormat = {
  name: 'jsonl',
  mediaType: 'application/x-ndjson',
  summary: 'JSON Lines of all that there is, to be imported again; of a part without events',
  files: [{ name: 'graph', write: (snapshot) => inLines(snapshot.isWhole ? wholeRows(snapshot) : partRows(snapshot)) }],
};

async function* inLines(batches: AsyncIterable<readonly RowLine[]>): AsyncGenerator<string, void> {
  for await (const rows of batches) if (rows.length > 0) yield `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}
