import { groupBy } from '../../model/group.ts';
import type { Verdict, WriteReport } from '../../write/report.ts';
import type { Problem } from '../../write/validate/problem.ts';
import { type BatchKind, type BatchRows, type CheckedRow, validateRows } from '../../write/validate/validate.ts';
import { type Batch, inBatches } from './batches.ts';
import type { ImportGraph } from './earlier.ts';
import type { ImportedRow, ImportFormat, ImportInput, ImportItem } from './format.ts';
import { type FileLocation, type ProblemGroup, ProblemGroups, valueAt } from './problems.ts';
import type { FindingsFile, RejectedFile } from './rejected.ts';

/** What identifies and describes a batch. */
export interface BatchInfo {
  /** Idempotency key: a batch that was written under this key is not written again. */
  readonly key: string;
  readonly summary: string;
}

/** The target of an import: it writes the valid rows of a batch and returns a report of every row. */
export interface Target {
  /** @param checked The same rows, as `validateRows` checks them. */
  (rows: BatchRows, batch: BatchInfo, checked: readonly CheckedRow[]): Promise<WriteReport>;
  /** Reads the graph; left out where nothing is written into it. */
  readonly graph?: ImportGraph;
}

export interface ImportOptions {
  /** Where rejected rows are written. */
  readonly rejected?: RejectedFile;
  /** Where all problems and warnings are written. */
  readonly findings?: FindingsFile;
  /** Called after each batch with the number of rows so far. */
  readonly onProgress?: (rows: number) => void;
  /** When aborted, the current batch is finished and no other is started. */
  readonly signal?: AbortSignal;
  /** Called with the results so far when the import fails. */
  readonly onFailure?: (report: ImportReport) => void;
}

/** The results of an import. */
export interface ImportReport extends Readonly<Record<Lowercase<Verdict>, number>> {
  /** Problems of rejected rows and unreadable lines. */
  readonly problems: readonly ProblemGroup[];
  /** What was imported as it is although it looks wrong. */
  readonly warnings: readonly ProblemGroup[];
  /** The latest revision of the store after the import; null where no row was sent to it. */
  readonly revision: number | null;
  /** True where it was stopped by `signal`. The next run imports the rest. */
  readonly interrupted: boolean;
}

/**
 * Imports files into any target. A batch is written while the next one is read and checked. After an import that stopped early, the
 * next run of the same files imports the rest: batches that were written are not written again.
 * @throws errors of reading and writing; batches written before stay written
 */
export async function importInto(
  target: Target,
  format: ImportFormat,
  inputs: readonly ImportInput[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  const run = new ImportRun(target, format, inputs, options);
  try {
    await run.writeAll();
  } catch (error) {
    options.onFailure?.(run.report());
    throw error;
  } finally {
    await options.rejected?.close();
    await options.findings?.close();
  }
  return run.report();
}

/** A batch with its rows by kind, as they are given to a target. */
interface CheckedBatch extends Batch {
  readonly byKind: ReadonlyMap<BatchKind, readonly ImportedRow[]>;
  readonly given: BatchRows;
  readonly checked: readonly CheckedRow[];
}

async function checkedBatch(batch: Batch): Promise<CheckedBatch> {
  const byKind = groupBy(batch.rows, ({ kind }) => kind);
  const given: BatchRows = Object.fromEntries([...byKind].map(([kind, list]) => [kind, list.map(({ row }) => row)]));
  return { ...batch, byKind, given, checked: await validateRows(given) };
}

/** One import and its results so far. */
class ImportRun {
  private readonly totals: Record<Lowercase<Verdict>, number> = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  private readonly problems;
  private readonly warnings;
  private revision: number | null = null;

  constructor(
    private readonly target: Target,
    private readonly format: ImportFormat,
    private readonly inputs: readonly ImportInput[],
    private readonly options: ImportOptions,
  ) {
    this.problems = new ProblemGroups(options.findings);
    this.warnings = new ProblemGroups(options.findings);
  }

  async writeAll(): Promise<void> {
    let writing: Promise<void> = Promise.resolve();
    try {
      for await (const batch of inBatches(this.format, this.rows())) {
        const checked = await checkedBatch(batch);
        await writing;
        if (this.options.signal?.aborted) return;
        writing = this.write(checked);
        // A failure is thrown by the await above or below; without this it would count as unhandled until then.
        writing.catch(() => undefined);
      }
    } finally {
      await writing;
    }
  }

  report(): ImportReport {
    return {
      ...this.totals,
      problems: this.problems.sorted(),
      warnings: this.warnings.sorted(),
      revision: this.revision,
      interrupted: this.options.signal?.aborted ?? false,
    };
  }

  /** The rows that are read. Warnings and unreadable lines are recorded. */
  private async *rows(): AsyncGenerator<ImportedRow> {
    for await (const item of this.format.read(this.inputs, this.target.graph)) {
      if ('problems' in item) this.reject(item, item.problems);
      else if ('row' in item) yield item;
      else if ('warning' in item) this.warnings.add(item.warning, item.field ?? null, item.message, this.locationOf(item), item.times);
      else {
        this.totals.rejected += 1;
        const { column, value } = item;
        const cell = column === undefined || value === undefined ? {} : { column, value };
        this.problems.add(item.unreadable, column ?? null, item.message, { ...this.locationOf(item), ...cell });
        this.options.rejected?.unreadable(item, this.locationOf(item));
      }
    }
  }

  private async write({ key, number, rows, byKind, given, checked }: CheckedBatch): Promise<void> {
    const { name = '' } = this.inputs[0] ?? {};
    const summary = `Import of ${rows.length} rows (${this.format.name}, ${name}, batch ${number})`;
    const report = await this.target(given, { key, summary }, checked);
    this.revision = report.revision;
    for (const { verdict } of report.rows) this.totals[verdict.toLowerCase() as Lowercase<Verdict>] += 1;
    for (const problems of groupBy(report.problems, ({ kind, row }) => `${kind} ${row}`).values()) {
      const { kind, row: index } = problems[0]!;
      this.addProblems(byKind.get(kind)![index]!, problems);
    }
    await this.options.rejected?.flush();
    await this.options.findings?.flush();
    this.options.onProgress?.(Object.values(this.totals).reduce((sum, count) => sum + count, 0));
  }

  /** A row that is wrong before it is sent. */
  private reject(row: ImportedRow, problems: readonly Problem[]): void {
    this.totals.rejected += 1;
    this.addProblems(row, problems);
  }

  private addProblems(row: ImportedRow, problems: readonly Problem[]): void {
    const location = this.locationOf(row);
    for (const { code, field, message } of problems) {
      const cell = field === null ? null : (row.cellOf?.(field) ?? valueAt(row.row, field));
      this.problems.add(code, field, message, { ...location, ...cell });
    }
    this.options.rejected?.row(row, location, problems);
  }

  private locationOf({ file, line }: ImportItem): FileLocation {
    return { file: file ?? this.inputs[0]?.name ?? '', line };
  }
}
