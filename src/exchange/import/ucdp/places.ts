import type { PlaceKind } from '../../../model/kinds.ts';
import { MAX_SLUG_LENGTH, slugOf, slugStart } from '../../../model/slug.ts';
import { hexDigits } from '../slug.ts';
import { cellDegrees, cellText, requiredId } from './cells.ts';
import type { RowFields, UcdpRecord } from './table.ts';

interface Point {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

interface PlaceIdentity {
  readonly slug: string;
  readonly kind: PlaceKind;
  readonly name: string;
}

/** A place of UCDP. It is identified by name, province and coordinates: six names stand for two places each in the same province. */
interface UcdpPlace extends PlaceIdentity, Point {
  /** `652/Aleppo Governorate/Aleppo town@36.201241,37.161173`. */
  readonly key: string;
  /** The name in the table. */
  readonly ucdpName: string;
}

/** Places of the seed, by the UCDP keys that refer to them. */
const KNOWN_PLACES: ReadonlyMap<string, PlaceIdentity> = new Map([
  ['652/Aleppo Governorate', { slug: 'aleppo-province', kind: 'PROVINCE', name: 'Aleppo province' }],
  ['652/Idlib Governorate', { slug: 'idlib-province', kind: 'PROVINCE', name: 'Idlib province' }],
  ['652/Damascus Governorate', { slug: 'damascus-province', kind: 'PROVINCE', name: 'Damascus Governorate' }],
  ['652//Northwestern Syria@36.25,37.616667', { slug: 'northwestern-syria', kind: 'REGION', name: 'north-western Syria' }],
  ['652/Aleppo Governorate/Aleppo town@36.201241,37.161173', { slug: 'aleppo', kind: 'CITY', name: 'Aleppo' }],
  ['652/Idlib Governorate/Idlib town@35.93062,36.63393', { slug: 'idlib', kind: 'CITY', name: 'Idlib' }],
  ['652/Idlib Governorate/Maarat al-Numaan town@35.648379,36.676019', { slug: 'maraat-al-numan', kind: 'CITY', name: 'Maraat al-Numan' }],
  ['652/Damascus Governorate/Damascus city@33.513364,36.291575', { slug: 'damascus', kind: 'CITY', name: 'Damascus' }],
]);

/** The place of a record and the rows that must be written first. */
export interface ResolvedPlace {
  /** The slug by which other rows refer to the place. */
  readonly reference: string;
  readonly places: readonly RowFields[];
  /** LOCATED_IN between these places. */
  readonly ties: readonly RowFields[];
}

/** The columns that say where an event was. */
const PLACE_COLUMNS = ['country_id', 'country', 'adm_1', 'adm_2', 'where_coordinates', 'latitude', 'longitude'];

/** The places of one table. When a place first occurs, its row and its LOCATED_IN are returned. */
export class PlaceRegistry {
  /** The places returned so far, by key; true where they were returned with coordinates. */
  private readonly seen = new Map<string, boolean>();
  /** The place of a record and what contains it, by the cells that say so: few places recur in many records. */
  private readonly chains = new Map<string, readonly UcdpPlace[]>();

  constructor(private readonly source: string) {}

  /** @throws BadCell */
  resolve(record: UcdpRecord): ResolvedPlace {
    const cells = PLACE_COLUMNS.map((column) => record[column] ?? '').join('\0');
    const chain = this.chains.get(cells) ?? placesOf(record);
    this.chains.set(cells, chain);
    const newPlaces = chain.filter(({ key, latitude }) => !this.seen.has(key) || (latitude !== null && !this.seen.get(key)));
    const ties = chain.flatMap((place, index) =>
      this.seen.has(place.key) || index === 0 ? [] : [this.locatedInRow(place, chain[index - 1]!, chain[0]!)],
    );
    for (const { key, latitude } of newPlaces) this.seen.set(key, latitude !== null);
    return { reference: chain.at(-1)!.slug, places: newPlaces.map(placeRow), ties };
  }

