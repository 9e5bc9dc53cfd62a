import type { ActorKind } from '../../../model/kinds.ts';

/** A UCDP actor with another slug, name or kind than the one made from its name in the tables. */
export interface KnownActor {
  readonly slug: string;
  readonly kind: ActorKind;
  readonly name: string;
  /** Its names in the tables, to find it where they list members of a side without ids. */
  readonly ucdpNames: readonly string[];
}

const entry = (id: string, kind: ActorKind, slug: string, name: string, ...ucdpNames: string[]): [string, KnownActor] => [
  id,
  { slug, kind, name, ucdpNames },
];

/** By UCDP id. The slugs are those of the seed, so that an import into an empty store makes the same actors. */
export const KNOWN_ACTORS: ReadonlyMap<string, KnownActor> = new Map([
  entry('3', 'STATE', 'united-states', 'United States', 'Government of United States of America'),
  entry('118', 'GOVERNMENT', 'syrian-government', 'Syrian government', 'Government of Syria'),
  entry('4456', 'COALITION', 'syrian-insurgents', 'Syrian insurgents', 'Syrian insurgents'),
  entry('5575', 'COALITION', 'islamic-front', 'Islamic Front', 'Islamic Front'),
  entry('7105', 'COALITION', 'syrian-liberation-front', 'Syrian Liberation Front', 'Syrian Liberation Front'),
  entry('7128', 'COALITION', 'national-front-for-liberation', 'National Front for Liberation', 'National Front for Liberation'),
  entry('7514', 'COALITION', 'syrian-national-army', 'Syrian National Army', 'SNA'),
  entry('6599', 'COALITION', 'hawar-kilis-operations-room', 'Hawar Kilis Operations Room', 'Hawar Kilis Operations Room'),
  entry('6815', 'ARMED_GROUP', 'hayat-tahrir-al-sham', 'Hayat Tahrir al-Sham', 'HTS'),
  entry('1170', 'ARMED_GROUP', 'jabhat-al-nusra', 'Jabhat al-Nusra', 'Jabhat Fateh al-Sham'),
  entry('234', 'ARMED_GROUP', 'islamic-state', 'Islamic State', 'IS'),
  entry('6288', 'ARMED_GROUP', 'syrian-democratic-forces', 'Syrian Democratic Forces', 'SDF'),
  entry('4163', 'ARMED_GROUP', 'pyd', 'Democratic Union Party', 'PYD'),
  entry('323', 'ARMED_GROUP', 'pkk', "Kurdistan Workers' Party", 'PKK'),
  entry('6434', 'ARMED_GROUP', 'nour-al-din-al-zenki', 'Nour al-Din al-Zenki', 'Nour al-Din al-Zenki', 'Nour al-Din Zenki'),
  entry('7118', 'ARMED_GROUP', 'hurras-al-din', 'Tanzim Hurras ad-Din', 'Tanzim Hurras ad-Din'),
  entry('7103', 'ARMED_GROUP', 'suqour-al-sham', 'Suqour al-Sham', 'Suqour al-Sham', 'Suqour al-Sham Brigades'),
  entry('6366', 'ARMED_GROUP', 'syriac-military-council', 'Syriac Military Council', 'MFS'),
  entry('269', 'ARMED_GROUP', 'muslim-brotherhood-syria', 'Muslim Brotherhood (Syria)', 'Muslim Brotherhood'),
  entry('7046', 'ARMED_GROUP', 'ansar-al-sharia-in-libya', 'Ansar al-Sharia in Libya', 'ASL'),
]);

/** UCDP's id for civilians of any country. */
export const CIVILIANS_ID = '1';

/** Names that several actors of UCDP's list have, as slugs. They do not identify an actor; the slugs of these actors end in the id. */
export const SHARED_NAMES: ReadonlySet<string> = new Set(
  `bra dpr eln erp forest-brothers fpr lpr mdf military-faction-navy mnr national-liberation-army nrf nsf pla seleka sla srf ssdf
  uck unlf upa upc`.split(/\s+/),
);

/** Actors of UCDP's list whose names contain commas but that are not coalitions. Any other name with commas lists the members of a coalition. */
export const SINGLE_ACTORS_WITH_COMMA: ReadonlySet<string> = new Set([
  'Interahamwe, ex-FAR',
  'Military Junta for the Consolidation of Democracy, Peace and Justice',
  'Military faction (forces of Augusto Pinochet, Toribio Merino and Leigh Guzman)',
  'Military faction (forces of Honasan, Abenina & Zumel)',
  'Opposition coalition (Febreristas, Liberals and Communists)',
  'SAO Eastern Slavonia, Baranja and Western Symria',
]);

/**
 * When some actors were formed, by UCDP id, where that is known and the tables name them for earlier events. Only used for
 * warnings; it is not imported.
 */
export const FORMATION_DATES: ReadonlyMap<string, string> = new Map([
  ['6288', '2015-10-10'],
  ['6815', '2017-01-28'],
  ['7514', '2017-12-30'],
  ['7105', '2018-02-18'],
  ['7128', '2018-05-28'],
]);
