import { isDate } from '../../../model/date.ts';
import { quoted } from '../../../model/errors.ts';
import { isOutsideIdentifier } from '../../../model/id.ts';
import { isReadableName, isWebAddress } from '../../../model/readableName.ts';
import { MAX_SLUG_LENGTH, slugStart } from '../../../model/slug.ts';
import { type RelationshipType, vocabularyOf } from '../../../model/vocabulary.ts';
import { toUtf8 } from '../encodings.ts';
import type { ImportedRow, ImportFormat, ImportInput, ImportItem, UnreadableLine } from '../format.ts';
import { jsonLines } from '../jsonl.ts';
import { hexDigits, slugFor } from '../slug.ts';
import { type FtmRecord, readEntity, Values } from './entity.ts';
import { LeftOut } from './leftOut.ts';
import {
  ACTOR_SCHEMAS,
  ADDRESS_PARTS,
  actorKindOf,
  DESCRIPTIONS,
  eventKindOf,
  IDENTIFIER_PROPERTIES,
  LINK_DETAILS,
  LINK_SCHEMAS,
  NAME_PROPERTIES,
  PLACE_SCHEMAS,
  placeKindOf,
  SANCTION_DETAILS,
  typeOfPhrase,
  UNKNOWN_LINK,
} from './schemas.ts';

/**
 * Entities of FollowTheMoney (https://followthemoney.tech), one in each line: actors, places and events by their id and their outside
 * identifiers, never by name alone, and the links between them. What has no place here is counted in warnings, to the last value.
 */
export const FTM_IMPORT: ImportFormat = {
  name: 'ftm',
  version: 2,
  summary: 'FollowTheMoney entities in JSON lines, of Aleph and OpenSanctions: actors, addresses, events, and the links whose meaning fits',
  async *read(inputs) {
    for (const input of inputs) yield* new FtmReader(input).read();
  },
};

/** Names, descriptions and ids longer than this are not imported. */
const MAX_TEXT = 5_000;

/** The longest name of an authority, which is part of an identifier. */
const MAX_AUTHORITY = 400;

const isName = (text: string): boolean => isReadableName(text) && text.length <= MAX_TEXT;
const isShort = (text: string): boolean => text.length <= MAX_TEXT;
const isMoment = (text: string): boolean => isDate(text.slice(0, 10));

/** What the rows of actors and places share. */
interface NamedRow {
  readonly slug: string;
  readonly name: string;
  readonly identifiers: readonly object[];
  readonly aliases?: readonly object[];
  readonly description?: string;
}

/** The ids of the ends of a relationship, in the file. */
type Ends = readonly [from: string, to: string];

class FtmReader {
  private readonly sources = new Set<string>();
  private readonly leftOut = new LeftOut();
  /** Ids of the actors of the file, and of its places with their names: links refer to no others. */
  private readonly actors = new Set<string>();
  private readonly places = new Map<string, string>();
  /** Ids to which something refers; an address to which nothing does is no place. */
  private readonly referred = new Set<string>();
  /** The authorities of sanctions by name, with the actors of the file that have it, and those that a row or a warning is about. */
  private readonly authorities = new Map<string, Set<string>>();
  private readonly named = new Set<string>();

  constructor(private readonly input: ImportInput) {}

  /** Reads the file three times: actors, then places, then what refers to them, since a link can come before its ends. */
  async *read(): AsyncGenerator<ImportItem, void> {
    for await (const [entity, line] of this.entities()) {
      if ('unreadable' in entity) yield entity;
      else if (ACTOR_SCHEMAS.has(entity.schema)) yield* this.actor(entity, line);
      else this.prepare(entity, line);
    }
    for await (const [entity, line] of this.readable()) {
      if (PLACE_SCHEMAS.includes(entity.schema)) yield* this.place(entity, line);
      else if (this.authorities.size > 0 && this.actors.has(entity.id)) this.nameAuthority(entity);
    }
    for await (const [entity, line] of this.readable()) {
      if (LINK_SCHEMAS.has(entity.schema) || entity.schema === 'UnknownLink') yield* this.link(entity, line);
      else if (entity.schema === 'Sanction') yield* this.sanction(entity, line);
      else if (entity.schema === 'Event') yield* this.event(entity, line);
      else if (this.actors.has(entity.id)) yield* this.addresses(entity, line);
      else if (this.places.has(entity.id)) yield* this.within(entity, line);
    }
    yield* this.leftOut.warnings();
  }

