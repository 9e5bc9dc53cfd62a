import type { Transaction, Value } from '../engine/engine.ts';
import { type CheckedRow, isGood } from './batch.ts';
import { changeRecords, changeSetOf } from './changes.ts';
import type { Purpose } from './purpose.ts';
import type { RowOutcome } from './report.ts';
import { actionOf, summaryOf } from './summary.ts';
import type { Workspace } from './workspace.ts';
import { APPEND_REVISION, CREATE_CHANGES } from './write.cypher.ts';

/** Ends a write: stores the history of its changes, its change set, and the revision itself. */
export async function appendRevision(
  transaction: Transaction,
  space: Workspace,
  checked: readonly CheckedRow[],
  outcomes: readonly RowOutcome[],
  purpose: Purpose,
): Promise<void> {
  const changes = changeRecords(space, space.stamp);
  if (changes.length > 0) await transaction.run(CREATE_CHANGES, { rows: changes as unknown as Value });
  const rows = changeSetOf(space);
  await transaction.run(APPEND_REVISION, {
    number: space.stamp.revision,
    key: purpose.key,
    at: space.stamp.at,
    by: purpose.by,
    action: purpose.action ?? actionOf(checked, outcomes),
    summary: purpose.summary ?? summaryOf(space),
    reason: reasonOf(checked),
    ties: rows.filter((row) => row.op === 'tie').length,
    rows: rows.map((row) => JSON.stringify(row)),
  });
}

/** The distinct reasons given by commands, joined. */
function reasonOf(checked: readonly CheckedRow[]): string | null {
  const reasons = checked.filter(isGood).flatMap(({ row }) => ('reason' in row ? row.reason : []));
  return reasons.length === 0 ? null : [...new Set(reasons)].join('; ');
}
