import type { Transaction } from '../../engine/engine.ts';
import { leftOutReason, type RevisionNumbers } from '../../engine/revisionNumbers.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { GraphRecord } from '../load/changeTracker.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import { titleOf } from './describe.ts';
import { REVISION_AUTHORS } from './revision.cypher.ts';

/** How many changes a conflict lists, in its message and as data. */
const MAX_NAMED = 5;
const MAX_CHANGES = 100;

/**
 * Rejects a write that would change records that have been changed since the writer read them (optimistic locking).
 * @param revision The latest revision that the writer had read.
 * @throws CONFLICT that lists what changed, in which revision, by whom; BAD_INPUT for a revision that does not exist, or is of
 * the time before the store was restored from an older copy
 */
export async function rejectConflicts(
  transaction: Transaction,
  unit: UnitOfWork,
  revision: number,
  numbers: RevisionNumbers,
): Promise<void> {
  const latestRevision = numbers.latest;
  const leftOut = numbers.leftOut(revision);
  if (leftOut !== null) throw new AllegianceError('BAD_INPUT', leftOutReason(revision, leftOut), { latestRevision });
  if (revision > latestRevision || revision < 0) {
    throw new AllegianceError(
      'BAD_INPUT',
      `Expected \`ifRevision\` to be a revision that exists, 0 to ${latestRevision}; got ${revision}.`,
    );
  }
  const changed = changedSince(unit, revision);
  if (changed.length === 0) return;
  const changedIn = [...new Set(changed.map((record) => record.revision))];
  const authors = new Map((await transaction.run(REVISION_AUTHORS, { numbers: changedIn })) as [number, string][]);
  const authorOf = (number: number): string => authors.get(number) ?? 'an unknown author';
  const changes = changed.slice(0, MAX_CHANGES).map(({ id, revision: number }) => ({ id, revision: number, by: authorOf(number) }));
  const named = changed
    .slice(0, MAX_NAMED)
    .map((record) => `${titleOf(record, unit.subjectOf)} (revision ${record.revision}, by ${authorOf(record.revision)})`);
  const more = changed.length > MAX_NAMED ? ` and ${changed.length - MAX_NAMED} more` : '';
  const message = `Expected the records of this write to be unchanged since revision ${revision}; changed: ${named.join(', ')}${more}. Read them again and repeat the write.`;
  throw new AllegianceError('CONFLICT', message, { changes, revision: latestRevision });
}

/** The stored records that the write would change and that are newer than a revision. */
function changedSince(unit: UnitOfWork, revision: number): GraphRecord[] {
  const stored = unit.trackers.flatMap((tracker) => tracker.updated().map(({ before }) => before));
  return stored.filter((record) => record.revision > revision);
}
