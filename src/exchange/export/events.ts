import type { EventWithParticipants, NamedEntity } from '../../write/load/unitOfWork.ts';
import { EXPORT_BATCH_SIZE, type Snapshot } from './snapshot.ts';

/** An event, with the entities that it names. */
export interface PlacedEvent {
  readonly event: EventWithParticipants;
  /** Null where none is known. */
  readonly place: NamedEntity | null;
  /** The slug of a participant, by its id. */
  readonly slugOf: (id: string) => string;
}

/** All events of the graph, in batches; none for a part, since events belong to no relationship. */
export async function* placedEvents(snapshot: Snapshot): AsyncGenerator<PlacedEvent[], void> {
  if (!snapshot.isWhole) return;
  const { records } = snapshot;
  for await (const ids of records.ids('event', EXPORT_BATCH_SIZE)) {
    const events = await records.events(ids);
    const slugs = await records.slugs([...new Set(events.flatMap(({ participants }) => participants.map(({ actor }) => actor)))]);
    const placeIds = [...new Set(events.flatMap(({ place }) => place ?? []))];
    const places = new Map((await records.entities(placeIds)).map((place) => [place.id, place]));
    yield events.map((event) => ({
      event,
      place: event.place === null ? null : (places.get(event.place) ?? null),
      slugOf: (id) => slugs.get(id) ?? id,
    }));
  }
}
