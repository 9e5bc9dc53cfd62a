import { codePointLength, spanText } from '../../../model/text/codePoints.ts';
import { type RelationshipType, vocabularyOf } from '../../../model/vocabulary.ts';
import type { EvidenceRecord, SourceRecord } from '../../../store/source.ts';
import type { TieRecord } from '../../../store/tie.ts';
import type { NamedEntity } from '../../../write/load/unitOfWork.ts';
import type { PlacedEvent } from '../events.ts';
import { known, type LeftOutCounts } from '../leftOut.ts';

/** An entity of FollowTheMoney: each property has a list of texts. */
export interface FtmEntity {
  readonly id: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

/** The schema of each kind. A population is no agent, but has no other place. */
const SCHEMAS: Readonly<Record<NamedEntity['kind'], string>> = {
  STATE: 'PublicBody',
  GOVERNMENT: 'PublicBody',
  MILITARY_FORCE: 'Organization',
  ARMED_GROUP: 'Organization',
  COALITION: 'Organization',
  ORGANIZATION: 'Organization',
  PERSON: 'Person',
  POPULATION: 'LegalEntity',
  PLACE: 'Address',
};

/** The types that have a schema of their own, with the properties of their ends. All others are an UnknownLink with their phrase as role. */
const LINKS: Readonly<Partial<Record<RelationshipType, readonly [schema: string, from: string, to: string]>>> = {
  PART_OF: ['Membership', 'member', 'organization'],
  LEADS: ['Directorship', 'director', 'organization'],
  SPEAKS_FOR: ['Representation', 'agent', 'client'],
  SUCCEEDS: ['Succession', 'successor', 'predecessor'],
};
const OTHER_LINK = ['UnknownLink', 'subject', 'object'] as const;

/** The id there: that of FollowTheMoney where the entity, link or event came from it, else ours. */
export const ftmIdOf = ({ id, identifiers }: Pick<NamedEntity, 'id' | 'identifiers'>): string => ownId(identifiers) ?? id;

const PREFIX = 'ftm:';
const ownId = (keys: readonly (string | null)[]): string | undefined => keys.find((key) => key?.startsWith(PREFIX))?.slice(PREFIX.length);

/** `ARMED_GROUP` is the keyword `armed group`, by which an import knows the kind again. */
const keywordOf = (kind: string): string => kind.toLowerCase().replaceAll('_', ' ');

/** An end of a link. */
export interface FtmEnd extends Pick<NamedEntity, 'kind' | 'name'> {
  readonly ftmId: string;
}

/** Schemas that an end `organization` can have. */
const ORGANIZATIONS = ['PublicBody', 'Organization'];

/** The most code points of a value there, by its property; a name, an address or a text that is longer is cut. */
const LIMITS: ReadonlyMap<string, number> = new Map([
  ...['name', 'alias', 'previousName', 'weakAlias'].map((name) => [name, 384] as const),
  ...['full', 'location'].map((name) => [name, 250] as const),
  ...['publisher', 'authority'].map((name) => [name, 1_024] as const),
  ...['summary', 'description'].map((name) => [name, 65_000] as const),
]);
/** A longer value of these would be another one, so it is left out. */
const WHOLE: ReadonlyMap<string, number> = new Map([
  ['wikidataId', 64],
  ['sourceUrl', 4_096],
]);

function fitting(property: string, value: string, leftOut: LeftOutCounts): string[] {
  const length = codePointLength(value);
  const [whole, limit] = [WHOLE.get(property) ?? Infinity, LIMITS.get(property) ?? Infinity];
  if (length > Math.min(whole, limit)) leftOut.add('cut');
  if (length > whole) return [];
  return [length > limit ? `${spanText(value, { start: 0, end: limit - 1 })}…` : value];
}

/** The properties without those that have no value. */
function properties(
  given: Readonly<Record<string, readonly (string | number | null | undefined)[]>>,
  leftOut: LeftOutCounts,
): FtmEntity['properties'] {
  const filled = Object.entries(given).map(([name, values]) => {
    const texts = values.filter((value) => value !== null && value !== undefined && value !== '').map(String);
    return [name, [...new Set(texts)].flatMap((text) => fitting(name, text, leftOut))] as const;
  });
  return Object.fromEntries(filled.filter(([, values]) => values.length > 0));
}

/** A date of FollowTheMoney is a year, month or day from 1000 to 2999: another one, or one that is uncertain, is left out. */
function plainDate(date: string | null, leftOut: LeftOutCounts): string | null {
  if (date === null || /^[12]\d{3}(-\d\d){0,2}$/.test(date)) return date;
  leftOut.add('dates');
  return null;
}

export function nodeEntity(node: NamedEntity, leftOut: LeftOutCounts): FtmEntity {
  const schema = SCHEMAS[node.kind];
  const named = (...kinds: string[]) => node.names.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const identifiersOf = (scheme: string) =>
    node.identifiers.filter((key) => key.startsWith(`${scheme}:`)).map((key) => key.slice(scheme.length + 1));
  const isGroup = ORGANIZATIONS.includes(schema);
  leftOut.add('identifiers', node.identifiers.filter((key) => !/^(wikidata|iso3166|ftm):/.test(key)).length);
  if (!isGroup) leftOut.add('dates', known(node.activeFrom, node.activeTo));
  return {
    id: ftmIdOf(node),
    schema,
    properties: properties(
      {
        name: [node.name],
        alias: named('FULL', 'SHORT', 'NATIVE', 'SPELLING'),
        previousName: named('FORMER'),
        weakAlias: named('WEAK'),
        keywords: [keywordOf(node.placeKind ?? node.kind)],
        summary: [node.description],
        wikidataId: identifiersOf('wikidata'),
        country: identifiersOf('iso3166').map((code) => code.toLowerCase()),
        ...(isGroup
          ? { incorporationDate: [plainDate(node.activeFrom, leftOut)], dissolutionDate: [plainDate(node.activeTo, leftOut)] }
          : {}),
        ...(schema === 'Address' ? { full: [node.name], latitude: [node.latitude], longitude: [node.longitude] } : {}),
        ...(node.kind === 'STATE' || node.kind === 'GOVERNMENT' ? { topics: ['gov.national'] } : {}),
      },
      leftOut,
    ),
  };
}

/** A link, or the sanction that a state or organization has put on another. */
export function linkEntity(
  tie: TieRecord,
  [from, to]: readonly [FtmEnd, FtmEnd],
  evidence: readonly EvidenceRecord[],
  sources: ReadonlyMap<string, SourceRecord>,
  leftOut: LeftOutCounts,
): FtmEntity {
  leftOut.add('weights');
  leftOut.add('attested', known(tie.attestedFrom, tie.attestedUntil));
  leftOut.add('opponents', tie.against.length);
  leftOut.add('periods', tie.periods.length);
  leftOut.add('extents', known(tie.extent));
  leftOut.add('counts', known(tie.eventCount, tie.deathsBest, tie.deathsLow, tie.deathsHigh));
  addLeftOut(leftOut, tie, evidence);
  const isSanction = tie.type === 'SANCTIONS';
  const own = LINKS[tie.type];
  const isFitting = own !== undefined && (own[2] !== 'organization' || ORGANIZATIONS.includes(SCHEMAS[to.kind]));
  const [schema, fromProperty, toProperty] = isFitting ? own : OTHER_LINK;
  const cited = evidence.flatMap(({ source }) => sources.get(source) ?? []);
  const ends: Readonly<Record<string, readonly string[]>> = isSanction
    ? { authority: [from.name], entity: [to.ftmId] }
    : { [fromProperty]: [from.ftmId], [toProperty]: [to.ftmId], role: [vocabularyOf(tie.type).phrase] };
  return {
    id: ownId([tie.key]) ?? tie.id,
    schema: isSanction ? 'Sanction' : schema,
    properties: properties(
      {
        ...ends,
        startDate: [plainDate(tie.start, leftOut)],
        endDate: [plainDate(tie.end, leftOut)],
        description: evidence.filter(({ stance }) => stance === 'ASSERTS').map(({ quote }) => quote),
        publisher: cited.map(({ publisher }) => publisher),
        sourceUrl: cited.map(({ url }) => url),
      },
      leftOut,
    ),
  };
}

/** What a link and an event have alike. */
function addLeftOut(
  leftOut: LeftOutCounts,
  { key, ongoing }: Pick<TieRecord, 'key' | 'ongoing'>,
  evidence: readonly EvidenceRecord[],
): void {
  if (key !== null && ownId([key]) === undefined) leftOut.add('keys');
  leftOut.add('ongoing', known(ongoing));
  for (const { stance, locator, attributedTo, attribution, statedOn, asOf, deathsBest, deathsLow, deathsHigh } of evidence) {
    if (stance === 'DENIES') leftOut.add('denials');
    else leftOut.add('passageDetails', known(locator, attributedTo, attribution, statedOn, asOf));
    leftOut.add('counts', known(deathsBest, deathsLow, deathsHigh));
  }
}

/** @param idOf The id there of an actor, by its id here. */
export function eventEntity(
  { event, place }: PlacedEvent,
  evidence: readonly EvidenceRecord[],
  idOf: (id: string) => string,
  leftOut: LeftOutCounts,
): FtmEntity {
  const deaths = event.participants.map((participant) => participant.deaths);
  leftOut.add('weights');
  leftOut.add('roles', event.participants.length);
  leftOut.add('placePrecisions', known(event.placePrecision));
  leftOut.add(
    'counts',
    known(event.deathsBest, event.deathsLow, event.deathsHigh, event.deathsText, event.civilianDeaths, event.injured, ...deaths),
  );
  addLeftOut(leftOut, event, evidence);
  return {
    id: ownId([event.key]) ?? event.id,
    schema: 'Event',
    properties: properties(
      {
        name: [event.title],
        keywords: [keywordOf(event.kind)],
        description: evidence.filter(({ stance }) => stance === 'ASSERTS').map(({ quote }) => quote),
        startDate: [plainDate(event.start, leftOut)],
        endDate: [plainDate(event.end, leftOut)],
        location: [place?.name],
        addressEntity: [place && ftmIdOf(place)],
        involved: event.participants.map(({ actor }) => idOf(actor)),
      },
      leftOut,
    ),
  };
}
