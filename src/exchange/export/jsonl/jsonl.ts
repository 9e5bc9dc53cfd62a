import type { ExportFormat } from '../format.ts';
import type { ExportOptions } from '../options.ts';
import type { Snapshot } from '../snapshot.ts';
import { graphLines } from './graphLines.ts';
import { historyLines } from './historyLines.ts';
import { partLines } from './partLines.ts';

/**
 * JSON Lines: each line is a row in the form that mutations take, `{"kind": "actors", "row": {…}}`, and refers only to rows
 * before it. Imported into an empty store, the file gives an equal graph: the same ids, names, recorded dates, evidence and
 * merges. An import skips the history: authors, times of recording and revisions are then those of the import.
 */
export const JSONL: ExportFormat = {
  name: 'jsonl',
  mediaType: 'application/x-ndjson',
  summary: 'JSON Lines of the whole graph, which can be imported again; with filters, events are left out',
  lacks: [],
  files: [{ name: 'graph', write }],
};

async function* write(snapshot: Snapshot, { history }: ExportOptions): AsyncGenerator<string, void> {
  yield* inLines(snapshot.isWhole ? graphLines(snapshot) : partLines(snapshot));
  if (history) yield* inLines(historyLines(snapshot));
}

async function* inLines(batches: AsyncIterable<readonly object[]>): AsyncGenerator<string, void> {
  for await (const rows of batches) if (rows.length > 0) yield `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}
