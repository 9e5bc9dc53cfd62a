import type { Parameters, Transaction, Value } from '../../engine/engine.ts';
import { RevisionNumbers } from '../../engine/revisionNumbers.ts';
import { mapInTurns } from '../../model/turns.ts';
import type { RevisionAction } from '../../records/revision.ts';
import type { ChangeRecord } from '../../store/change.ts';
import { apply } from '../apply/apply.ts';
import type { Stamp } from '../load/changeTracker.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import type { RowOutcome } from '../plan/common.ts';
import { type BatchKind, type CheckedRow, isValid } from '../validate/validate.ts';
import { changeRecords, changeSetOf } from './changes.ts';
import { APPEND_REVISION, CREATE_CHANGES, LOCK_COUNTER } from './revision.cypher.ts';
import { summaryOf } from './summary.ts';

/** How a revision is described. */
export interface RevisionOptions {
  /** Idempotency key: a second write with the same key changes nothing. */
  readonly key: string;
  readonly by: string;
  /** Derived from what the rows do, if left out. */
  readonly action?: RevisionAction;
  /** If left out, it lists what was recorded and what was changed, before and after. */
  readonly summary?: string;
  /** Why, if no command of the write has a reason of its own. */
  readonly reason?: string | null;
}

const COMMAND_ACTIONS: Readonly<Record<string, RevisionAction>> = {
  retractions: 'RETRACTED',
  restorations: 'RESTORED',
  merges: 'MERGED',
  unmerges: 'UNMERGED',
};

/** Whether a kind of row is a command that another command undoes. */
export function isReversible(kind: BatchKind): boolean {
  return kind in COMMAND_ACTIONS;
}

/** Locks the revision counter, which serializes all writes. `done` is the revision that was written under this key before, or null. */
export async function lockCounter(transaction: Transaction, key: string): Promise<{ numbers: RevisionNumbers; done: Stamp | null }> {
  const [[latest = 0, jumps = null, revision = null, at] = []] = await transaction.run(LOCK_COUNTER, { key });
  return {
    numbers: RevisionNumbers.of([latest, jumps]),
    done: revision === null ? null : { revision: revision as number, at: at as string },
  };
}

/**
 * Writes the planned changes to the store, then their history, their change set, and the revision itself. What describes them is made
 * while the store is busy with the changes.
 */
export async function applyRevision(
  transaction: Transaction,
  unit: UnitOfWork,
  checked: readonly CheckedRow[],
  outcomes: readonly RowOutcome[],
  options: RevisionOptions,
): Promise<void> {
  const [applied, described] = await Promise.allSettled([apply(transaction, unit), describe(unit, checked, outcomes, options)]);
  if (applied.status === 'rejected') throw applied.reason;
  if (described.status === 'rejected') throw described.reason;
  const { changes, revision } = described.value;
  if (changes.length > 0) await transaction.run(CREATE_CHANGES, { rows: changes as unknown as Value });
  await transaction.run(APPEND_REVISION, revision);
}

/** The history of the changes, and the parameters of `APPEND_REVISION`. */
async function describe(
  unit: UnitOfWork,
  checked: readonly CheckedRow[],
  outcomes: readonly RowOutcome[],
  options: RevisionOptions,
): Promise<{ readonly changes: readonly ChangeRecord[]; readonly revision: Parameters }> {
  const changes = await changeRecords(unit);
  const rows = changeSetOf(unit);
  const revision = {
    number: unit.stamp.revision,
    key: options.key,
    at: unit.stamp.at,
    by: options.by,
    action: options.action ?? actionOf(checked, outcomes),
    summary: options.summary ?? (await summaryOf(unit)),
    reason: reasonOf(checked) ?? options.reason ?? null,
    ties: rows.filter((row) => row.op === 'tie').length,
    rows: await mapInTurns(rows, (row) => JSON.stringify(row)),
  };
  return { changes, revision };
}

/** The action of a revision: that of its command, else UPDATED where a row updated something, else CREATED. */
function actionOf(rows: readonly CheckedRow[], outcomes: readonly RowOutcome[]): RevisionAction {
  const command = rows.map(({ kind }) => COMMAND_ACTIONS[kind]).find((action) => action !== undefined);
  return command ?? (outcomes.some((outcome) => 'effect' in outcome && outcome.effect === 'UPDATED') ? 'UPDATED' : 'CREATED');
}

/** The distinct reasons given by commands, joined. */
function reasonOf(checked: readonly CheckedRow[]): string | null {
  const reasons = checked.filter(isValid).flatMap(({ row }) => ('reason' in row ? row.reason : []));
  return reasons.length === 0 ? null : [...new Set(reasons)].join('; ');
}
