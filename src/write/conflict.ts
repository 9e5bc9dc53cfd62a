import type { Transaction } from '../engine/engine.ts';
import { AllegianceError } from '../model/errors.ts';
import { tieInWords } from './words.ts';
import type { Workspace } from './workspace.ts';
import { WHO_REVISED } from './write.cypher.ts';

/** How many changes the message of a conflict lists. */
const MOST_NAMED = 5;

/**
 * Rejects a write that would change records that have been changed since the writer read them (optimistic locking).
 * @param revision The latest revision that the writer had read.
 * @throws CONFLICT that lists what changed, in which revision, by whom; BAD_INPUT for a revision that does not exist
 */
export async function refuseConflicts(transaction: Transaction, space: Workspace, revision: number): Promise<void> {
  const head = space.stamp.revision - 1;
  if (revision > head || revision < 0) {
    throw new AllegianceError('BAD_INPUT', `Expected \`ifRevision\` to be a revision that exists, 0 to ${head}; got ${revision}.`);
  }
  const changed = changedSince(space, revision);
  if (changed.length === 0) return;
  const numbers = [...new Set(changed.map((record) => record.revision))];
  const who = new Map((await transaction.run(WHO_REVISED, { numbers })) as [number, string][]);
  const changes = changed.map(({ id, revision: number }) => ({ id, revision: number, by: who.get(number) ?? 'an unknown author' }));
  const named = changes
    .slice(0, MOST_NAMED)
    .map(({ id, revision: number, by }) => `${calledBefore(space, id)} (revision ${number}, by ${by})`);
  const more = changes.length > MOST_NAMED ? ` and ${changes.length - MOST_NAMED} more` : '';
  const message = `Expected the records of this write to be unchanged since revision ${revision}; changed: ${named.join(', ')}${more}. Read them again and repeat the write.`;
  throw new AllegianceError('CONFLICT', message, { changes: changes.slice(0, 100), revision: head });
}

interface Recorded {
  readonly id: string;
  readonly revision: number;
}

/** The stored records that the write would change and that are newer than a revision. */
function changedSince(space: Workspace, revision: number): Recorded[] {
  const shelves = [space.entities, space.sources, space.events, space.ties, space.evidence];
  return shelves
    .flatMap((shelf) => (shelf.updated() as { before: Recorded }[]).map(({ before }) => before))
    .filter((record) => record.revision > revision);
}

function calledBefore(space: Workspace, id: string): string {
  const tie = space.ties.before(id);
  const titled = space.events.before(id) ?? space.sources.before(id);
  return tie ? tieInWords(tie, space.subjectOf) : (space.entities.before(id)?.name ?? titled?.title ?? id);
}
