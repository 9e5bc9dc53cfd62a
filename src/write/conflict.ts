import type { Transaction } from '../engine/engine.ts';
import { AllegianceError } from '../model/errors.ts';
import { tieInWords } from './words.ts';
import type { Workspace } from './workspace.ts';
import { WHO_REVISED } from './write.cypher.ts';

/** How many changes the sentence of a conflict names. */
const MOST_NAMED = 5;

/**
 * Refuses a write that would change what somebody else has changed since the writer looked.
 * @param revision The newest revision that the writer had seen.
 * @throws CONFLICT that names what changed, in which revision, by whom; BAD_INPUT for a revision that is not there yet.
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
  const changes = changed.map(({ id, revision: number }) => ({ id, revision: number, by: who.get(number) ?? 'somebody' }));
  const named = changes
    .slice(0, MOST_NAMED)
    .map(({ id, revision: number, by }) => `${calledBefore(space, id)} (revision ${number}, by ${by})`);
  const more = changes.length > MOST_NAMED ? ` and ${changes.length - MOST_NAMED} more` : '';
  const message = `Expected nothing that is written here to have changed since revision ${revision}; changed since: ${named.join(', ')}${more}. Read it again and repeat the write.`;
  throw new AllegianceError('CONFLICT', message, { changes: changes.slice(0, 100), revision: head });
}

interface Recorded {
  readonly id: string;
  readonly revision: number;
}

/** What the write would change, as it was before, where that is newer than a revision. */
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
