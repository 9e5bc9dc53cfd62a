import type { Engine, Transaction, WriteResult } from '../engine/engine.ts';
import { ConnectionLost } from '../engine/errors.ts';
import type { EntityCache } from './load/entityCache.ts';
import { load } from './load/load.ts';
import { planRows } from './plan/plan.ts';
import { postponeReassessments } from './reassess/reassess.ts';
import { repeatWrite, reportUnacknowledged } from './repeated.ts';
import { asUnchanged, createReport, type WriteReport } from './report.ts';
import { rejectConflicts } from './revision/conflict.ts';
import { applyRevision, lockCounter, type RevisionOptions } from './revision/revision.ts';
import { asJson } from './validate/asJson.ts';
import { type BatchRows, type CheckedRow, validateRows } from './validate/validate.ts';

/** Who writes, when, and how. */
export interface WriteOptions extends RevisionOptions {
  readonly at: Date;
  /** Write the valid rows although others are rejected. */
  readonly partial?: boolean;
  /** Shared by writes that refer to the same entities. Only for writes without commands. */
  readonly cache?: EntityCache;
  /**
   * Writes what belongs to the write but not to the graph, in the same transaction: both are committed, or neither. Called also
   * where the rows change nothing, without a revision; not where the write is rejected.
   */
  readonly alongside?: (transaction: Transaction, revision: number | null) => Promise<void>;
  /** Reject the write with CONFLICT where a record that it would change has changed since this revision. */
  readonly ifRevision?: number | null;
}

/** The name of `write` as work next to the store, and its input. `rows`: as JSON, which has no dates that are parsed already. */
export const WRITE_TASK = 'write';
export interface WriteInput {
  readonly rows: string;
  readonly options: WriteOptions;
}

/**
 * The only write path: rows and commands of any kind are validated, planned and written in one transaction that makes one
 * revision. Without `partial`, one rejected row rejects all. Writing the same rows again changes nothing and makes no
 * revision. Where the connection is lost, the write is tried once more: its key shows whether it was committed. After a
 * timeout it is not tried again; a client that sends the same key again learns the outcome.
 * @throws CONFLICT, STORE_UNAVAILABLE, QUERY_TIMEOUT; BAD_INPUT where `ifRevision` does not exist
 */
export async function write(engine: Engine, rows: BatchRows, options: WriteOptions): Promise<WriteReport> {
  const { alongside, cache } = options;
  const json = engine.runTask && !alongside && !cache ? asJson(rows) : null;
  if (engine.runTask && json !== null) return engine.runTask(WRITE_TASK, { rows: json, options } satisfies WriteInput);
  return writeChecked(engine, await validateRows(rows), options);
}

/** As `write`, of rows that `validateRows` has checked. */
export async function writeChecked(engine: Engine, checked: readonly CheckedRow[], options: WriteOptions): Promise<WriteReport> {
  try {
    const report = await engine.write((transaction) => writeRows(transaction, checked, options, repeatWrite));
    options.cache?.committed(report.revision);
    return report;
  } catch (error) {
    options.cache?.clear();
    if (!(error instanceof ConnectionLost)) throw error;
    return engine.write((transaction) => writeRows(transaction, checked, options, reportUnacknowledged));
  }
}

/**
 * The steps of a write, each in its folder; none imports a later one:
 *
 * 1. validate: unchecked rows → rows that match their schemas, or their problems
 * 2. load: rows → the records that they refer to or affect, as a unit of work
 * 3. plan: unit of work and rows → the planned changes in the unit of work, and the outcome of each row
 * 4. apply: the planned changes → the store
 * 5. revision: the planned changes → history, change set and description of the revision, while they are applied
 *
 * @param answerRepeated Answers a write whose key was written before.
 */
async function writeRows(
  transaction: Transaction,
  checked: readonly CheckedRow[],
  options: WriteOptions,
  answerRepeated: typeof repeatWrite,
): Promise<WriteResult<WriteReport>> {
  const { numbers, done } = await lockCounter(transaction, options.key);
  const latestRevision = numbers.latest;
  const stamp = { revision: numbers.next(latestRevision), at: options.at.toISOString() };
  if (done) return answerRepeated(transaction, { checked, options, latestRevision, stamp, done });

  options.cache?.begin(latestRevision);
  const unit = await load(transaction, checked, stamp, { cache: options.cache });
  const outcomes = await planRows(unit, checked);
  const rejected = outcomes.some((outcome) => 'problems' in outcome) && !options.partial;
  if (rejected || !unit.isChanged()) {
    const commit = !rejected && options.alongside !== undefined;
    if (commit) await options.alongside(transaction, null);
    return { commit, value: createReport(checked, outcomes.map(asUnchanged), latestRevision, rejected) };
  }
  if (typeof options.ifRevision === 'number') await rejectConflicts(transaction, unit, options.ifRevision, numbers);

  await applyRevision(transaction, unit, checked, outcomes, options);
  await postponeReassessments(transaction, unit, options.by);
  await options.alongside?.(transaction, stamp.revision);
  options.cache?.stage(unit, stamp.revision);
  return { commit: true, value: createReport(checked, outcomes, stamp.revision, false) };
}
