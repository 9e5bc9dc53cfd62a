import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Engine } from '../../../../src/engine/engine.ts';
import type {
  ImportedRow,
  ImportFormat,
  ImportInput,
  ImportItem,
  ImportWarning,
  UnreadableLine,
} from '../../../../src/exchange/import/format.ts';
import { groupBy } from '../../../../src/model/group.ts';
import type { RowProblem, Verdict } from '../../../../src/write/report.ts';
import { write } from '../../../../src/write/write.ts';
import { NOW } from '../../seed/seeded.ts';
import { UCDP_TABLES } from '../../seed/ucdpTables.ts';

/** A UCDP table as an input, decompressed while it is read. */
export function ucdpInput(name: string): ImportInput {
  const file = new URL(`${name}.csv.gz`, UCDP_TABLES);
  // The extract of GED does not state its release.
  return { name: `${name}${name.startsWith('ged') ? '-v19.1' : ''}.csv.gz`, open: () => createReadStream(file).pipe(createGunzip()) };
}

/** An input with this text, or with these bytes. */
export function inputOf(content: string | Uint8Array, name = 'table.csv'): ImportInput {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    async *open() {
      yield bytes;
    },
  };
}

export interface ImportedItems {
  readonly rows: readonly ImportedRow[];
  readonly warnings: readonly ImportWarning[];
  readonly unreadable: readonly UnreadableLine[];
}

/** All items that a format reads, by kind of item. */
export async function importItems(format: ImportFormat, ...inputs: ImportInput[]): Promise<ImportedItems> {
  const all: ImportItem[] = [];
  for await (const item of format.read(inputs)) all.push(item);
  return {
    rows: all.filter((item) => 'kind' in item),
    warnings: all.filter((item): item is ImportWarning => !('kind' in item) && !('unreadable' in item)),
    unreadable: all.filter((item) => 'unreadable' in item),
  };
}

export interface ImportReport extends Record<Lowercase<Verdict>, number> {
  readonly problems: readonly RowProblem[];
}

/** Writes rows like an import: 2,000 in a revision, without the wrong ones. */
export async function writeRows(engine: Engine, rows: readonly ImportedRow[], key: string, batchSize = 2000): Promise<ImportReport> {
  const total = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const problems: RowProblem[] = [];
  for (let at = 0; at < rows.length; at += batchSize) {
    const batch = rows.slice(at, at + batchSize);
    const byKind = groupBy(batch, ({ kind }) => kind);
    const given = Object.fromEntries([...byKind].map(([kind, list]) => [kind, list.map(({ row }) => row)]));
    const report = await write(engine, given, {
      key: `${key} ${at}`,
      by: 'import',
      at: NOW,
      action: 'IMPORTED',
      summary: key,
      partial: true,
    });
    for (const { verdict } of report.rows) total[verdict.toLowerCase() as Lowercase<Verdict>]++;
    problems.push(...report.problems);
  }
  return { ...total, problems };
}