  private async *entities(): AsyncGenerator<[FtmRecord | UnreadableLine, number], void> {
    let line = 0;
    for await (const text of jsonLines(toUtf8(this.input.open()))) {
      line++;
      if (text === null || text.trim() !== '') yield [readEntity(text, line), line];
    }
  }

  private async *readable(): AsyncGenerator<[FtmRecord, number], void> {
    for await (const [entity, line] of this.entities()) if (!('unreadable' in entity)) yield [entity, line];
  }

  /** Notes what an entity refers to; what is no actor, place, link or event is left out. */
  private prepare({ schema, properties }: FtmRecord, line: number): void {
    const references = schema === 'UnknownLink' ? [UNKNOWN_LINK.from, UNKNOWN_LINK.to] : schema === 'Event' ? ['addressEntity'] : [];
    for (const property of references) for (const id of properties[property] ?? []) if (id !== null) this.referred.add(id);
    if (schema === 'Sanction') for (const name of properties.authority ?? []) if (name !== null) this.authorities.set(name, new Set());
    const isKnown = references.length > 0 || LINK_SCHEMAS.has(schema) || schema === 'Sanction' || PLACE_SCHEMAS.includes(schema);
    if (!isKnown) this.leftOut.add(`schema ${schema}`, line);
  }

  private *actor(entity: FtmRecord, line: number): Iterable<ImportItem> {
    const { id, schema } = entity;
    const values = new Values(entity);
    const named = this.nameRow(entity, values, line, NAME_PROPERTIES);
    if ('unreadable' in named) return yield named;
    this.actors.add(id);
    const keyword = values.first('keywords', (word) => actorKindOf(schema, word) !== undefined);
    const kind = (keyword === undefined ? undefined : actorKindOf(schema, keyword)) ?? ACTOR_SCHEMAS.get(schema)![0]!;
    if (kind === 'STATE' || kind === 'GOVERNMENT') values.all('topics', (topic) => topic === 'gov.national');
    if (kind !== 'PERSON') for (const address of values.all('addressEntity')) this.referred.add(address);
    const [from, to] = [dateIn(values, 'incorporationDate'), dateIn(values, 'dissolutionDate')];
    yield this.row('actors', line, {
      ...named,
      kind,
      ...(from === undefined ? {} : { activeFrom: from }),
      ...(to === undefined ? {} : { activeTo: to }),
    });
    this.finish(entity, values, line);
  }

