import type { Transaction, Value } from '../../engine/engine.ts';
import { APPEND_REVISION, CREATE_CHANGES } from '../load/load.cypher.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import type { RowOutcome } from '../report.ts';
import { type CheckedRow, isValid } from '../validate/validate.ts';
import type { WriteOptions } from '../writeOptions.ts';
import { changeRecords, changeSetOf } from './changes.ts';
import { actionOf, summaryOf } from './summary.ts';

/** Ends a write: stores the history of its changes, its change set, and the revision itself. */
export async function appendRevision(
  transaction: Transaction,
  unit: UnitOfWork,
  checked: readonly CheckedRow[],
  outcomes: readonly RowOutcome[],
  options: WriteOptions,
): Promise<void> {
  const changes = changeRecords(unit, unit.stamp);
  if (changes.length > 0) await transaction.run(CREATE_CHANGES, { rows: changes as unknown as Value });
  const rows = changeSetOf(unit);
  await transaction.run(APPEND_REVISION, {
    number: unit.stamp.revision,
    key: options.key,
    at: unit.stamp.at,
    by: options.by,
    action: options.action ?? actionOf(checked, outcomes),
    summary: options.summary ?? summaryOf(unit),
    reason: reasonOf(checked),
    ties: rows.filter((row) => row.op === 'tie').length,
    rows: rows.map((row) => JSON.stringify(row)),
  });
}

/** The distinct reasons given by commands, joined. */
function reasonOf(checked: readonly CheckedRow[]): string | null {
  const reasons = checked.filter(isValid).flatMap(({ row }) => ('reason' in row ? row.reason : []));
  return reasons.length === 0 ? null : [...new Set(reasons)].join('; ');
}
