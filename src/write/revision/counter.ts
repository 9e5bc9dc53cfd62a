import type { Transaction } from '../../engine/engine.ts';
import type { Stamp } from '../load/changeTracker.ts';
import { LOCK_COUNTER } from '../load/load.cypher.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import { planRows } from '../plan/plan.ts';
import { createReport, type RowOutcome, type WriteReport } from '../report.ts';
import type { CheckedRow } from '../validate/validate.ts';
import { isReversible } from './summary.ts';

/** Locks the revision counter, which serializes all writes. `done` is the revision that was written under this key before, or null. */
export async function lockCounter(transaction: Transaction, key: string): Promise<{ latestRevision: number; done: Stamp | null }> {
  const [[latestRevision, revision, at] = []] = await transaction.run(LOCK_COUNTER, { key });
  return { latestRevision: latestRevision as number, done: revision === null ? null : { revision: revision as number, at: at as string } };
}

/** Makes the report of a write whose key was written before. */
export type ReportCompletedWrite = (transaction: Transaction, checked: readonly CheckedRow[], done: Stamp) => Promise<WriteReport>;

/** The report of a write that was completed and reported before, such as an import that is run again: nothing changes. */
export const reportRepeatedWrite: ReportCompletedWrite = async (_, checked, { revision }) => ({
  rows: checked.map(({ kind, index }) => ({ kind, row: index, verdict: 'UNCHANGED', id: null })),
  problems: [],
  revision,
});

/** The report of a write that was just committed but whose response was lost: the revisions of its records say what it did. */
export const reportUnacknowledgedWrite: ReportCompletedWrite = async (transaction, checked, done) => {
  const { unit, outcomes } = await planRows(transaction, checked, { ...done, revision: done.revision + 1 });
  const effects = outcomes.map((outcome, index): RowOutcome => {
    const row = checked[index]!;
    if (isReversible(row.kind)) return { id: 'id' in outcome ? outcome.id : targetOf(unit, row), effect: 'UPDATED' };
    return 'problems' in outcome ? outcome : { id: outcome.id, effect: effectOf(unit, outcome.id, done) };
  });
  return createReport(checked, effects, done.revision, false);
};

function effectOf(unit: UnitOfWork, id: string, done: Stamp) {
  const trackers = [unit.entities, unit.sources, unit.events, unit.ties, unit.evidence];
  const record = trackers.map((tracker) => tracker.before(id)).find((found) => found !== undefined);
  if (record?.recordedAt === done.at) return 'CREATED';
  return record?.revision === done.revision ? 'UPDATED' : 'UNCHANGED';
}

/** The id of the record that a command is about, where planning the completed command again returns no id. */
function targetOf(unit: UnitOfWork, checked: CheckedRow): string {
  const reference = 'row' in checked && 'id' in checked.row ? (checked.row.id ?? '') : '';
  return unit.entity(reference)?.id ?? reference;
}
