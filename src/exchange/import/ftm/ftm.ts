import { isDate } from '../../../model/date.ts';
import { quoted } from '../../../model/errors.ts';
import { isOutsideIdentifier } from '../../../model/id.ts';
import { isReadableName } from '../../../model/readableName.ts';
import { MAX_SLUG_LENGTH, slugStart } from '../../../model/slug.ts';
import { type RelationshipType, vocabularyOf } from '../../../model/vocabulary.ts';
import { toUtf8 } from '../encodings.ts';
import type { ImportedRow, ImportFormat, ImportInput, ImportItem } from '../format.ts';
import { jsonLines } from '../jsonl.ts';
import { hexDigits, slugFor } from '../slug.ts';
import {
  ACTOR_PROPERTIES,
  ACTOR_SCHEMAS,
  IDENTIFIER_PROPERTIES,
  LINK_PROPERTIES,
  LINK_SCHEMAS,
  NAME_PROPERTIES,
  typeOfPhrase,
  UNKNOWN_LINK,
} from './schemas.ts';

/**
 * Entities of FollowTheMoney (https://followthemoney.tech), one in each line: actors by their id and their outside identifiers, never
 * by name alone, and the links between them. Schemas and properties that have no place here are counted in warnings.
 */
export const FTM_IMPORT: ImportFormat = {
  name: 'ftm',
  version: 1,
  summary: 'FollowTheMoney entities in JSON lines, of Aleph and OpenSanctions: actors, and the links whose meaning fits',
  async *read(inputs) {
    for (const input of inputs) yield* new FtmReader(input).read();
  },
};

interface Entity {
  readonly id: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly dataset: string | null;
}

/** What was left out: how often, and the first line. */
interface LeftOut {
  count: number;
  readonly line: number;
}

/** Names, descriptions and ids longer than this are not kept. */
const MAX_TEXT = 5_000;

class FtmReader {
  private readonly sources = new Set<string>();
  private readonly leftOut = new Map<string, LeftOut>();
  /** Ids of the actors of the file: links refer to no others. */
  private readonly actors = new Set<string>();

  constructor(private readonly input: ImportInput) {}

  /** Reads the actors first, and the links in a second pass, since a link can come before its ends. */
  async *read(): AsyncGenerator<ImportItem, void> {
    for await (const [entity, line] of this.entities()) {
      if ('unreadable' in entity) yield entity;
      else if (entity.schema in ACTOR_SCHEMAS) yield* this.actor(entity, line);
      else if (!(entity.schema in LINK_SCHEMAS) && entity.schema !== 'UnknownLink') this.leaveOut(`schema ${entity.schema}`, line);
    }
    for await (const [entity, line] of this.entities()) {
      if (!('unreadable' in entity) && (entity.schema in LINK_SCHEMAS || entity.schema === 'UnknownLink')) yield* this.link(entity, line);
    }
    for (const [what, { count, line }] of [...this.leftOut].sort(([, a], [, b]) => b.count - a.count)) {
      yield { warning: 'no-place-for', line, message: `${what}: ${count} left out, the first here.` };
    }
  }

  private async *entities(): AsyncGenerator<[Entity | Extract<ImportItem, { unreadable: string }>, number], void> {
    let line = 0;
    for await (const text of jsonLines(toUtf8(this.input.open()))) {
      line++;
      if (text === null || text.trim() !== '') yield [readEntity(text, line), line];
    }
  }

  private *actor(entity: Entity, line: number): Iterable<ImportItem> {
    const { id, schema, properties } = entity;
    const names = Object.entries(NAME_PROPERTIES).flatMap(([property, kind]) =>
      (properties[property] ?? []).map((name) => ({ name, kind })),
    );
    const readable = names.filter(({ name }) => isReadableName(name) && name.length <= MAX_TEXT);
    const [preferred, ...aliases] = [...new Map(readable.reverse().map((one) => [one.name, one])).values()].reverse();
    if (!preferred) {
      yield {
        unreadable: 'no-name',
        line,
        column: 'name',
        message: `Expected a name of the ${schema} ${quoted(id)}; got none.`,
        text: JSON.stringify(entity),
      };
      return;
    }
    const known = [...Object.keys(NAME_PROPERTIES), ...Object.keys(IDENTIFIER_PROPERTIES), ...ACTOR_PROPERTIES];
    for (const property of Object.keys(properties)) if (!known.includes(property)) this.leaveOut(`${schema}.${property}`, line);
    this.actors.add(id);
    const suffix = hexDigits(id, 8);
    const description = (properties.summary ?? properties.description ?? properties.notes)?.[0]?.slice(0, MAX_TEXT);
    const [from, to] = [dateOf(properties.incorporationDate), dateOf(properties.dissolutionDate)];
    yield this.row('actors', line, {
      // Two entities of one name stay two: the slug has part of the id.
      slug: `${slugStart(slugFor(preferred.name), MAX_SLUG_LENGTH - 9)}-${suffix}`,
      kind: ACTOR_SCHEMAS[schema],
      name: preferred.name,
      identifiers: [{ scheme: 'ftm', value: id }, ...identifiersOf(properties)],
      ...(aliases.length > 0 ? { aliases: aliases.map(({ name, kind }) => (kind === null ? { name } : { name, kind })) } : {}),
      ...(description === undefined ? {} : { description }),
      ...(from === null ? {} : { activeFrom: from }),
      ...(to === null ? {} : { activeTo: to }),
    });
  }