  private *place(entity: FtmRecord, line: number): Iterable<ImportItem> {
    const { id, schema } = entity;
    const values = new Values(entity);
    const keyword = values.first(schema === 'Territory' ? 'level' : 'keywords', (word) => placeKindOf(word) !== undefined);
    if (schema === 'Address' && keyword === undefined && !this.referred.has(id)) {
      return this.leftOut.add('Address to which no actor, event or link refers', line);
    }
    const full = values.first('full', isName);
    const parts = full === undefined ? ADDRESS_PARTS.flatMap((part) => values.first(part, isName) ?? []) : [];
    const address = full ?? (parts.join(', ') || undefined);
    const named = this.nameRow(entity, values, line, { name: null, alias: null, weakAlias: 'WEAK', previousName: 'FORMER' }, address);
    if ('unreadable' in named) return yield named;
    const [latitude, longitude] = [numberIn(values, 'latitude', 90), numberIn(values, 'longitude', 180)];
    // A territory can come before that of which it is part, so the last pass says so.
    values.all('partOf');
    this.places.set(id, named.name);
    yield this.row('places', line, {
      ...named,
      kind: (keyword === undefined ? undefined : placeKindOf(keyword)) ?? 'SITE',
      ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }),
    });
    this.finish(entity, values, line);
  }

  /** What actors and places share. @param address A name that comes before the others. */
  private nameRow(
    { id, schema, properties }: FtmRecord,
    values: Values,
    line: number,
    kinds: Readonly<Record<string, string | null>>,
    address?: string,
  ): NamedRow | UnreadableLine {
    const found = Object.entries(kinds).flatMap(([property, kind]) => values.all(property, isName).map((name) => ({ name, kind })));
    const names = address === undefined ? found : [{ name: address, kind: null }, ...found];
    const [preferred, ...aliases] = [...new Map(names.reverse().map((one) => [one.name, one])).values()].reverse();
    if (!preferred) {
      const message = `Expected a name of the ${schema} ${quoted(id)}; got none.`;
      return { unreadable: 'no-name', line, column: 'name', message, text: JSON.stringify({ id, schema, properties }) };
    }
    const description = DESCRIPTIONS.reduce<string | undefined>((known, property) => known ?? values.first(property, isShort), undefined);
    return {
      slug: slugOfEntity(preferred.name, id),
      name: preferred.name,
      identifiers: [{ scheme: 'ftm', value: id }, ...identifiersIn(values)],
      ...(aliases.length > 0 ? { aliases: aliases.map(({ name, kind }) => (kind === null ? { name } : { name, kind })) } : {}),
      ...(description === undefined ? {} : { description }),
    };
  }

  private *link(entity: FtmRecord, line: number): Iterable<ImportItem> {
    const { schema } = entity;
    const values = new Values(entity);
    const { from, to } = LINK_SCHEMAS.get(schema) ?? UNKNOWN_LINK;
    const role = values.first('role', (one) => typeOfPhrase(one) !== undefined);
    const type = (role === undefined ? undefined : typeOfPhrase(role)) ?? LINK_SCHEMAS.get(schema)?.type;
    if (type === undefined) {
      const [other] = values.all('role');
      return this.leftOut.add(`${schema} with the role ${other === undefined ? 'unknown' : quoted(other)}`, line);
    }
    const others = values.all(to);
    const pairs = values.all(from).flatMap((one) => others.map((other): Ends => [one, other]));
    const details = this.details(schema, values, LINK_DETAILS);
    const known = this.known(schema, pairs, type, line);
    if (known.length === 0) return;
    yield* this.ties(entity, values, line, type, known, details);
    this.finish(entity, values, line);
  }

  /** Those of the pairs whose ends are in the file and may have such a relationship. */
  private known(schema: string, pairs: readonly Ends[], type: RelationshipType, line: number): Ends[] {
    const row = vocabularyOf(type);
    const missing =
      row.from.length + row.to.length === 2 && row.to[0] === 'actor' ? 'that is no actor of the file' : `that “${row.phrase}” cannot have`;
    const fits = (id: string, kinds: readonly string[]): boolean =>
      (kinds.includes('actor') && this.actors.has(id)) || (kinds.includes('place') && this.places.has(id));
    return pairs.filter(([from, to]) => {
      if (from === to) this.leftOut.add(`${schema} of an entity with itself`, line);
      else if (!fits(from, row.from) || !fits(to, row.to)) this.leftOut.add(`${schema} with an end ${missing}`, line);
      else return true;
      return false;
    });
  }

  /** `Lists it as an Ownership (percentage 51).`, or nothing where there are no such properties. */
  private details(schema: string, values: Values, properties: readonly string[]): string | null {
    const said = properties.flatMap((property) => {
      const found = values.all(property, isShort);
      return found.length === 0
        ? []
        : [property === 'role' || property === 'relationship' ? found.join(', ') : `${property} ${found.join(', ')}`];
    });
    return said.length === 0 ? null : `${listedAs(schema).slice(0, -1)} (${said.join('; ')}).`;
  }

  /** A relationship for each pair, and before it its source. */
  private *ties(
    entity: FtmRecord,
    values: Values,
    line: number,
    type: RelationshipType,
    pairs: readonly Ends[],
    details: string | null,
    dates: readonly string[] = ['startDate'],
  ): Iterable<ImportItem> {
    if (pairs.length === 0) return;
    const start = dates.reduce<string | undefined>((known, property) => known ?? dateIn(values, property), undefined);
    const end = dateIn(values, 'endDate');
    const evidence = yield* this.evidence(entity, values, line, details);
    for (const [index, [from, to]] of pairs.entries()) {
      yield this.row('relationships', line, {
        key: index === 0 ? `ftm:${entity.id}` : `ftm:${entity.id}#${index + 1}`,
        type,
        from: `ftm:${from}`,
        to: `ftm:${to}`,
        ...(start === undefined ? {} : { start }),
        ...(end === undefined ? {} : { end }),
        evidence,
      });
    }
  }

  /** What the entity says, as passages, after the row of its source. */
  private *evidence(entity: FtmRecord, values: Values, line: number, details: string | null): Generator<ImportItem, object[]> {
    const { key, row } = this.sourceOf(entity, values);
    if (row) yield this.row('sources', line, row);
    const texts = ['description', 'summary'].flatMap((property) => values.all(property, isShort));
    const quotes = [...texts, ...(details === null ? [] : [details.slice(0, MAX_TEXT)])];
    const said = quotes.length > 0 ? quotes : [listedAs(entity.schema)];
    return [...new Set(said)].map((quote) => ({ source: key, locator: entity.id, quote }));
  }

  private *sanction(entity: FtmRecord, line: number): Iterable<ImportItem> {
    const values = new Values(entity);
    const authority = values.first('authority', (text) => isName(text) && text.length <= MAX_AUTHORITY);
    if (authority === undefined) return this.leftOut.add('Sanction without an authority', line);
    const sanctioned = values.all('entity');
    const found = sanctioned.filter((id) => this.actors.has(id));
    if (found.length < sanctioned.length) {
      this.leftOut.add('Sanction of an entity that is no actor of the file', line, sanctioned.length - found.length);
    }
    if (found.length === 0) return;
    const by = yield* this.authority(authority, line);
    const details = this.details('Sanction', values, SANCTION_DETAILS);
    const pairs = found.map((id): Ends => [by, id]);
    yield* this.ties(entity, values, line, 'SANCTIONS', this.known('Sanction', pairs, 'SANCTIONS', line), details, [
      'startDate',
      'listingDate',
    ]);
    this.finish(entity, values, line);
  }

  /** The id of the actor that a sanction names as its authority: that of the file with this name, else one of its own. */
  private *authority(name: string, line: number): Generator<ImportItem, string> {
    const [known, ...others] = this.authorities.get(name) ?? [];
    const id = known !== undefined && others.length === 0 ? known : `authority:${name}`;
    if (this.named.has(name)) return id;
    this.named.add(name);
    if (id === known) {
      const message = `The authority ${quoted(name)} of sanctions is the actor ${quoted(id)} of the file, by its name.`;
      yield { warning: 'names-joined', line, message };
      return id;
    }
    this.actors.add(id);
    yield this.row('actors', line, {
      slug: slugOfEntity(name, id),
      kind: 'ORGANIZATION',
      name,
      identifiers: [{ scheme: 'ftm', value: id }],
    });
    return id;
  }

  private nameAuthority({ id, properties }: FtmRecord): void {
    for (const property of Object.keys(NAME_PROPERTIES)) {
      for (const name of properties[property] ?? []) if (name !== null) this.authorities.get(name)?.add(id);
    }
  }

  private *event(entity: FtmRecord, line: number): Iterable<ImportItem> {
    const values = new Values(entity);
    const title = values.first('name', isName);
    const start = dateIn(values, 'startDate') ?? dateIn(values, 'date');
    if (title === undefined) return this.leftOut.add('Event without a name', line);
    if (start === undefined) return this.leftOut.add('Event without a date', line);
    const roles = Object.entries({ organizer: 'INITIATOR', involved: 'PARTY' });
    const participants = roles.flatMap(([property, role]) =>
      values.all(property, (id) => this.actors.has(id)).map((id) => ({ actor: `ftm:${id}`, role })),
    );
    if (participants.length === 0) return this.leftOut.add('Event without an actor of the file', line);
    const place = values.first('addressEntity', (id) => this.places.has(id));
    if (place !== undefined) values.all('location', (text) => text === this.places.get(place));
    const keyword = values.first('keywords', (word) => eventKindOf(word) !== undefined);
    const end = dateIn(values, 'endDate');
    const evidence = yield* this.evidence(entity, values, line, null);
    yield this.row('events', line, {
      key: `ftm:${entity.id}`,
      kind: (keyword === undefined ? undefined : eventKindOf(keyword)) ?? 'OTHER',
      title,
      start,
      ...(end === undefined ? {} : { end }),
      ...(place === undefined ? {} : { place: `ftm:${place}` }),
      participants,
      evidence,
    });
    this.finish(entity, values, line);
  }

  /** A group is active where its address is. */
  private *addresses(entity: FtmRecord, line: number): Iterable<ImportItem> {
    if (entity.schema !== 'Person') yield* this.lies(entity, 'addressEntity', 'OPERATES_IN', 'Gives it as its address.', line);
  }

  private *within(entity: FtmRecord, line: number): Iterable<ImportItem> {
    yield* this.lies(entity, 'partOf', 'LOCATED_IN', 'Lists it as part of it.', line);
  }

  /** Relationships with the places that a property of an actor or a place names. */
  private *lies(entity: FtmRecord, property: string, type: RelationshipType, said: string, line: number): Iterable<ImportItem> {
    for (const place of new Set(new Values(entity).all(property))) {
      const of = { ...entity, id: `${entity.id}@${place}`, properties: {} };
      if (this.places.has(place) && place !== entity.id) yield* this.ties(of, new Values(of), line, type, [[entity.id, place]], said);
      else this.leftOut.add(`${entity.schema}.${property} that is no place of the file`, line);
    }
  }

  /** The source of an entity: its data set, else the file; of a publisher or an address of its own, if it names one. The row where it occurs first. */
  private sourceOf({ dataset }: FtmRecord, values: Values): { key: string; row: object | null } {
    const file = this.input.name.replace(/^.*[\\/]/, '');
    const name = dataset ?? (file === '-' ? 'standard input' : file);
    const publisher = values.only('publisher', isName);
    const url = values.only('sourceUrl', (text) => isWebAddress(text) && text.length <= MAX_TEXT);
    const own = publisher === undefined && url === undefined ? '' : `:${hexDigits(JSON.stringify([publisher, url]), 12)}`;
    const key = `ftm:${name}${own}`;
    if (this.sources.has(key)) return { key, row: null };
    this.sources.add(key);
    const title = `${name} (FollowTheMoney entities)`;
    return { key, row: { key, title, ...(publisher === undefined ? {} : { publisher }), ...(url === undefined ? {} : { url }) } };
  }

  private row(kind: ImportedRow['kind'], line: number, row: object): ImportedRow {
    return { kind, line, row: row as ImportedRow['row'] };
  }

  /** Counts the values that nothing took. */
  private finish({ schema }: FtmRecord, values: Values, line: number): void {
    for (const [property, count] of values.leftOut()) this.leftOut.add(`${schema}.${property}`, line, count);
  }
}

/** What the source says by the schema alone. */
function listedAs(schema: string): string {
  return `Lists it as ${/^[AEIOU]/.test(schema) ? 'an' : 'a'} ${schema}.`;
}

/** Two entities of one name stay two: the slug has part of the id. */
function slugOfEntity(name: string, id: string): string {
  return `${slugStart(slugFor(name), MAX_SLUG_LENGTH - 9)}-${hexDigits(id, 8)}`;
}

function identifiersIn(values: Values): { scheme: string; value: string }[] {
  return Object.entries(IDENTIFIER_PROPERTIES).flatMap(([property, scheme]) =>
    values.all(property, (value) => value.length <= 400 && isOutsideIdentifier(`${scheme}:${value}`)).map((value) => ({ scheme, value })),
  );
}

/** The first value that is a date, to the day. */
function dateIn(values: Values, property: string): string | undefined {
  return values.first(property, isMoment)?.slice(0, 10);
}

/** The first value that is a number from `-max` to `max`. */
function numberIn(values: Values, property: string, max: number): number | undefined {
  const text = values.first(property, (one) => /^[+-]?\d+(\.\d+)?$/.test(one) && Math.abs(Number(one)) <= max);
  return text === undefined ? undefined : Number(text);
}
