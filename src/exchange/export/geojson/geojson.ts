import type { NamedEntity } from '../../../write/load/unitOfWork.ts';
import { mayHold } from '../columns.ts';
import { type PlacedEvent, placedEvents } from '../events.ts';
import type { ExportFormat } from '../format.ts';
import { known } from '../leftOut.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * GeoJSON (RFC 7946) of the places that have coordinates, and of the events at them, for QGIS, Leaflet, kepler.gl and others. An
 * event is a point of its own at its place, whose `placePrecision` says how exactly it is known.
 */
export const GEOJSON: ExportFormat = {
  name: 'geojson',
  mediaType: 'application/geo+json',
  summary: 'GeoJSON of places and events, for QGIS and maps; with filters, events are left out',
  lacks: ['relationships', 'evidence', 'merged', 'documents'],
  files: [{ name: 'graph', write }],
};

async function* write(snapshot: Snapshot): AsyncGenerator<string, void> {
  yield '{"type":"FeatureCollection","features":[';
  let before = '\n';
  for await (const features of featuresOf(snapshot)) {
    if (features.length === 0) continue;
    yield before + features.map((feature) => JSON.stringify(feature)).join(',\n');
    before = ',\n';
  }
  yield '\n]}\n';
}

async function* featuresOf(snapshot: Snapshot): AsyncGenerator<object[], void> {
  const { leftOut } = snapshot;
  for await (const nodes of snapshot.nodes()) {
    for (const { kind, latitude, longitude, names, identifiers } of nodes) {
      if (kind !== 'PLACE') leftOut.add('actors');
      else if (latitude === null || longitude === null) leftOut.add('placesWithoutPoint');
      else {
        leftOut.add('names', names.length - 1);
        leftOut.add('identifiers', identifiers.length);
      }
    }
    yield nodes.flatMap((node) => at(node, node.id, placeProperties(node)));
  }
  for await (const events of placedEvents(snapshot)) {
    for (const { event, place } of events) {
      if (place === null || place.latitude === null || place.longitude === null) leftOut.add('eventsWithoutPoint');
      else
        leftOut.add(
          'counts',
          known(event.civilianDeaths, event.injured, event.deathsText, ...event.participants.map(({ deaths }) => deaths)),
        );
    }
    yield events.flatMap((placed) => (placed.place ? at(placed.place, placed.event.id, eventProperties(placed)) : []));
  }
}

/** A point with those of the properties that are known; none where the place has no coordinates. */
function at({ latitude, longitude }: NamedEntity, id: string, properties: object): object[] {
  if (latitude === null || longitude === null) return [];
  const known = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
  return [{ type: 'Feature', id, geometry: { type: 'Point', coordinates: [longitude, latitude] }, properties: known }];
}

function placeProperties({ slug, name, kind, placeKind, description }: NamedEntity): object {
  return { is: 'place', slug, name, kind, placeKind, description };
}

function eventProperties({ event, place, slugOf }: PlacedEvent): object {
  const { from, until } = mayHold(event);
  return {
    is: 'event',
    key: event.key,
    name: event.title,
    kind: event.kind,
    status: event.status,
    start: event.start,
    end: event.end,
    // The days on which it may have happened, which layers of time take.
    mayHoldFrom: from,
    mayHoldUntil: until,
    place: place?.slug ?? null,
    placePrecision: event.placePrecision,
    participants: event.participants.map(({ actor, role }) => ({ actor: slugOf(actor), role })),
    deathsBest: event.deathsBest,
    deathsLow: event.deathsLow,
    deathsHigh: event.deathsHigh,
  };
}
