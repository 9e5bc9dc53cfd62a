import type { Transaction, Value } from '../../engine/engine.ts';
import { lowerDegreeEnd } from '../../store/tie.ts';
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
} from '../load/load.cypher.ts';
import { degreesOf } from '../load/load.ts';
import { queryByList } from '../load/queryByList.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';

/**
 * Deletes retracted records from the graph, ties before their ends, and stores them as `:Retracted`. Deletes the `:Retracted`
 * nodes of restored records.
 */
export async function applyRetractions(transaction: Transaction, unit: UnitOfWork): Promise<void> {
  const ids = (deleted: readonly { id: string }[]) => deleted.map(({ id }) => id);
  const ties = ids(unit.ties.deleted());
  if (ties.length > 0) {
    const degrees = await degreesOf(transaction, ties);
    await transaction.run(DELETE_TIES, { rows: ties.map((id) => ({ id, anchor: lowerDegreeEnd(id, degrees) })) });
  }
  await queryByList(transaction, DELETE_EVIDENCE, 'ids', ids(unit.evidence.deleted()));
  await queryByList(transaction, DELETE_SOURCES, 'ids', ids(unit.sources.deleted()));
  for (const statement of [DELETE_PARTICIPANTS, DELETE_PLACES, DELETE_EVENTS]) {
    await queryByList(transaction, statement, 'ids', ids(unit.events.deleted()));
  }
  const entities = unit.entities.deleted();
  await queryByList(transaction, DELETE_NAMES, 'owners', ids(entities));
  await queryByList(
    transaction,
    DELETE_IDENTIFIERS,
    'keys',
    [...entities, ...cleared(unit)].flatMap((entity) => entity.identifiers),
  );
  await queryByList(transaction, DELETE_ENTITIES, 'ids', ids(entities));

  await queryByList(transaction, DELETE_RETRACTED, 'ids', ids(unit.retracted.deleted()));
  const retracted = unit.retracted.created();
  if (retracted.length > 0) await transaction.run(CREATE_RETRACTED, { rows: retracted as unknown as Value });
}

/** Entities whose identifiers were cleared, as stored. */
function cleared(unit: UnitOfWork) {
  return unit.entities.updated().flatMap(({ before, after }) => (after.identifiers.length === 0 ? [before] : []));
}
