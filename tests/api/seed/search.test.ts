import { afterAll, beforeAll, expect, test } from 'vitest';
import { find } from '../search/found.ts';
import { seeded, type TestGraph } from './seeded.ts';

/** What articles call the actors of the seed, and all that each must find, best first, as `slug: matched`. */
const CALLED: readonly (readonly [text: string, ...hits: string[]])[] = [
  // Acronyms with dots.
  ['U.S.', 'united-states: US'],
  ['U.S', 'united-states: US'],
  ['U.K.', 'united-kingdom: UK'],
  ['P.K.K.', 'pkk: PKK'],
  ['H.T.S.', 'hayat-tahrir-al-sham: HTS'],
  ['S.D.F.', 'syrian-democratic-forces: SDF'],
  ['I.S.I.S.', 'islamic-state: ISIS'],
  // Plurals and adjectives of nations are not their states, and not those who have another form of them in a name.
  ['Syrians'],
  ['Kurds'],
  ['Turks'],
  ['Israelis'],
  ['Israeli'],
  ['Israeli army'],
  ['Iranians'],
  ['Russians'],
  ['Americans'],
  ['Turkish'],
  ['Turkish-backed rebels'],
  ['U.S.-backed rebels'],
  ['Iran-backed militia'],
  ['Iranian-backed group'],
  ['Syrian navy'],
  ['Russian', 'russia: Russian Federation'],
  // What a name or an alias says.
  ['Syrian rebels', 'syrian-insurgents: Syrian rebels'],
  ['the rebels', 'syrian-insurgents: Syrian rebels'],
  ['the insurgents', 'syrian-insurgents: Syrian insurgents'],
  ['rebel forces', 'syrian-insurgents: rebel forces'],
  ['opposition fighters', 'syrian-insurgents: opposition fighters'],
  ['the Syrian military', 'syrian-army: Syrian military'],
  ['Syrian authorities', 'syrian-government: Syrian authorities'],
  ['Syrian Civil Defense', 'white-helmets: Syrian Civil Defense'],
  // Capitals and seats.
  ['Moscow', 'russia: Moscow'],
  ['Tehran', 'iran: Tehran'],
  ['Ankara', 'turkey: Ankara'],
  ['Washington', 'united-states: Washington'],
  ['the Kremlin', 'kremlin: Kremlin'],
  ['Damascus', 'damascus: Damascus', 'syrian-government: Damascus', 'damascus-province: Damascus Governorate'],
  ['Jerusalem'],
  // Arabic, Persian.
  ['الجيش السوري', 'syrian-army: الجيش السوري', 'syrian-national-army: الجيش الوطني السوري'],
  ['دمشق', 'damascus: دمشق', 'syrian-government: دمشق', 'damascus-province: محافظة دمشق'],
  ['حزب الله', 'hezbollah: حزب الله'],
  ['تهران', 'iran: تهران'],
  ['السوريون'],
  ['الأكراد'],
  ['إيراني'],
  // Russian.
  ['Москва', 'russia: Москва'],
  ['Кремль', 'kremlin: Кремль'],
  ['россияне'],
  ['сирийцы'],
  ['турки'],
  // Turkish.
  ['Türkiye', 'turkey: Türkiye', 'turkey-country: Türkiye'],
  ['Halep', 'aleppo: Halep'],
  ['Türkler'],
  ['Suriyeliler'],
  ['Kürtler'],
  // Typos are still forgiven.
  ['Hezbolah', 'hezbollah: Hezbollah'],
  ['Ahrar el-Sham', 'ahrar-al-sham: Ahrar al-Sham'],
  ['Iran', 'iran: Iran'],
];

let graph: TestGraph;
beforeAll(async () => {
  graph = await seeded();
});
afterAll(() => graph.close());

test.each(CALLED.map(([text, ...hits]) => ({ text, hits })))('$text', async ({ text, hits }) => {
  const found = await find(graph.engine, text);
  expect(found.map(({ entity, matched }) => `${entity.slug}: ${matched}`)).toEqual(hits);
});

test('outside identifiers of Wikidata find actors and places', async () => {
  const of = (id: string) => graph.execute(`{ entity(id: "wikidata:${id}") { slug } }`);
  expect(await of('Q159')).toEqual({ entity: { slug: 'russia' } });
  expect(await of('Q3766')).toEqual({ entity: { slug: 'damascus' } });
});
