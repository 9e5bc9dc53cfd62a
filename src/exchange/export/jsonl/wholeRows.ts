import { AT_A_TIME, type Snapshot } from '../snapshot.ts';
import { namedByEntity, namedByEvent, namesFor } from './names.ts';
import { entityRow, eventRow, mergeRow, type RowLine, sourceRow } from './rows.ts';
import { tieRows } from './tieRows.ts';

/** All rows of the graph, in an order in which each refers only to rows before it. */
export async function* wholeRows(snapshot: Snapshot): AsyncGenerator<RowLine[], void> {
  for await (const ids of snapshot.past.ids('source', AT_A_TIME)) yield (await snapshot.past.sources(ids)).map(sourceRow);
  for (const kind of ['place', 'actor'] as const) yield* entityRows(snapshot, kind);
  yield* eventRows(snapshot);
  for await (const ties of snapshot.recordedTies()) yield (await tieRows(snapshot, ties)).rows;
  yield* mergeRows(snapshot);
}

async function* entityRows(snapshot: Snapshot, kind: 'place' | 'actor'): AsyncGenerator<RowLine[], void> {
  for (const ids of snapshot.recordedEntityIds(kind)) {
    const entities = await snapshot.past.entities(ids);
    const nameOf = await namesFor(snapshot, entities.flatMap(namedByEntity));
    yield entities.map((entity) => entityRow(entity, nameOf));
  }
}

async function* eventRows(snapshot: Snapshot): AsyncGenerator<RowLine[], void> {
  for await (const ids of snapshot.past.ids('event', AT_A_TIME)) {
    const events = await snapshot.past.events(ids);
    const evidence = await snapshot.past.evidenceAbout(events.map(({ id }) => id));
    const passages = [...evidence.values()].flat();
    const speakers = passages.flatMap(({ attributedTo }) => attributedTo ?? []);
    const sources = passages.map(({ source }) => source);
    const nameOf = await namesFor(snapshot, [...events.flatMap(namedByEvent), ...speakers], sources);
    yield events.map((event) => eventRow(event, evidence.get(event.id) ?? [], nameOf));
  }
}

/** The merges, after all entities and ties. */
async function* mergeRows(snapshot: Snapshot): AsyncGenerator<RowLine[], void> {
  for (const ids of snapshot.recordedEntityIds('actor')) {
    const merged = await snapshot.past.entities(ids.filter((id) => snapshot.canonOf(id) !== id));
    const nameOf = await namesFor(snapshot, merged.flatMap(namedByEntity));
    yield merged.map((entity) => mergeRow(entity, nameOf));
  }
}
