import { ACTOR_KINDS, EVENT_KINDS, EVENT_ROLES, SUPPORT_KINDS } from '../../../src/model/kinds.ts';
import { VOCABULARY, type VocabularyRow } from '../../../src/model/vocabulary.ts';
import type { ActorRow, EventRow, EvidenceRow, PlaceRow, RelationshipRow } from '../../../src/write/validate/rows.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';

/*
 * A small graph with everything that is rare in the seed: all kinds of actors and ties, all statuses, dates of every precision and
 * none, coalitions that change over time, nested places, names in several scripts.
 */

const ACTORS = 24;
/** Slugs are rich-actor-0, rich-actor-1 and so on; the kinds rotate. */
export const actorSlug = (number: number): string => `rich-actor-${number % ACTORS}`;

/** Each is located in the one before it. */
const NESTED = ['rich-country', 'rich-province', 'rich-district', 'rich-city', 'rich-site'] as const;
const PLACES: readonly string[] = [...NESTED, 'rich-town', 'rich-village'];
const placeSlug = (number: number): string => PLACES[number % PLACES.length]!;

const NAMES = ['Ærø', 'Zürich guard', 'قوات النور', 'Бригада', "O'Neill’s men", '北方军', 'same name', 'same name'];

const SOURCES = ['A', 'B', 'C', 'F'].map((reliability) => ({
  key: `rich-source-${reliability.toLowerCase()}`,
  title: `Source of reliability ${reliability}`,
  reliability,
}));

const documents = [
  { source: 'rich-source-a', text: 'قوات النور 🕊️ and חיל האוויר.\nWords of rich-source-a.', language: 'ar' },
  { source: 'rich-source-b', text: 'It begins here. Words of rich-source-b. It ends.' },
];

const actors: ActorRow[] = Array.from({ length: ACTORS }, (_, number) => ({
  slug: actorSlug(number),
  name: `${NAMES[number % NAMES.length]} ${number < NAMES.length ? '' : 'II'}`.trim(),
  kind: ACTOR_KINDS[number % ACTOR_KINDS.length]!,
  identifiers: [{ scheme: 'rich', value: String(number) }],
  aliases: [{ name: `alias ${number}`, language: 'en', kind: 'SHORT', start: '2001' }],
  ...(number % 3 === 0 ? { activeFrom: '2000', activeTo: '2010-06' } : {}),
}));

const places: PlaceRow[] = PLACES.map((slug, number) => ({
  slug,
  name: `Rich ${slug.slice(5)}`,
  kind: (['COUNTRY', 'PROVINCE', 'DISTRICT', 'CITY', 'SITE', 'TOWN', 'VILLAGE'] as const)[number]!,
  latitude: 10 + number / 3,
  longitude: -20.5,
  ...(number > 0 && number < NESTED.length ? { within: NESTED[number - 1]! } : {}),
  ...(slug === 'rich-town' ? { within: 'rich-province' } : {}),
}));

/** Every precision, open ends, attested intervals, a single day, and no date at all. */
const INTERVALS = [
  { start: '2011', end: '2013' },
  { start: '2012-03', ongoing: true },
  { end: '2014-05-06' },
  { attestedFrom: '2010', attestedUntil: '2016' },
  { start: '[2016-01-11..2016-01-17]', end: '2016-02' },
  { start: '2015-07-01', end: '2015-07-01' },
  {},
  { start: '0001', end: '9999', ongoing: false },
] as const;

/** A period of support that leaves a gap after the other of its tie. */
const APART = { start: '2014-11', end: '2016-01', kinds: [] };

const says = (source: string, more: Partial<EvidenceRow> = {}): EvidenceRow => ({ source, quote: `Words of ${source}.`, ...more });

/** Evidence that makes a tie SUPPORTED, REPORTED, DISPUTED, DENIED, UNSOURCED. */
const EVIDENCE: EvidenceRow[][] = [
  [says('rich-source-a'), says('rich-source-b', { attributedTo: actorSlug(1), statedOn: '2015-02', verbatim: true, start: 16, end: 39 })],
  [says('rich-source-c', { hedged: true, attribution: 'two sources' })],
  [says('rich-source-b'), says('rich-source-f', { stance: 'DENIES', locator: 'page 3' })],
  [says('rich-source-c', { stance: 'DENIES' })],
  [],
];

