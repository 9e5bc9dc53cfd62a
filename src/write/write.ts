import type { Engine, Transaction } from '../engine/engine.ts';
import { ConnectionLost } from '../engine/errors.ts';
import { appendRevision } from './appendRevision.ts';
import { apply } from './apply.ts';
import { type CheckedRow, checkRows, type Rows } from './batch.ts';
import { refuseConflicts } from './conflict.ts';
import { type ReportOfDone, reportOfEarlier, reportOfUnanswered, takeCounter } from './counter.ts';
import { unchanged, writeLeftOut } from './leftOut.ts';
import { planRows } from './plan.ts';
import type { Purpose } from './purpose.ts';
import { reportOf, type WriteReport } from './report.ts';

/**
 * The only write path: rows and commands of any kind are checked, planned and written in one transaction that makes one
 * revision. Without `partial`, one rejected row rejects all. Writing the same rows again changes nothing and makes no
 * revision. Where the connection is lost, the write is tried once more: its key shows whether it was committed. After a
 * timeout it is not tried again; a client that sends the same key again learns the outcome.
 * @throws CONFLICT, STORE_UNAVAILABLE, QUERY_TIMEOUT; BAD_INPUT where `ifRevision` does not exist
 */
export async function write(engine: Engine, rows: Rows, purpose: Purpose): Promise<WriteReport> {
  const checked = checkRows(rows);
  try {
    const report = await engine.write((transaction) => writeRows(transaction, checked, purpose, reportOfEarlier));
    purpose.known?.kept();
    return report;
  } catch (error) {
    purpose.known?.forget();
    if (!(error instanceof ConnectionLost)) throw error;
    return engine.write((transaction) => writeRows(transaction, checked, purpose, reportOfUnanswered));
  }
}

async function writeRows(
  transaction: Transaction,
  checked: readonly CheckedRow[],
  purpose: Purpose,
  reportOfDone: ReportOfDone,
): Promise<{ commit: boolean; value: WriteReport }> {
  const { head, done } = await takeCounter(transaction, purpose.key);
  const stamp = { revision: head + 1, at: purpose.at.toISOString() };
  if (done && purpose.partial && reportOfDone === reportOfEarlier) return writeLeftOut(transaction, checked, purpose, stamp, done);
  if (done) return { commit: false, value: await reportOfDone(transaction, checked, done) };
  purpose.known?.begin(head);
  const { space, outcomes } = await planRows(transaction, checked, stamp, purpose);
  const refused = outcomes.some((outcome) => 'problems' in outcome) && !purpose.partial;
  if (refused || !space.isChanged()) return { commit: false, value: reportOf(checked, outcomes.map(unchanged), head, refused) };
  if (typeof purpose.ifRevision === 'number') await refuseConflicts(transaction, space, purpose.ifRevision);

  await apply(transaction, space);
  await appendRevision(transaction, space, checked, outcomes, purpose);
  purpose.known?.planned(space, stamp.revision);
  return { commit: true, value: reportOf(checked, outcomes, space.stamp.revision, false) };
}
