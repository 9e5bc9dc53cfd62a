import { createHash } from 'node:crypto';
import type { PlaceKind } from '../../../model/kinds.ts';
import { cellDegrees, cellText, requiredId } from './cells.ts';
import { slugOf } from './naming.ts';
import type { UcdpRecord } from './records.ts';

/** A place of UCDP. It is identified by name, province and coordinates: six names stand for two places each in the same province. */
export interface UcdpPlace {
  /** `652/Aleppo Governorate/Aleppo town@36.201241,37.161173`. */
  readonly key: string;
  readonly slug: string;
  readonly kind: PlaceKind;
  readonly name: string;
  /** The name in the table. */
  readonly ucdpName: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

type PlaceIdentity = Pick<UcdpPlace, 'slug' | 'kind' | 'name'>;

/** Places of the seed, by the UCDP keys that refer to them. */
export const KNOWN_PLACES: ReadonlyMap<string, PlaceIdentity> = new Map([
  ['652/Aleppo Governorate', { slug: 'aleppo-province', kind: 'PROVINCE', name: 'Aleppo province' }],
  ['652/Idlib Governorate', { slug: 'idlib-province', kind: 'PROVINCE', name: 'Idlib province' }],
  ['652/Damascus Governorate', { slug: 'damascus-province', kind: 'PROVINCE', name: 'Damascus Governorate' }],
  ['652//Northwestern Syria@36.25,37.616667', { slug: 'northwestern-syria', kind: 'REGION', name: 'north-western Syria' }],
  ['652/Aleppo Governorate/Aleppo town@36.201241,37.161173', { slug: 'aleppo', kind: 'CITY', name: 'Aleppo' }],
  ['652/Idlib Governorate/Idlib town@35.93062,36.63393', { slug: 'idlib', kind: 'CITY', name: 'Idlib' }],
  ['652/Idlib Governorate/Maarat al-Numaan town@35.648379,36.676019', { slug: 'maraat-al-numan', kind: 'CITY', name: 'Maraat al-Numan' }],
  ['652/Damascus Governorate/Damascus city@33.513364,36.291575', { slug: 'damascus', kind: 'CITY', name: 'Damascus' }],
]);

/** The place of a row's event and the places that contain it, the largest first. @throws BadCell */
export function placesOf(record: UcdpRecord): UcdpPlace[] {
  const country = countryOf(record);
  const [province, district, name] = [cellText(record.adm_1), cellText(record.adm_2), cellText(record.where_coordinates)];
  const around = [
    country,
    ...(province === null ? [] : [areaOf(country, 'PROVINCE', [province])]),
    ...(province === null || district === null ? [] : [areaOf(country, 'DISTRICT', [province, district])]),
  ];
  const point = { latitude: cellDegrees(record.latitude, 'latitude', 90), longitude: cellDegrees(record.longitude, 'longitude', 180) };
  const same = around.findIndex((place) => place.ucdpName === name);
  if (name === null) return around;
  if (same >= 0) return [...around.slice(0, same), { ...around[same]!, ...point }];
  return [...around, siteOf(country, province ?? '', name, point)];
}

function countryOf(record: UcdpRecord): UcdpPlace {
  const name = cellText(record.country) ?? 'unknown country';
  const key = requiredId(record.country_id, 'country_id');
  return { key, slug: `${slugOf(name)}-country`, kind: 'COUNTRY', name, ucdpName: name, latitude: null, longitude: null };
}

function areaOf(country: UcdpPlace, kind: PlaceKind, names: readonly string[]): UcdpPlace {
  const key = [country.key, ...names].join('/');
  const name = names.at(-1)!;
  const slug = slugOf([...names].reverse().concat(country.name).join(' '));
  return { key, ...(KNOWN_PLACES.get(key) ?? { slug: shortened(slug, key), kind, name }), ucdpName: name, latitude: null, longitude: null };
}

function siteOf(
  country: UcdpPlace,
  province: string,
  name: string,
  point: { readonly latitude: number | null; readonly longitude: number | null },
): UcdpPlace {
  const key = `${country.key}/${province}/${name}@${point.latitude ?? ''},${point.longitude ?? ''}`;
  const identity = KNOWN_PLACES.get(key) ?? {
    slug: `${slugOf(name).slice(0, 90).replace(/-$/, '')}-${digest(key)}`,
    kind: kindOf(name),
    name,
  };
  return { key, ...identity, ucdpName: name, ...point };
}

function shortened(slug: string, key: string): string {
  return slug.length <= 100 ? slug : `${slug.slice(0, 90).replace(/-$/, '')}-${digest(key)}`;
}

/** Six hexadecimal digits that distinguish places of the same name; stable between runs. */
function digest(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 6);
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
