import type { ControlThenQuery, EventsByPlaceQuery } from '../api/operations.ts';
import type { GraphEntity } from '../graph/graph.ts';

export type Control = NonNullable<ControlThenQuery['relationships']>['nodes'][number];
type Group = NonNullable<EventsByPlaceQuery['eventBreakdown']>[number];

/** Who holds a place. */
export interface Holder {
  readonly actor: GraphEntity;
  readonly tie: string;
  /** FULL, PARTIAL or CONTESTED. */
  readonly extent: string;
  readonly disputed: boolean;
}

/** A place with what is known of it at the selected time. */
export interface MapPlace {
  readonly place: GraphEntity;
  readonly longitude: number;
  readonly latitude: number;
  readonly holders: readonly Holder[];
  readonly events: number;
  /** By the best estimates, in people. */
  readonly deaths: number;
}

export interface MapContent {
  /** Those of most deaths first, then of most events, then by name. */
  readonly places: readonly MapPlace[];
  /** Holders by the number of places that they hold, most first. */
  readonly holders: readonly { readonly actor: GraphEntity; readonly places: number }[];
  /** Places with events or holders whose coordinates are not known. */
  readonly withoutCoordinates: number;
  /** Whether more places may have events: only those with the most are loaded. */
  readonly cut: boolean;
  /** Events of that time that are at no place drawn. */
  readonly eventsElsewhere: number;
}

/**
 * What a map shows of the events of each place and of who controls it.
 * @param maxGroups So many groups were requested at most.
 */
export function mapContentOf(groups: readonly Group[], controls: readonly Control[], totalEvents: number, maxGroups: number): MapContent {
  const found = new Map<string, { place: GraphEntity; at: Coordinates; holders: Holder[]; events: number; deaths: number }>();
  const entryOf = (place: GraphEntity & Coordinates) => {
    const entry = found.get(place.slug) ?? { place, at: place, holders: [], events: 0, deaths: 0 };
    found.set(place.slug, entry);
    return entry;
  };
  for (const { entity, events, deaths } of groups) {
    if (!entity || !('latitude' in entity)) continue;
    const entry = entryOf(entity);
    entry.events += events;
    entry.deaths += deaths.best ?? 0;
  }
  for (const { id, status, from, to, ...rest } of controls) {
    if (!('latitude' in to)) continue;
    const extent = 'extent' in rest ? rest.extent : 'FULL';
    entryOf(to).holders.push({ actor: from, tie: id, extent, disputed: status === 'DISPUTED' });
  }
  const places = [...found.values()].flatMap(({ place, at: { longitude, latitude }, ...rest }) =>
    longitude === null || latitude === null ? [] : [{ place, longitude, latitude, ...rest }],
  );
  return {
    places: places.sort(
      (a, b) => b.deaths - a.deaths || b.events - a.events || b.holders.length - a.holders.length || (a.place.name < b.place.name ? -1 : 1),
    ),
    holders: holdersIn(places),
    cut: groups.length >= maxGroups,
    withoutCoordinates: found.size - places.length,
    eventsElsewhere: totalEvents - places.reduce((sum, { events }) => sum + events, 0),
  };
}

interface Coordinates {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

function holdersIn(places: readonly MapPlace[]): MapContent['holders'] {
  const counts = new Map<string, { actor: GraphEntity; places: number }>();
  for (const { holders } of places) {
    for (const actor of new Map(holders.map((holder) => [holder.actor.slug, holder.actor])).values()) {
      const count = counts.get(actor.slug) ?? { actor, places: 0 };
      count.places++;
      counts.set(actor.slug, count);
    }
  }
  return [...counts.values()].sort((a, b) => b.places - a.places || (a.actor.slug < b.actor.slug ? -1 : 1));
}
