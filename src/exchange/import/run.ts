import { groupBy } from '../../model/group.ts';
import type { WriteReport } from '../../write/report.ts';
import type { BatchRows } from '../../write/validate/validate.ts';
import { type Batch, BatchBuilder } from './batches.ts';
import type { ImportFormat, ImportInput, ImportItem } from './format.ts';
import type { RejectedFile } from './rejected.ts';
import { ImportResults, type ImportTotals, type ProblemGroup } from './results.ts';

/** What identifies and describes a batch. */
export interface BatchInfo {
  /** Idempotency key: a batch that was written under this key is not written again. */
  readonly key: string;
  readonly summary: string;
}

/** The target of an import: it writes the valid rows of a batch and returns a report of every row. */
export type Target = (rows: BatchRows, batch: BatchInfo) => Promise<WriteReport>;

export interface ImportOptions {
  /** Where rejected rows are written. */
  readonly rejected?: RejectedFile;
  /** Called after each batch with the number of rows so far. */
  readonly onProgress?: (rows: number) => void;
  /** When aborted, the current batch is finished and no other is started. */
  readonly signal?: AbortSignal;
  /** Called with the results so far when the import fails. */
  readonly onFailure?: (report: ImportReport) => void;
}

/** The results of an import. */
export interface ImportReport extends ImportTotals {
  readonly problems: readonly ProblemGroup[];
  /** What was imported as it is although it looks wrong. */
  readonly warnings: readonly ProblemGroup[];
  /** The latest revision of the store after the import; null where no row was sent to it. */
  readonly revision: number | null;
  /** True where it was stopped by `signal`. The next run imports the rest. */
  readonly interrupted: boolean;
}

/**
 * Imports files into any target. A batch is written while the next one is read. After an import that stopped early, the
 * next run of the same files imports the rest: batches that were written are not written again.
 * @throws errors of reading and writing; batches written before stay written
 */
export async function importInto(
  target: Target,
  format: ImportFormat,
  inputs: readonly ImportInput[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  const run = new ImportRun(format, inputs[0]?.name ?? '', options);
  try {
    await writeAll(run, target, inputs, options.signal);
  } catch (error) {
    options.onFailure?.(run.report());
    throw error;
  } finally {
    await options.rejected?.close();
  }
  return run.report();
}

async function writeAll(run: ImportRun, target: Target, inputs: readonly ImportInput[], signal: AbortSignal | undefined): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const batch of run.batches(inputs)) {
      await writing;
      if (signal?.aborted) return;
      writing = run.write(target, batch);
      // A failure is thrown by the await above or below; without this it would count as unhandled until then.
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
}

/** The state of one import: its results so far. */
class ImportRun {
  private readonly results = new ImportResults();
  private revision: number | null = null;

  constructor(
    private readonly format: ImportFormat,
    private readonly defaultFile: string,
    private readonly options: ImportOptions,
  ) {}

  /** The rows in batches. Warnings and unreadable lines are recorded. */
  async *batches(inputs: readonly ImportInput[]): AsyncGenerator<Batch> {
    const builder = new BatchBuilder(this.format);
    for await (const imported of this.format.read(inputs)) {
      const batch = 'row' in imported ? builder.add(imported) : this.recordItem(imported);
      if (batch) yield batch;
    }
    const last = builder.end();
    if (last) yield last;
  }

  async write(target: Target, batch: Batch): Promise<void> {
    const imported = groupBy(batch.rows, ({ kind }) => kind);
    const rows: BatchRows = Object.fromEntries([...imported].map(([kind, list]) => [kind, list.map(({ row }) => row)]));
    const summary = `Import of ${batch.rows.length} rows (${this.format.name}, ${this.defaultFile}, batch ${batch.number})`;
    const report = await target(rows, { key: batch.key, summary });
    this.revision = report.revision;
    for (const { verdict } of report.rows) this.results.count(verdict);
    for (const problems of groupBy(report.problems, ({ kind, row }) => `${kind} ${row}`).values()) {
      const { kind, row: index } = problems[0]!;
      const row = imported.get(kind)![index]!;
      const location = { file: row.file ?? this.defaultFile, line: row.line };
      for (const { code, field, message } of problems) this.results.problem(code, field, message, location);
      this.options.rejected?.row(row, location.file, location.line, problems);
    }
    await this.options.rejected?.flush();
    this.options.onProgress?.(this.results.rows);
  }

  report(): ImportReport {
    const { totals, problems, warnings } = this.results;
    return { ...totals, problems, warnings, revision: this.revision, interrupted: this.options.signal?.aborted ?? false };
  }

  private recordItem(imported: Exclude<ImportItem, { row: unknown }>): null {
    const location = { file: imported.file ?? this.defaultFile, line: imported.line };
    if ('unreadable' in imported) {
      this.results.count('REJECTED');
      this.results.problem(imported.unreadable, null, imported.message, location);
      this.options.rejected?.unreadable(imported, location.file, location.line);
    } else {
      this.results.warning(imported.warning, imported.message, location);
    }
    return null;
  }
}
