import type { Engine } from '../../engine/engine.ts';
import type { Rows } from '../../write/batch.ts';
import type { RowProblem, WriteReport } from '../../write/report.ts';
import { type Batch, Batching, byKind } from './batches.ts';
import type { Imported, ImportFormat, ImportInput } from './format.ts';
import type { RejectedFile } from './rejected.ts';
import { type ProblemKind, Tally, type Totals } from './tally.ts';
import { dryRun } from './target/dryRun.ts';
import { ownStore } from './target/ownStore.ts';
import type { Target } from './target/target.ts';

export interface ImportOptions {
  /** Only check and count; nothing is written. */
  readonly dryRun?: boolean;
  readonly now?: () => Date;
  /** Where rejected rows are written. */
  readonly rejected?: RejectedFile;
  /** Called after each batch with the number of rows so far. */
  readonly progress?: (rows: number) => void;
  /** When aborted, the current batch is finished and no other is started. */
  readonly signal?: AbortSignal;
  /** Called with the results so far when the import fails. */
  readonly broken?: (report: ImportReport) => void;
}

/** The results of an import. */
export interface ImportReport extends Totals {
  readonly problems: readonly ProblemKind[];
  /** What was imported as it is although it looks wrong. */
  readonly oddities: readonly ProblemKind[];
  /** The latest revision of the store after the import; null where no row was sent to it. */
  readonly revision: number | null;
  /** True where it was stopped by `signal`. The next run imports the rest. */
  readonly interrupted: boolean;
}

/** Imports files into a store, or with `dryRun` only checks and counts. Errors as for `importInto`. */
export function runImport(
  engine: Engine,
  format: ImportFormat,
  inputs: readonly ImportInput[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  const now = options.now ?? (() => new Date());
  return importInto(options.dryRun ? dryRun(engine, now) : ownStore(engine, now), format, inputs, options);
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
  const run = new Run(format, inputs[0]?.name ?? '', options);
  try {
    await writeAll(run, target, inputs, options.signal);
  } catch (error) {
    options.broken?.(run.report());
    throw error;
  } finally {
    await options.rejected?.close();
  }
  return run.report();
}

async function writeAll(run: Run, target: Target, inputs: readonly ImportInput[], signal: AbortSignal | undefined): Promise<void> {
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
class Run {
  private readonly tally = new Tally();
  private revision: number | null = null;

  constructor(
    private readonly format: ImportFormat,
    private readonly onlyFile: string,
    private readonly options: ImportOptions,
  ) {}

  /** The rows in batches. Warnings and unreadable lines are recorded. */
  async *batches(inputs: readonly ImportInput[]): AsyncGenerator<Batch> {
    const batching = new Batching(this.format);
    for await (const imported of this.format.read(inputs)) {
      const batch = 'row' in imported ? batching.add(imported) : this.note(imported);
      if (batch) yield batch;
    }
    const last = batching.end();
    if (last) yield last;
  }

  async write(target: Target, batch: Batch): Promise<void> {
    const { rows, imported } = byKind(batch.rows);
    const summary = `Import of ${batch.rows.length} rows (${this.format.name}, ${this.onlyFile}, batch ${batch.number})`;
    const report = await target(rows, { key: batch.key, summary });
    this.revision = report.revision;
    for (const { verdict } of report.rows) this.tally.count(verdict);
    const rejected = problemsByRow(report);
    for (const [at, problems] of rejected) {
      const [kind, index] = at.split(' ') as [keyof Rows, string];
      const row = imported[kind]![Number(index)]!;
      const place = { file: row.file ?? this.onlyFile, line: row.line };
      for (const { code, field, message } of problems) this.tally.problem(code, field, message, place);
      this.options.rejected?.row(row, place.file, place.line, problems);
    }
    await this.options.rejected?.flush();
    this.options.progress?.(this.tally.rows);
  }

  report(): ImportReport {
    const { totals, problems, oddities } = this.tally;
    return { ...totals, problems, oddities, revision: this.revision, interrupted: this.options.signal?.aborted ?? false };
  }

  private note(imported: Exclude<Imported, { row: unknown }>): null {
    const place = { file: imported.file ?? this.onlyFile, line: imported.line };
    if ('unreadable' in imported) {
      this.tally.count('REJECTED');
      this.tally.problem(imported.unreadable, null, imported.message, place);
      this.options.rejected?.unreadable(imported, place.file, place.line);
    } else {
      this.tally.oddity(imported.odd, imported.message, place);
    }
    return null;
  }
}

/** The problems of each rejected row. The key is kind and index, such as `actors 3`. */
function problemsByRow({ problems }: WriteReport): Map<string, RowProblem[]> {
  const rows = new Map<string, RowProblem[]>();
  for (const problem of problems) {
    const at = `${problem.kind} ${problem.row}`;
    const known = rows.get(at);
    if (known) known.push(problem);
    else rows.set(at, [problem]);
  }
  return rows;
}
