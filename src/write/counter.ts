import type { Transaction } from '../engine/engine.ts';
import type { CheckedRow } from './batch.ts';
import { planRows } from './plan.ts';
import { type RowOutcome, reportOf, type WriteReport } from './report.ts';
import type { Stamp } from './shelf.ts';
import { isReversible } from './summary.ts';
import type { Workspace } from './workspace.ts';
import { TAKE_COUNTER } from './write.cypher.ts';

/** Locks the revision counter, which serializes all writes. `done` is the revision that was written under this key before, or null. */
export async function takeCounter(transaction: Transaction, key: string): Promise<{ head: number; done: Stamp | null }> {
  const [[head, revision, at] = []] = await transaction.run(TAKE_COUNTER, { key });
  return { head: head as number, done: revision === null ? null : { revision: revision as number, at: at as string } };
}

/** Makes the report of a write whose key was written before. */
export type ReportOfDone = (transaction: Transaction, checked: readonly CheckedRow[], done: Stamp) => Promise<WriteReport>;

/** The report of a write that was completed and reported before, such as an import that is run again: nothing changes. */
export const reportOfEarlier: ReportOfDone = async (_, checked, { revision }) => ({
  rows: checked.map(({ kind, index }) => ({ kind, row: index, verdict: 'UNCHANGED', id: null })),
  problems: [],
  revision,
});

/** The report of a write that was just committed but whose response was lost: the revisions of its records say what it did. */
export const reportOfUnanswered: ReportOfDone = async (transaction, checked, done) => {
  const { space, outcomes } = await planRows(transaction, checked, { ...done, revision: done.revision + 1 });
  const effects = outcomes.map((outcome, index): RowOutcome => {
    const row = checked[index]!;
    if (isReversible(row.kind)) return { id: 'id' in outcome ? outcome.id : targetOf(space, row), effect: 'UPDATED' };
    return 'problems' in outcome ? outcome : { id: outcome.id, effect: effectLeft(space, outcome.id, done) };
  });
  return reportOf(checked, effects, done.revision, false);
};

function effectLeft(space: Workspace, id: string, done: Stamp) {
  const shelves = [space.entities, space.sources, space.events, space.ties, space.evidence];
  const record = shelves.map((shelf) => shelf.before(id)).find((found) => found !== undefined);
  if (record?.recordedAt === done.at) return 'CREATED';
  return record?.revision === done.revision ? 'UPDATED' : 'UNCHANGED';
}

/** The id of the record that a command is about, where planning the completed command again returns no id. */
function targetOf(space: Workspace, checked: CheckedRow): string {
  const reference = 'row' in checked && 'id' in checked.row ? (checked.row.id ?? '') : '';
  return space.entity(reference)?.id ?? reference;
}