  private locatedInRow(place: UcdpPlace, parent: UcdpPlace, country: UcdpPlace): RowFields {
    const column = ['country', 'adm_1', 'adm_2'][place.key.split('/').length - 1] ?? 'where_coordinates';
    const named = place.key.includes('@') ? 'where_coordinates' : column;
    const locator =
      parent === country ? `${named} "${place.ucdpName}", country ${country.name}` : `${named} "${place.ucdpName}" in "${parent.ucdpName}"`;
    const quote =
      place.kind === 'PROVINCE'
        ? `Lists ${place.ucdpName} as a province of ${country.name}.`
        : `Places ${place.ucdpName} in ${parent.ucdpName}.`;
    return { type: 'LOCATED_IN', from: place.slug, to: parent.slug, evidence: [{ source: this.source, locator, quote }] };
  }
}

function placeRow({ slug, kind, name, ucdpName, key, latitude, longitude }: UcdpPlace): RowFields {
  const aliases = name === ucdpName ? {} : { aliases: [{ name: ucdpName, language: 'en', kind: 'SPELLING' }] };
  const point = latitude === null ? {} : { latitude, longitude };
  return { slug, kind, name, identifiers: [{ scheme: 'ucdp-place', value: key }], ...aliases, ...point };
}

/** The place of a row's event and the places that contain it, the largest first. @throws BadCell */
function placesOf(record: UcdpRecord): UcdpPlace[] {
  const country = cellText(record.country) ?? 'unknown country';
  const id = requiredId(record.country_id, 'country_id');
  const [province, district, name] = [cellText(record.adm_1), cellText(record.adm_2), cellText(record.where_coordinates)];
  const around = [placeOf(id, country, 'COUNTRY', `${slugOf(country)}-country`)];
  if (province !== null) around.push(placeOf(`${id}/${province}`, province, 'PROVINCE', slugOf(`${province} ${country}`)));
  if (province !== null && district !== null)
    around.push(placeOf(`${id}/${province}/${district}`, district, 'DISTRICT', slugOf(`${district} ${province} ${country}`)));
  const point = { latitude: cellDegrees(record.latitude, 'latitude', 90), longitude: cellDegrees(record.longitude, 'longitude', 180) };
  if (name === null) return around;
  const same = around.findIndex((place) => place.ucdpName === name);
  if (same >= 0) return [...around.slice(0, same), { ...around[same]!, ...point }];
  const key = `${id}/${province ?? ''}/${name}@${point.latitude ?? ''},${point.longitude ?? ''}`;
  return [...around, { ...placeOf(key, name, kindOf(name), withDigits(slugOf(name), key)), ...point }];
}

/** A place without coordinates. */
function placeOf(key: string, ucdpName: string, kind: PlaceKind, slug: string): UcdpPlace {
  const made = { slug: slug.length <= MAX_SLUG_LENGTH || kind === 'COUNTRY' ? slug : withDigits(slug, key), kind, name: ucdpName };
  return { key, ...(KNOWN_PLACES.get(key) ?? made), ucdpName, latitude: null, longitude: null };
}

/** The slug of a place whose name does not identify it, or is too long. */
function withDigits(slug: string, key: string): string {
  return `${slugStart(slug, 90)}-${hexDigits(key, 6)}`;
}

const KINDS: readonly (readonly [RegExp, PlaceKind])[] = [
  [/\bcity$/i, 'CITY'],
  [/\btown$/i, 'TOWN'],
  [/\bvillage$/i, 'VILLAGE'],
  [/\bdistrict$/i, 'DISTRICT'],
  [/\b(area|border|governorate|region|mountains?|mountain range|plains?|ghouta|qalamoun|countryside|enclave|valley|desert)\b/i, 'REGION'],
  [/^(north|south|east|west|central)\w*\b/i, 'REGION'],
];

function kindOf(name: string): PlaceKind {
  return KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? 'SITE';
}
