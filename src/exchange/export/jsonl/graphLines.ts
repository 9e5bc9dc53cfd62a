import { EXPORT_BATCH_SIZE, type Snapshot } from '../snapshot.ts';
import { DOCUMENTS_PER_BATCH, documentLines } from './documentLines.ts';
import { entityLine, eventLine, mergeLine, type RowLine, sourceLine } from './lines.ts';
import { entityReferences, eventReferences, referencesFor } from './references.ts';
import { tieLines } from './tieLines.ts';

/** All rows of the graph, in an order in which each refers only to rows before it. */
export async function* graphLines(snapshot: Snapshot): AsyncGenerator<RowLine[], void> {
  for await (const ids of snapshot.records.ids('source', EXPORT_BATCH_SIZE)) yield (await snapshot.records.sources(ids)).map(sourceLine);
  for await (const ids of snapshot.records.ids('document', DOCUMENTS_PER_BATCH)) yield await documentLines(snapshot, ids);
  for (const kind of ['place', 'actor'] as const) yield* entityLines(snapshot, kind);
  yield* eventLines(snapshot);
  for await (const ties of snapshot.recordedTies()) yield (await tieLines(snapshot, ties)).lines;
  yield* mergeLines(snapshot);
}

async function* entityLines(snapshot: Snapshot, kind: 'place' | 'actor'): AsyncGenerator<RowLine[], void> {
  for (const ids of snapshot.recordedEntityIds(kind)) {
    const entities = await snapshot.records.entities(ids);
    const referenceOf = await referencesFor(snapshot, entities.flatMap(entityReferences));
    yield entities.map((entity) => entityLine(entity, referenceOf));
  }
}

async function* eventLines(snapshot: Snapshot): AsyncGenerator<RowLine[], void> {
  for await (const ids of snapshot.records.ids('event', EXPORT_BATCH_SIZE)) {
    const events = await snapshot.records.events(ids);
    const evidence = await snapshot.records.evidenceAbout(events.map(({ id }) => id));
    const passages = [...evidence.values()].flat();
    const speakers = passages.flatMap(({ attributedTo }) => attributedTo ?? []);
    const sources = passages.map(({ source }) => source);
    const referenceOf = await referencesFor(snapshot, [...events.flatMap(eventReferences), ...speakers], sources);
    yield events.map((event) => eventLine(event, evidence.get(event.id) ?? [], referenceOf));
  }
}

/** The merges, after all entities and ties. */
async function* mergeLines(snapshot: Snapshot): AsyncGenerator<RowLine[], void> {
  for (const ids of snapshot.recordedEntityIds('actor')) {
    const merged = await snapshot.records.entities(ids.filter((id) => snapshot.canonicalId(id) !== id));
    const referenceOf = await referencesFor(snapshot, merged.flatMap(entityReferences));
    yield merged.map((entity) => mergeLine(entity, referenceOf));
  }
}
