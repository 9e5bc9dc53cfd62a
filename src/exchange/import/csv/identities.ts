import { idKind, isOutsideIdentifier, isSlug } from '../../../model/id.ts';
import { normalizeName } from '../../../model/normalizeName.ts';
import { likeness } from '../../../model/similarity.ts';
import { MAX_SLUG_LENGTH, slugOf, slugStart } from '../../../model/slug.ts';
import type { ImportWarning } from '../format.ts';
import { hexDigits } from '../slug.ts';
import type { MadeRow } from './groups.ts';

interface Entity {
  readonly made: MadeRow;
  readonly slug: string;
  readonly name: string;
  readonly identifiers: readonly string[];
}

/** What tables write as the identifier of whatever has none: always, or where several have it. */
const NO_IDENTIFIER = /^(-\d+|[-.?]+|#?n\/?a|nan|null|none|unknown|tbd)$/i;
const NO_SHARED_IDENTIFIER = /^(0+|8{2,}|9{2,})$/;

/** What a reference stands for: a slug, or several of which one must be chosen. Undefined where it is not known here. */
export type Resolved = string | readonly string[] | undefined;

/**
 * Who is who among the entities of a table. Rows with the same slug or identifier are one entity, unless they cannot be:
 *
 * - rows of the same slug whose identifiers differ within a scheme are several, with the identifier in their slugs;
 * - rows of the same identifier whose names have nothing in common are several, and none of them has the identifier.
 *
 * Everything that is joined or distinguished is reported.
 */
export class Identities {
  readonly warnings: ImportWarning[] = [];
  private readonly entities: readonly Entity[];
  /** Identifiers that several entities share; none has them. */
  private readonly shared = new Map<string, Set<string>>();
  /** Slugs that several entities would have, and the slugs that they have instead. */
  private readonly split = new Map<string, Set<string>>();
  private readonly slugs = new Map<MadeRow, string>();
  private byName: Map<string, Set<string>> | null = null;
  private ownSlugs: ReadonlySet<string> | null = null;

  /** @param isJoinedByIdentifier Whether one identifier is one entity whatever its names. */
  constructor(rows: readonly MadeRow[], isJoinedByIdentifier: boolean) {
    this.entities = rows.flatMap((made) => entityOf(made) ?? []);
    if (!isJoinedByIdentifier) this.findSharedIdentifiers();
    this.findSharedNames();
    this.reportJoined();
  }

  /** True where a reference may mean another entity than its text says. */
  get isAmbiguous(): boolean {
    return this.shared.size > 0 || this.split.size > 0;
  }

  /** The row as it is imported: with the slug of its own, and without identifiers that others share. */
  finalRow(made: MadeRow): MadeRow {
    const entity = this.isAmbiguous ? entityOf(made) : null;
    if (!entity) return made;
    const slug = this.slugOf(entity);
    const identifiers = (made.row.identifiers as { scheme: string; value: string }[] | undefined)?.filter(
      ({ scheme, value }) => !this.shared.has(`${scheme}:${value}`),
    );
    const row: Record<string, unknown> = { ...made.row, slug };
    if (identifiers?.length === 0) delete row.identifiers;
    else if (identifiers) row.identifiers = identifiers;
    return { ...made, row };
  }

  /** What the references of a record mean that are ambiguous elsewhere: the entities that the record itself makes. */
  ofRecord(rows: readonly MadeRow[]): ReadonlyMap<string, string | null> {
    const own = new Map<string, string | null>();
    for (const made of rows) {
      const entity = entityOf(made);
      if (!entity) continue;
      const slug = this.slugOf(entity);
      for (const key of [entity.slug, ...entity.identifiers.filter((one) => this.shared.has(one))]) {
        own.set(key, own.has(key) && own.get(key) !== slug ? null : slug);
      }
    }
    return own;
  }

  /** @param isName Whether the reference is a name even where it looks like a slug. */
  resolve(reference: string, own: ReadonlyMap<string, string | null>, isName: boolean): Resolved {
    const several = this.split.get(reference) ?? this.shared.get(reference);
    if (several && !isName) return own.get(reference) ?? [...several];
    if (!isName && (isOutsideIdentifier(reference) || idKind(reference) === 'entity')) return reference;
    // What looks like a slug and is none of this table may be the name or an alias in it: `isis`.
    const isOwnSlug = !isName && isSlug(reference);
    if (isOwnSlug && this.slugsOfTable().has(reference)) return reference;
    const named = this.names().get(normalizeName(reference));
    if (!named) return isOwnSlug ? reference : undefined;
    return named.size === 1 ? [...named][0]! : [...named];
  }

  private slugsOfTable(): ReadonlySet<string> {
    this.ownSlugs ??= new Set(this.entities.map((entity) => this.slugOf(entity)));
    return this.ownSlugs;
  }

  private names(): Map<string, Set<string>> {
    if (this.byName) return this.byName;
    this.byName = new Map();
    // An entity that others joined by identifier goes by the slug that was written first.
    const first = new Map<string, string>();
    for (const entity of this.entities) {
      const slug = this.slugOf(entity);
      const known = entity.identifiers.filter((one) => !this.shared.has(one));
      const owner = known.map((one) => first.get(one)).find((one) => one !== undefined) ?? slug;
      for (const one of known) if (!first.has(one)) first.set(one, owner);
      const aliases = (entity.made.row.aliases as { name?: unknown }[] | undefined) ?? [];
      for (const name of [entity.name, ...aliases.map((alias) => String(alias.name))]) {
        const form = normalizeName(name);
        const owners = this.byName.get(form) ?? new Set();
        this.byName.set(form, owners.add(owner));
      }
    }
    return this.byName;
  }

  private slugOf(entity: Entity): string {
    return this.slugs.get(entity.made) ?? this.slugIn(entity);
  }

  private slugIn({ slug, identifiers }: Entity): string {
    if (!this.split.has(slug)) return slug;
    const own = identifiers.find((one) => !this.shared.has(one));
    return own === undefined ? slug : slugWith(slug, own);
  }

  private findSharedIdentifiers(): void {
    for (const [identifier, entities] of groupedBy(this.entities, ({ identifiers }) => identifiers)) {
      const names = firstOf(entities, ({ name }) => normalizeName(name));
      const value = identifier.slice(identifier.indexOf(':') + 1);
      if (names.length < 2 || new Set(entities.map(({ slug }) => slug)).size < 2) {
        if (NO_IDENTIFIER.test(value)) this.leaveOut(identifier, entities);
        continue;
      }
      const isNone = NO_IDENTIFIER.test(value) || NO_SHARED_IDENTIFIER.test(value);
      if (!isNone && areAlike(entities)) continue;
      this.shared.set(identifier, new Set(entities.map(({ slug }) => slug)));
      const message = `${identifier} is the identifier of ${listed(names)}: they are separate, and none has it. Where they are one, say \`joinBy: identifier\`.`;
      this.warnings.push({ warning: 'identifier-shared', ...placeOf(names.at(-1)!), message });
    }
  }

  /** A code that says that there is no identifier. */
  private leaveOut(identifier: string, entities: readonly Entity[]): void {
    this.shared.set(identifier, new Set(entities.map(({ slug }) => slug)));
    const message = `${identifier} looks like a code for none: “${entities[0]!.name}” is written without it.`;
    this.warnings.push({ warning: 'identifier-none', ...placeOf(entities[0]!), message });
  }

  private findSharedNames(): void {
    for (const [slug, entities] of groupedBy(this.entities, (entity) => [entity.slug])) {
      const groups = groupsOf(
        entities.map(({ identifiers, made }) => ({ made, identifiers: identifiers.filter((one) => !this.shared.has(one)) })),
      );
      if (groups.length < 2) continue;
      this.split.set(slug, new Set(groups.map(({ identifier }) => slugWith(slug, identifier))));
      for (const { identifier, rows } of groups) for (const made of rows) this.slugs.set(made, slugWith(slug, identifier));
      const [{ name }] = entities as [Entity];
      const without = entities.filter(({ made }) => !this.slugs.has(made)).map(({ made }) => `line ${made.line}`);
      const others =
        without.length === 0 ? '' : ` Without an identifier (${without.slice(0, 6).join(', ')}), it is none of these, as ${slug}.`;
      const message = `“${name}” is the name of ${groups.map((group) => `${group.identifier} (line ${group.rows[0]!.line})`).join(', ')}: they are separate, as ${[...this.split.get(slug)!].join(', ')}.${others}`;
      this.warnings.push({ warning: 'name-shared', ...placeOf({ made: groups.at(-1)!.rows[0]! }), message });
    }
  }

  private reportJoined(): void {
    const report = (by: string, entities: readonly Entity[]): void => {
      const names = firstOf(entities, ({ name }) => name);
      if (names.length < 2) return;
      this.warnings.push({ warning: 'names-joined', ...placeOf(names.at(-1)!), message: `${listed(names)} become one, by ${by}.` });
    };
    for (const [slug, entities] of groupedBy(this.entities, (entity) => [this.slugOf(entity)])) report(`the slug ${slug}`, entities);
    for (const [identifier, entities] of groupedBy(this.entities, ({ identifiers }) => identifiers)) {
      const bySlug = firstOf(entities, (entity) => this.slugOf(entity));
      if (!this.shared.has(identifier) && bySlug.length > 1) report(`the identifier ${identifier}`, bySlug);
    }
  }
}

function entityOf(made: MadeRow): Entity | null {
  const { slug, name, identifiers } = made.row;
  if ((made.kind !== 'actors' && made.kind !== 'places') || typeof slug !== 'string' || typeof name !== 'string') return null;
  const list = (identifiers as { scheme?: unknown; value?: unknown }[] | undefined) ?? [];
  return { made, slug, name, identifiers: list.map(({ scheme, value }) => `${scheme}:${value}`) };
}

/**
 * The rows of one slug by entity: those that share an identifier are one, and so are those whose identifiers are of different
 * schemes. Rows without an identifier belong to none of several groups.
 */
function groupsOf(entities: readonly { made: MadeRow; identifiers: readonly string[] }[]): { identifier: string; rows: MadeRow[] }[] {
  const groups: { identifiers: Set<string>; rows: MadeRow[] }[] = [];
  for (const { made, identifiers } of entities) {
    if (identifiers.length === 0) continue;
    const same = groups.filter((group) => identifiers.some((one) => group.identifiers.has(one)) || !differ(group.identifiers, identifiers));
    const [first] = same;
    if (!first) groups.push({ identifiers: new Set(identifiers), rows: [made] });
    else {
      first.rows.push(made, ...same.slice(1).flatMap(({ rows }) => rows));
      for (const one of [...identifiers, ...same.slice(1).flatMap((group) => [...group.identifiers])]) first.identifiers.add(one);
      for (const group of same.slice(1)) groups.splice(groups.indexOf(group), 1);
    }
  }
  return groups.map(({ identifiers, rows }) => ({ identifier: [...identifiers][0]!, rows }));
}

/** True where two sets of identifiers have different ones of the same scheme. */
function differ(known: ReadonlySet<string>, given: readonly string[]): boolean {
  const schemeOf = (identifier: string): string => identifier.slice(0, identifier.indexOf(':'));
  const schemes = new Set([...known].map(schemeOf));
  return given.some((one) => schemes.has(schemeOf(one)));
}

/** True where each name is a spelling, a part or the initials of another one, or an alias says so. */
function areAlike(entities: readonly Entity[]): boolean {
  const all = entities.map(({ name, made }) => {
    const aliases = (made.row.aliases as { name?: unknown }[] | undefined) ?? [];
    return [name, ...aliases.map((alias) => String(alias.name))].map(normalizeName);
  });
  const isAlike = (a: string, b: string): boolean =>
    likeness(a, b) !== null || likeness(b, a) !== null || isInitials(a, b) || isInitials(b, a);
  const reached = new Set([0]);
  for (const at of reached) {
    for (const [other, names] of all.entries()) {
      if (!reached.has(other) && names.some((name) => all[at]!.some((one) => isAlike(one, name)))) reached.add(other);
    }
  }
  return reached.size === all.length;
}

function isInitials(short: string, name: string): boolean {
  const words = name.split(' ');
  const letters = short.replaceAll(' ', '');
  const initials = (list: readonly string[]): string => list.map((word) => word[0]).join('');
  return letters.length > 1 && (initials(words) === letters || initials(words.filter((word) => word.length > 3)) === letters);
}

/** `free-army-mmp-2` of `free-army` and `mmp:2`. */
function slugWith(slug: string, identifier: string): string {
  const end = slugOf(identifier) || hexDigits(identifier, 8);
  return `${slugStart(slug, MAX_SLUG_LENGTH - end.length - 1)}-${end}`;
}

function groupedBy(entities: readonly Entity[], keysOf: (entity: Entity) => readonly string[]): Map<string, Entity[]> {
  const groups = new Map<string, Entity[]>();
  for (const entity of entities) {
    for (const key of keysOf(entity)) {
      const group = groups.get(key);
      if (group) group.push(entity);
      else groups.set(key, [entity]);
    }
  }
  return groups;
}

/** The first entity of each value, in order. */
function firstOf(entities: readonly Entity[], formOf: (entity: Entity) => string): Entity[] {
  const seen = new Set<string>();
  return entities.filter((entity) => seen.size < seen.add(formOf(entity)).size);
}

/** `“Alpha” (line 2), “Beta” (line 3)`; of many the first. */
function listed(entities: readonly Entity[]): string {
  const shown = entities.slice(0, 6).map(({ name, made }) => `“${name}” (line ${made.line})`);
  return [...shown, ...(entities.length > 6 ? [`${entities.length - 6} more`] : [])].join(', ');
}

function placeOf({ made }: Pick<Entity, 'made'>): { line: number; file?: string } {
  return { line: made.line, ...(made.file === undefined ? {} : { file: made.file }) };
}
