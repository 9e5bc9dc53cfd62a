import type { NamedEntity } from '../../../write/workspace.ts';
import type { Snapshot } from '../snapshot.ts';
import { namedByEntity, namesFor } from './names.ts';
import { entityRow, mergeRow, type RowLine, sourceRow } from './rows.ts';
import { tieRows } from './tieRows.ts';

/**
 * The ties of a part of the graph with all that they refer to, each row after the rows that it refers to: entities, the
 * entities into which these are merged, and the sources of the evidence. Events belong to no tie and are left out.
 */
export async function* partRows(snapshot: Snapshot): AsyncGenerator<RowLine[], void> {
  const given = new Set<string>();
  const merged: string[] = [];
  for await (const ties of snapshot.ties()) {
    const { rows, entities, sources } = await tieRows(snapshot, ties);
    const fresh = [...sources].filter((id) => isNew(given, id));
    yield (await snapshot.past.sources(fresh)).map(sourceRow);
    const found = await reached(snapshot, entities, given);
    const nameOf = await namesFor(snapshot, found.flatMap(namedByEntity));
    yield found.filter(({ kind }) => kind === 'PLACE').map((entity) => entityRow(entity, nameOf));
    yield found.filter(({ kind }) => kind !== 'PLACE').map((entity) => entityRow(entity, nameOf));
    for (const { id, mergedInto } of found) if (mergedInto !== null) merged.push(id);
    yield rows;
  }
  const entities = await snapshot.past.entities(merged);
  const nameOf = await namesFor(snapshot, entities.flatMap(namedByEntity));
  yield entities.map((entity) => mergeRow(entity, nameOf));
}

/** Entities that were not written yet, and recursively all entities that they refer to. */
async function reached(snapshot: Snapshot, ids: Iterable<string>, given: Set<string>): Promise<NamedEntity[]> {
  const found: NamedEntity[] = [];
  for (let next = [...ids]; next.length > 0; ) {
    const level = await snapshot.past.entities(next.filter((id) => isNew(given, id)));
    found.push(...level);
    next = level.flatMap(namedByEntity);
  }
  return found;
}

function isNew(given: Set<string>, id: string): boolean {
  if (given.has(id)) return false;
  given.add(id);
  return true;
}
