import { documentId } from '../../../store/mintId.ts';
import type { NamedEntity } from '../../../write/load/unitOfWork.ts';
import type { Snapshot } from '../snapshot.ts';
import { DOCUMENTS_PER_BATCH, documentLines } from './documentLines.ts';
import { entityLine, mergeLine, type RowLine, sourceLine } from './lines.ts';
import { entityReferences, referencesFor } from './references.ts';
import { tieLines } from './tieLines.ts';

/**
 * The ties of a part of the graph with all that they refer to, each row after the rows that it refers to: entities, the
 * entities into which these are merged, and the sources of the evidence with their documents. Events belong to no tie and are left out.
 */
export async function* partLines(snapshot: Snapshot): AsyncGenerator<RowLine[], void> {
  const written = new Set<string>();
  const merged: string[] = [];
  for await (const ties of snapshot.ties()) {
    const { lines, entities, sources } = await tieLines(snapshot, ties);
    const newSources = [...sources].filter((id) => isNew(written, id));
    yield (await snapshot.records.sources(newSources)).map(sourceLine);
    const documents = newSources.map(documentId);
    for (let from = 0; from < documents.length; from += DOCUMENTS_PER_BATCH) {
      yield await documentLines(snapshot, documents.slice(from, from + DOCUMENTS_PER_BATCH));
    }
    const newEntities = await withReferences(snapshot, entities, written);
    const referenceOf = await referencesFor(snapshot, newEntities.flatMap(entityReferences));
    yield newEntities.filter(({ kind }) => kind === 'PLACE').map((entity) => entityLine(entity, referenceOf));
    yield newEntities.filter(({ kind }) => kind !== 'PLACE').map((entity) => entityLine(entity, referenceOf));
    for (const { id, mergedInto } of newEntities) if (mergedInto !== null) merged.push(id);
    yield lines;
  }
  const entities = await snapshot.records.entities(merged);
  const referenceOf = await referencesFor(snapshot, entities.flatMap(entityReferences));
  yield entities.map((entity) => mergeLine(entity, referenceOf));
}

/** Entities that were not written yet, and recursively all entities that they refer to. */
async function withReferences(snapshot: Snapshot, ids: Iterable<string>, written: Set<string>): Promise<NamedEntity[]> {
  const newEntities: NamedEntity[] = [];
  for (let next = [...ids]; next.length > 0; ) {
    const level = await snapshot.records.entities(next.filter((id) => isNew(written, id)));
    newEntities.push(...level);
    next = level.flatMap(entityReferences);
  }
  return newEntities;
}

function isNew(written: Set<string>, id: string): boolean {
  if (written.has(id)) return false;
  written.add(id);
  return true;
}
