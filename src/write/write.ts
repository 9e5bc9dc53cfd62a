import type { Engine, Transaction } from '../engine/engine.ts';
import { ConnectionLost } from '../engine/errors.ts';
import { apply } from './apply/apply.ts';
import { planRows } from './plan/plan.ts';
import { createReport, type WriteReport } from './report.ts';
import { asUnchanged, retryRejected } from './retryRejected.ts';
import { appendRevision } from './revision/appendRevision.ts';
import { rejectConflicts } from './revision/conflict.ts';
import { lockCounter, type ReportCompletedWrite, reportRepeatedWrite, reportUnacknowledgedWrite } from './revision/counter.ts';
import { type BatchRows, type CheckedRow, checkRows } from './validate/validate.ts';
import type { WriteOptions } from './writeOptions.ts';

/**
 * The only write path: rows and commands of any kind are checked, planned and written in one transaction that makes one
 * revision. Without `partial`, one rejected row rejects all. Writing the same rows again changes nothing and makes no
 * revision. Where the connection is lost, the write is tried once more: its key shows whether it was committed. After a
 * timeout it is not tried again; a client that sends the same key again learns the outcome.
 * @throws CONFLICT, STORE_UNAVAILABLE, QUERY_TIMEOUT; BAD_INPUT where `ifRevision` does not exist
 */
export async function write(engine: Engine, rows: BatchRows, options: WriteOptions): Promise<WriteReport> {
  const checked = checkRows(rows);
  try {
    const report = await engine.write((transaction) => writeRows(transaction, checked, options, reportRepeatedWrite));
    options.cache?.committed();
    return report;
  } catch (error) {
    options.cache?.clear();
    if (!(error instanceof ConnectionLost)) throw error;
    return engine.write((transaction) => writeRows(transaction, checked, options, reportUnacknowledgedWrite));
  }
}

async function writeRows(
  transaction: Transaction,
  checked: readonly CheckedRow[],
  options: WriteOptions,
  reportCompleted: ReportCompletedWrite,
): Promise<{ commit: boolean; value: WriteReport }> {
  const { latestRevision, done } = await lockCounter(transaction, options.key);
  const stamp = { revision: latestRevision + 1, at: options.at.toISOString() };
  if (done && options.partial && reportCompleted === reportRepeatedWrite) return retryRejected(transaction, checked, options, stamp, done);
  if (done) return { commit: false, value: await reportCompleted(transaction, checked, done) };
  options.cache?.begin(latestRevision);
  const { unit, outcomes } = await planRows(transaction, checked, stamp, options);
  const rejected = outcomes.some((outcome) => 'problems' in outcome) && !options.partial;
  if (rejected || !unit.isChanged())
    return { commit: false, value: createReport(checked, outcomes.map(asUnchanged), latestRevision, rejected) };
  if (typeof options.ifRevision === 'number') await rejectConflicts(transaction, unit, options.ifRevision);

  await apply(transaction, unit);
  await appendRevision(transaction, unit, checked, outcomes, options);
  options.cache?.stage(unit, stamp.revision);
  return { commit: true, value: createReport(checked, outcomes, unit.stamp.revision, false) };
}