const TIES_OF_A_TYPE = 10;

const relationships: RelationshipRow[] = VOCABULARY.flatMap((row, line) =>
  Array.from({ length: TIES_OF_A_TYPE }, (_, number) => tie(row, line, number)).filter((one) => one.from !== one.to),
);

function tie(row: VocabularyRow, line: number, number: number): RelationshipRow {
  const placeAtEnd = !row.to.includes('actor') || (row.to.includes('place') && number % 2 === 0);
  return {
    key: `rich:${row.type}:${number}`,
    type: row.type,
    from: row.from.includes('actor') ? actorSlug(line + number * 5) : innerAndOuter(number)[0],
    to: placeAtEnd ? (row.from.includes('actor') ? placeSlug(number + 3) : innerAndOuter(number)[1]) : actorSlug(line * 7 + number * 3 + 1),
    ...INTERVALS[(line + number) % INTERVALS.length],
    evidence: EVIDENCE[number % EVIDENCE.length]!,
    ...(number === 7 ? { confidence: 1 } : {}),
    ...ownFields(row, number),
  };
}

/** Two places, of which the later one is inside the earlier one, so that none is inside itself. */
function innerAndOuter(number: number): [inner: string, outer: string] {
  const [one, other] = [number % PLACES.length, (number + 3) % PLACES.length];
  return [placeSlug(Math.max(one, other)), placeSlug(Math.min(one, other))];
}

function ownFields({ type }: VocabularyRow, number: number): Partial<RelationshipRow> {
  if (type === 'BACKS') {
    const kinds = [SUPPORT_KINDS[number % SUPPORT_KINDS.length]!, 'OTHER' as const];
    return { against: [actorSlug(number + 2)], periods: [{ start: '2011', kinds }, APART] };
  }
  if (type === 'CONTROLS') return { extent: (['FULL', 'PARTIAL', 'CONTESTED'] as const)[number % 3]! };
  if (type === 'ATTACKS' || type === 'FIGHTS') return { eventCount: number, deathsBest: number * 11, deathsLow: number, deathsHigh: null };
  return {};
}

const EVENTS = 40;

const EVENT_INTERVALS = [
  { start: '2011', end: '2013' },
  { start: '2012-04' },
  { start: '2015-07-01' },
  { start: '[2016-01-11..2016-01-17]' },
  { start: '2012-05-09', ongoing: true },
];

const events: EventRow[] = Array.from({ length: EVENTS }, (_, number) => ({
  key: `rich-event:${number}`,
  kind: EVENT_KINDS[number % EVENT_KINDS.length]!,
  title: `Event ${number}`,
  ...EVENT_INTERVALS[number % EVENT_INTERVALS.length]!,
  ...(number % 4 === 0 ? { place: placeSlug(number), placePrecision: 'NEAR' as const } : {}),
  ...(number % 3 === 0 ? { deathsBest: number * 10, deathsLow: number, deathsHigh: number * 100 } : {}),
  ...(number % 3 === 1 ? { deathsBest: number, deathsText: 'dozens' } : {}),
  participants: [0, 1, 2].map((part) => ({
    actor: actorSlug(number + part * 5),
    role: EVENT_ROLES[(number + part * 3) % EVENT_ROLES.length]!,
    ...(part === 0 ? { deaths: number } : {}),
  })),
  evidence: EVIDENCE[number % EVIDENCE.length]!,
}));

export const RICH_ROWS: BatchRows = { sources: SOURCES, documents, places, actors, events, relationships };

/** Merges of actors; the last one of a chain remains. */
export const MERGES: ReadonlyArray<readonly [merged: string, remaining: string]> = [
  [actorSlug(9), actorSlug(3)],
  [actorSlug(15), actorSlug(9)],
  [actorSlug(20), 'hezbollah'],
];
