import { placesOf, type UcdpPlace } from './place.ts';
import type { UcdpRecord } from './records.ts';

export interface Placed {
  /** The slug by which other rows refer to the place. */
  readonly reference: string;
  readonly places: readonly Readonly<Record<string, unknown>>[];
  /** LOCATED_IN between these places. */
  readonly ties: readonly Readonly<Record<string, unknown>>[];
}

/** The places of one table. When a place first occurs, its row and its LOCATED_IN are returned. */
export class Atlas {
  /** The places returned so far, by key; true where they were returned with coordinates. */
  private readonly told = new Map<string, boolean>();

  constructor(private readonly source: string) {}

  place(record: UcdpRecord): Placed {
    const chain = placesOf(record);
    const untold = chain.filter((place) => this.told.get(place.key) !== true && (!this.told.has(place.key) || place.latitude !== null));
    const ties = chain.flatMap((place, index) =>
      this.told.has(place.key) || index === 0 ? [] : [this.within(place, chain[index - 1]!, chain)],
    );
    for (const place of chain) this.told.set(place.key, this.told.get(place.key) === true || place.latitude !== null);
    return { reference: chain.at(-1)!.slug, places: untold.map(placeRow), ties };
  }

  private within(place: UcdpPlace, around: UcdpPlace, chain: readonly UcdpPlace[]): Readonly<Record<string, unknown>> {
    const country = chain[0]!.name;
    const column = ['country', 'adm_1', 'adm_2'][place.key.split('/').length - 1] ?? 'where_coordinates';
    const named = place.key.includes('@') ? 'where_coordinates' : column;
    const locator =
      around === chain[0] ? `${named} "${place.ucdpName}", country ${country}` : `${named} "${place.ucdpName}" in "${around.ucdpName}"`;
    const quote =
      place.kind === 'PROVINCE'
        ? `Lists ${place.ucdpName} as a province of ${country}.`
        : `Places ${place.ucdpName} in ${around.ucdpName}.`;
    return { type: 'LOCATED_IN', from: place.slug, to: around.slug, evidence: [{ source: this.source, locator, quote }] };
  }
}

function placeRow({ slug, kind, name, ucdpName, key, latitude, longitude }: UcdpPlace): Readonly<Record<string, unknown>> {
  const aliases = name === ucdpName ? {} : { aliases: [{ name: ucdpName, language: 'en', kind: 'SPELLING' }] };
  const point = latitude === null ? {} : { latitude, longitude };
  return { slug, kind, name, identifiers: [{ scheme: 'ucdp-place', value: key }], ...aliases, ...point };
}
