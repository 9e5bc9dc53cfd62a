import type { Transaction, WriteResult } from '../engine/engine.ts';
import type { Stamp } from './load/changeTracker.ts';
import { load } from './load/load.ts';
import type { UnitOfWork } from './load/unitOfWork.ts';
import type { RowOutcome } from './plan/common.ts';
import { planRows } from './plan/plan.ts';
import { asUnchanged, createReport, type WriteReport } from './report.ts';
import { applyRevision, isReversible, type RevisionOptions } from './revision/revision.ts';
import type { CheckedRow } from './validate/validate.ts';

/** A write whose key was written before. */
export interface RepeatedWrite {
  readonly checked: readonly CheckedRow[];
  readonly options: RevisionOptions & { readonly partial?: boolean };
  /** The revision that was written under this key. */
  readonly done: Stamp;
  readonly latestRevision: number;
  /** The revision that this write would make. */
  readonly stamp: Stamp;
}

/**
 * Answers a write that was completed and reported before, such as an import that is run again: nothing changes. With `partial`,
 * rows that were rejected then and are valid now are written; records that others have changed since are not overwritten.
 */
export async function repeatWrite(transaction: Transaction, repeated: RepeatedWrite): Promise<WriteResult<WriteReport>> {
  const { checked, options, done, latestRevision, stamp } = repeated;
  if (!options.partial) {
    const rows = checked.map(({ kind, index: row }) => ({ kind, row, verdict: 'UNCHANGED', id: null }) as const);
    return { commit: false, value: { rows, problems: [], revision: done.revision } };
  }
  const unit = await load(transaction, checked, stamp);
  const outcomes = await planRows(unit, checked);
  const isRetriable = (outcome: RowOutcome): boolean =>
    'effect' in outcome &&
    (outcome.effect === 'CREATED' || (outcome.effect === 'UPDATED' && isUnchangedSince(unit, outcome.id, done.revision)));
  const retried = checked.filter((_, index) => isRetriable(outcomes[index]!));
  const retriedUnit = await load(transaction, retried, stamp);
  const retriedOutcomes = await planRows(retriedUnit, retried);
  const commit = retriedUnit.isChanged();
  if (commit)
    await applyRevision(transaction, retriedUnit, retried, retriedOutcomes, { ...options, key: `${options.key} ${stamp.revision}` });
  const outcomeOf = new Map(retried.map((row, index) => [row, retriedOutcomes[index]!]));
  const reported = checked.map((row, index) => {
    const outcome = outcomeOf.get(row);
    return outcome && commit ? outcome : asUnchanged(outcome ?? outcomes[index]!);
  });
  return { commit, value: createReport(checked, reported, commit ? stamp.revision : latestRevision, false) };
}

/** Answers a write that was just committed but whose response was lost: the revisions of its records say what it did. */
export async function reportUnacknowledged(transaction: Transaction, { checked, done }: RepeatedWrite): Promise<WriteResult<WriteReport>> {
  const unit = await load(transaction, checked, { ...done, revision: done.revision + 1 });
  const effects = (await planRows(unit, checked)).map((outcome, index): RowOutcome => {
    const row = checked[index]!;
    if (isReversible(row.kind)) return { id: 'id' in outcome ? outcome.id : targetOf(unit, row), effect: 'UPDATED' };
    return 'problems' in outcome ? outcome : { id: outcome.id, effect: effectOf(unit, outcome.id, done) };
  });
  return { commit: false, value: createReport(checked, effects, done.revision, false) };
}

/** Whether the store has a record with this id that no later revision than this one wrote. */
function isUnchangedSince(unit: UnitOfWork, id: string, revision: number): boolean {
  const stored = unit.trackerOf(id)?.before(id);
  return stored !== undefined && stored.revision <= revision;
}

function effectOf(unit: UnitOfWork, id: string, done: Stamp) {
  const stored = unit.trackerOf(id)?.before(id);
  if (stored?.recordedAt === done.at) return 'CREATED';
  return stored?.revision === done.revision ? 'UPDATED' : 'UNCHANGED';
}

/** The id of the record that a command is about, where planning the completed command again returns no id. */
function targetOf(unit: UnitOfWork, checked: CheckedRow): string {
  const reference = 'row' in checked && 'id' in checked.row ? (checked.row.id ?? '') : '';
  return unit.entity(reference)?.id ?? reference;
}
