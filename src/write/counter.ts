import type { Transaction } from '../engine/engine.ts';
import type { CheckedRow } from './batch.ts';
import { planRows } from './plan.ts';
import { type RowOutcome, reportOf, type WriteReport } from './report.ts';
import type { Stamp } from './shelf.ts';
import { isReversible } from './summary.ts';
import type { Workspace } from './workspace.ts';
import { TAKE_COUNTER } from './write.cypher.ts';

/** Takes the lock of all writes. `done` is the revision that bears the key already. */
export async function takeCounter(transaction: Transaction, key: string): Promise<{ head: number; done: Stamp | null }> {
  const [[head, revision, at] = []] = await transaction.run(TAKE_COUNTER, { key });
  return { head: head as number, done: revision === null ? null : { revision: revision as number, at: at as string } };
}

/** How a write answers whose key is there already. */
export type ReportOfDone = (transaction: Transaction, checked: readonly CheckedRow[], done: Stamp) => Promise<WriteReport>;

/** A write that was done and answered before, such as an import run again: nothing is left to do. */
export const reportOfEarlier: ReportOfDone = async (_, checked, { revision }) => ({
  rows: checked.map(({ kind, index }) => ({ kind, row: index, verdict: 'UNCHANGED', id: null })),
  problems: [],
  revision,
});

/** A write that was committed just now, whose answer was lost on the way: what it did is read from the stamps that it left. */
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

/** What a command that was done is about, where doing it again finds nothing to do. */
function targetOf(space: Workspace, checked: CheckedRow): string {
  const reference = 'row' in checked && 'id' in checked.row ? (checked.row.id ?? '') : '';
  return space.entity(reference)?.id ?? reference;
}
