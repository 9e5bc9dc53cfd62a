import type { Transaction } from '../engine/engine.ts';
import { apply } from './apply/apply.ts';
import type { Stamp } from './load/changeTracker.ts';
import { planRows } from './plan/plan.ts';
import { createReport, type RowOutcome, type WriteReport } from './report.ts';
import { appendRevision } from './revision/appendRevision.ts';
import type { CheckedRow } from './validate/validate.ts';
import type { WriteOptions } from './writeOptions.ts';

/**
 * Repeats a partial write that was completed before: rows that were rejected then and are valid now are written. Records
 * that others have changed since are not overwritten.
 */
export async function retryRejected(
  transaction: Transaction,
  checked: readonly CheckedRow[],
  options: WriteOptions,
  stamp: Stamp,
  done: Stamp,
): Promise<{ commit: boolean; value: WriteReport }> {
  const { unit, outcomes } = await planRows(transaction, checked, stamp);
  const isRetriable = (outcome: RowOutcome): boolean =>
    'effect' in outcome &&
    (outcome.effect === 'CREATED' || (outcome.effect === 'UPDATED' && unit.isUnchangedSince(outcome.id, done.revision)));
  const retried = new Set(checked.filter((_, index) => isRetriable(outcomes[index]!)));
  const replanned = await planRows(transaction, [...retried], stamp);
  const commit = replanned.unit.isChanged();
  if (commit) {
    await apply(transaction, replanned.unit);
    await appendRevision(transaction, replanned.unit, [...retried], replanned.outcomes, {
      ...options,
      key: `${options.key} ${stamp.revision}`,
    });
  }
  let next = 0;
  const reported = checked.map((row, index) => {
    const outcome = retried.has(row) ? replanned.outcomes[next++]! : outcomes[index]!;
    return retried.has(row) && commit ? outcome : asUnchanged(outcome);
  });
  return { commit, value: createReport(checked, reported, commit ? stamp.revision : stamp.revision - 1, false) };
}

/** The outcome of a row in a write that changes nothing, such as one whose rows cancel each other. */
export function asUnchanged(outcome: RowOutcome): RowOutcome {
  return 'problems' in outcome ? outcome : { ...outcome, effect: 'UNCHANGED' };
}
