import type { Transaction, Value } from '../engine/engine.ts';
import { quieterEnd } from '../store/tie.ts';
import { ask } from './ask.ts';
import { degreesOf } from './load.ts';
import type { Workspace } from './workspace.ts';
import {
  CREATE_RETRACTED,
  DELETE_ENTITIES,
  DELETE_EVENTS,
  DELETE_EVIDENCE,
  DELETE_IDENTIFIERS,
  DELETE_NAMES,
  DELETE_PARTICIPANTS,
  DELETE_PLACES,
  DELETE_RETRACTED,
  DELETE_SOURCES,
  DELETE_TIES,
} from './write.cypher.ts';

/**
 * Deletes retracted records from the graph, ties before their ends, and stores them as `:Retracted`. Deletes the `:Retracted`
 * nodes of restored records.
 */
export async function takeOut(transaction: Transaction, space: Workspace): Promise<void> {
  const ids = (removed: readonly { id: string }[]) => removed.map(({ id }) => id);
  const ties = ids(space.ties.removed());
  if (ties.length > 0) {
    const degrees = await degreesOf(transaction, ties);
    await transaction.run(DELETE_TIES, { rows: ties.map((id) => ({ id, anchor: quieterEnd(id, degrees) })) });
  }
  await ask(transaction, DELETE_EVIDENCE, 'ids', ids(space.evidence.removed()));
  await ask(transaction, DELETE_SOURCES, 'ids', ids(space.sources.removed()));
  for (const statement of [DELETE_PARTICIPANTS, DELETE_PLACES, DELETE_EVENTS]) {
    await ask(transaction, statement, 'ids', ids(space.events.removed()));
  }
  const entities = space.entities.removed();
  await ask(transaction, DELETE_NAMES, 'owners', ids(entities));
  await ask(
    transaction,
    DELETE_IDENTIFIERS,
    'keys',
    [...entities, ...cleared(space)].flatMap((entity) => entity.identifiers),
  );
  await ask(transaction, DELETE_ENTITIES, 'ids', ids(entities));

  await ask(transaction, DELETE_RETRACTED, 'ids', ids(space.retracted.removed()));
  const retracted = space.retracted.created();
  if (retracted.length > 0) await transaction.run(CREATE_RETRACTED, { rows: retracted as unknown as Value });
}

/** Entities whose identifiers were cleared, as stored. */
function cleared(space: Workspace) {
  return space.entities.updated().flatMap(({ before, after }) => (after.identifiers.length === 0 ? [before] : []));
}
