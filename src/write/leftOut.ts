import type { Transaction } from '../engine/engine.ts';
import { appendRevision } from './appendRevision.ts';
import { apply } from './apply.ts';
import type { CheckedRow } from './batch.ts';
import { planRows } from './plan.ts';
import type { Purpose } from './purpose.ts';
import { type RowOutcome, reportOf, type WriteReport } from './report.ts';
import type { Stamp } from './shelf.ts';

/**
 * Repeats a partial write that was completed before: rows that were rejected then and are valid now are written. Records
 * that others have changed since are not overwritten.
 */
export async function writeLeftOut(
  transaction: Transaction,
  checked: readonly CheckedRow[],
  purpose: Purpose,
  stamp: Stamp,
  done: Stamp,
): Promise<{ commit: boolean; value: WriteReport }> {
  const { space, outcomes } = await planRows(transaction, checked, stamp);
  const isLeftOut = (outcome: RowOutcome): boolean =>
    'effect' in outcome && (outcome.effect === 'CREATED' || (outcome.effect === 'UPDATED' && space.isOlder(outcome.id, done.revision)));
  const late = new Set(checked.filter((_, index) => isLeftOut(outcomes[index]!)));
  const again = await planRows(transaction, [...late], stamp);
  const commit = again.space.isChanged();
  if (commit) {
    await apply(transaction, again.space);
    await appendRevision(transaction, again.space, [...late], again.outcomes, { ...purpose, key: `${purpose.key} ${stamp.revision}` });
  }
  let next = 0;
  const told = checked.map((row, index) => {
    const outcome = late.has(row) ? again.outcomes[next++]! : outcomes[index]!;
    return late.has(row) && commit ? outcome : unchanged(outcome);
  });
  return { commit, value: reportOf(checked, told, commit ? stamp.revision : stamp.revision - 1, false) };
}

/** The outcome of a row in a write that changes nothing, such as one whose rows cancel each other. */
export function unchanged(outcome: RowOutcome): RowOutcome {
  return 'problems' in outcome ? outcome : { ...outcome, effect: 'UNCHANGED' };
}
