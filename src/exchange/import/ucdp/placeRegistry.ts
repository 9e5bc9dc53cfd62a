import { placesOf, type UcdpPlace } from './place.ts';
import type { UcdpRecord } from './records.ts';

export interface ResolvedPlace {
  /** The slug by which other rows refer to the place. */
  readonly reference: string;
  readonly places: readonly Readonly<Record<string, unknown>>[];
  /** LOCATED_IN between these places. */
  readonly ties: readonly Readonly<Record<string, unknown>>[];
}

/** The places of one table. When a place first occurs, its row and its LOCATED_IN are returned. */
export class PlaceRegistry {
  /** The places returned so far, by key; true where they were returned with coordinates. */
  private readonly seen = new Map<string, boolean>();

  constructor(private readonly source: string) {}

  place(record: UcdpRecord): ResolvedPlace {
    const chain = placesOf(record);
    const newPlaces = chain.filter((place) => this.seen.get(place.key) !== true && (!this.seen.has(place.key) || place.latitude !== null));
    const ties = chain.flatMap((place, index) =>
      this.seen.has(place.key) || index === 0 ? [] : [this.locatedInRow(place, chain[index - 1]!, chain)],
    );
    for (const place of chain) this.seen.set(place.key, this.seen.get(place.key) === true || place.latitude !== null);
    return { reference: chain.at(-1)!.slug, places: newPlaces.map(placeRow), ties };
  }

  private locatedInRow(place: UcdpPlace, parent: UcdpPlace, chain: readonly UcdpPlace[]): Readonly<Record<string, unknown>> {
    const country = chain[0]!.name;
    const column = ['country', 'adm_1', 'adm_2'][place.key.split('/').length - 1] ?? 'where_coordinates';
    const named = place.key.includes('@') ? 'where_coordinates' : column;
    const locator =
      parent === chain[0] ? `${named} "${place.ucdpName}", country ${country}` : `${named} "${place.ucdpName}" in "${parent.ucdpName}"`;
    const quote =
      place.kind === 'PROVINCE'
        ? `Lists ${place.ucdpName} as a province of ${country}.`
        : `Places ${place.ucdpName} in ${parent.ucdpName}.`;
    return { type: 'LOCATED_IN', from: place.slug, to: parent.slug, evidence: [{ source: this.source, locator, quote }] };
  }
}

function placeRow({ slug, kind, name, ucdpName, key, latitude, longitude }: UcdpPlace): Readonly<Record<string, unknown>> {
  const aliases = name === ucdpName ? {} : { aliases: [{ name: ucdpName, language: 'en', kind: 'SPELLING' }] };
  const point = latitude === null ? {} : { latitude, longitude };
  return { slug, kind, name, identifiers: [{ scheme: 'ucdp-place', value: key }], ...aliases, ...point };
}