  private *link(entity: Entity, line: number): Iterable<ImportItem> {
    const { id, schema, properties } = entity;
    const role = properties.role?.[0] ?? properties.relationship?.[0];
    const { from, to } = LINK_SCHEMAS[schema] ?? UNKNOWN_LINK;
    const type = typeOfPhrase(role) ?? LINK_SCHEMAS[schema]?.type;
    if (type === undefined) return this.leaveOut(`${schema} with the role ${role === undefined ? 'unknown' : quoted(role)}`, line);
    for (const property of Object.keys(properties))
      if (![from, to, ...LINK_PROPERTIES].includes(property)) this.leaveOut(`${schema}.${property}`, line);
    const { key, row: source } = this.sourceOf(entity);
    if (source) yield this.row('sources', line, source);
    for (const one of properties[from] ?? []) {
      for (const other of properties[to] ?? []) {
        if (this.actors.has(one) && this.actors.has(other)) yield this.row('relationships', line, this.tie(entity, key, type, one, other));
        else this.leaveOut(`${schema} with an end that is no actor of the file`, line);
      }
    }
    if (id === '') this.leaveOut(`${schema} without an id`, line);
  }

  private tie({ id, schema, properties }: Entity, source: string, type: RelationshipType, from: string, to: string): object {
    const [start, end] = [dateOf(properties.startDate), dateOf(properties.endDate)];
    const [description] = properties.description ?? properties.summary ?? [];
    const role = properties.role?.[0];
    const said = `Lists it as a ${schema}${role === undefined || role === vocabularyOf(type).phrase ? '' : ` (${role})`}.`;
    return {
      key: `ftm:${id}`,
      type,
      from: `ftm:${from}`,
      to: `ftm:${to}`,
      ...(start === null ? {} : { start }),
      ...(end === null ? {} : { end }),
      evidence: [{ source, locator: id, quote: (description ?? said).slice(0, MAX_TEXT) }],
    };
  }

  /** The source of an entity: its data set, else the file. The row where it occurs first. */
  private sourceOf({ dataset }: Entity): { key: string; row: object | null } {
    const file = this.input.name.replace(/^.*[\\/]/, '');
    const name = dataset ?? (file === '-' ? 'standard input' : file);
    const key = `ftm:${name}`;
    if (this.sources.has(key)) return { key, row: null };
    this.sources.add(key);
    return { key, row: { key, title: `${name} (FollowTheMoney entities)` } };
  }

  private row(kind: ImportedRow['kind'], line: number, row: object): ImportedRow {
    return { kind, line, row: row as ImportedRow['row'] };
  }

  private leaveOut(what: string, line: number): void {
    const known = this.leftOut.get(what) ?? { count: 0, line };
    known.count++;
    this.leftOut.set(what, known);
  }
}

function readEntity(text: string | null, line: number): Entity | Extract<ImportItem, { unreadable: string }> {
  const value = text === null ? undefined : parse(text);
  const { id, schema, properties, datasets } = Object(value) as Readonly<Record<string, unknown>>;
  if (
    typeof id !== 'string' ||
    !isOutsideIdentifier(`ftm:${id}`) ||
    typeof schema !== 'string' ||
    typeof properties !== 'object' ||
    properties === null
  ) {
    const message = `Expected an entity such as {"id": "a", "schema": "Person", "properties": {"name": ["A"]}}; got ${quoted(text ?? 'a line that is no text')}.`;
    return { unreadable: 'not-an-entity', line, message, text: text ?? '' };
  }
  const [dataset] = Array.isArray(datasets) ? datasets : [];
  const lists = Object.entries(properties).map(([name, values]) => [name, [values].flat().flatMap(textOf)] as const);
  return { id, schema, properties: Object.fromEntries(lists), dataset: typeof dataset === 'string' ? dataset : null };
}

/** A value as text. A nested entity is referred to by its id. */
function textOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  const { id } = Object(value) as { id?: unknown };
  return typeof id === 'string' ? [id] : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function identifiersOf(properties: Entity['properties']): { scheme: string; value: string }[] {
  return Object.entries(IDENTIFIER_PROPERTIES).flatMap(([property, scheme]) => {
    const values = (properties[property] ?? []).filter((value) => value.length <= 400 && isOutsideIdentifier(`${scheme}:${value}`));
    return values.map((value) => ({ scheme, value }));
  });
}

/** The first value that is a date, to the day; null where there is none. */
function dateOf(values: readonly string[] | undefined): string | null {
  return values?.map((value) => value.slice(0, 10)).find(isDate) ?? null;
}
