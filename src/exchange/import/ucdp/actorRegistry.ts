import type { ActorKind } from '../../../model/kinds.ts';
import { MAX_SLUG_LENGTH, slugOf, slugStart } from '../../../model/slug.ts';
import type { ImportWarning } from '../format.ts';
import { cellText, requiredId } from './cells.ts';
import { KNOWN_ACTORS, type KnownActor, SHARED_NAMES, SINGLE_ACTORS_WITH_COMMA } from './knownActors.ts';
import type { RowFields, UcdpRecord } from './table.ts';

/** An actor as a table names it: by UCDP id and name, or by name alone. */
export interface NamedActor {
  /** Null where the table gives only the name. */
  readonly id: string | null;
  readonly name: string;
}

/** An actor with a UCDP id. */
export interface UcdpActor extends NamedActor {
  readonly id: string;
}

export interface CoalitionMember extends NamedActor {
  readonly reference: string;
}

/** An actor of a table: how other rows refer to it, and the rows that must be written first. */
export interface ResolvedActor {
  /** `ucdp:6815`, or a slug where the table gives no id. */
  readonly reference: string;
  /** Its own row is the last one. */
  readonly rows: readonly RowFields[];
  /** The members of a coalition. */
  readonly members: readonly CoalitionMember[];
}

/**
 * The actors of one table. The row of an actor is returned when it first occurs. Actors are identified by their UCDP id. A
 * member that a coalition names without an id is identified by its name, where only one actor of the table has this name, or else
 * by the actor of the graph that has the slug of this name.
 */
export class ActorRegistry {
  private readonly resolved = new Map<string, ResolvedActor>();
  /** The id, or else the slug, of the actor that has a slug: two actors of the same name must not become one. */
  private readonly slugs = new Map<string, string>();
  /** The ids of the table's actors that are not coalitions, by name; null where several have the same name. */
  private readonly ids = new Map<string, string | null>();

  /** @param recorded UCDP's ids of actors of the graph, by slug. */
  constructor(private readonly recorded: ReadonlyMap<string, string> = new Map()) {}

  /** Notes that an actor of the table has this name, by which coalitions may name it without its id. */
  note({ id, name }: UcdpActor): void {
    if (membersOf(name).length === 0) this.ids.set(name, this.ids.has(name) && this.ids.get(name) !== id ? null : id);
  }

  resolve(named: UcdpActor): ResolvedActor {
    const known = this.resolved.get(named.id);
    if (known) return { ...known, rows: [] };
    const members = membersOf(named.name).map((name) => this.member(name, named.id));
    const own = this.row(named);
    const actor = {
      reference: `ucdp:${named.id}`,
      rows: [...members.flatMap(({ rows }) => rows), own],
      members: members.map(({ member }) => member),
    };
    this.resolved.set(named.id, actor);
    return actor;
  }

  /** The civilians of a country, as one actor of kind POPULATION. */
  civilians(country: string): ResolvedActor {
    const slug = `civilians-of-${slugOf(country)}`;
    const rows = this.slugs.has(slug) ? [] : [{ slug, kind: 'POPULATION', name: `Civilians of ${country}` }];
    this.slugs.set(slug, slug);
    return { reference: slug, rows, members: [] };
  }

  private member(name: string, coalition: string): { member: CoalitionMember; rows: readonly RowFields[] } {
    const shared = isSharedName(name) || this.ids.get(name) === null;
    const identified = () => KNOWN_IDS.get(name) ?? this.ids.get(name) ?? this.recorded.get(identityOf({ id: null, name }).slug);
    const id = shared ? null : (identified() ?? null);
    if (id !== null) {
      const { reference, rows } = this.resolve({ id, name });
      return { member: { id, name, reference }, rows };
    }
    const identity = identityOf({ id, name });
    // Several actors have this name: it identifies none of them, so the slug names the coalition as well.
    const slug = shared ? `${slugOf(name)}-of-ucdp-${coalition}` : identity.slug;
    const rows = this.slugs.has(slug) ? [] : [{ ...identity, slug }];
    this.slugs.set(slug, this.slugs.get(slug) ?? slug);
    return { member: { id, name, reference: slug }, rows };
  }

  private row(named: UcdpActor): RowFields {
    const { slug: generated, kind, name } = identityOf(named);
    const owner = this.slugs.get(generated);
    // A member that occurred without an id before, under the same slug, is this actor.
    const isFree = owner === undefined || owner === generated || owner === named.id;
    const slug = isFree ? generated : `${slugStart(generated, 90)}-${named.id}`;
    this.slugs.set(slug, named.id);
    const row = { slug, kind, name, identifiers: [{ scheme: 'ucdp', value: named.id }] };
    return name === named.name ? row : withAliases(row, [aliasOf(named.name)]);
  }
}

/** The actor that a record names by id and name. @throws BadCell */
export function actorOfRecord(record: UcdpRecord, idColumn: string, nameColumn: string): UcdpActor {
  const id = requiredId(record[idColumn], idColumn);
  return { id, name: cellText(record[nameColumn]) ?? namelessActor(id) };
}

/** The name for an actor to which a table gives none. */
export function namelessActor(id: string): string {
  return `UCDP actor ${id}`;
}

/** The members that the name of a side lists; empty where it names one actor. */
export function membersOf(name: string): string[] {
  if (SINGLE_ACTORS_WITH_COMMA.has(name) || !name.includes(', ')) return [];
  // A comma in brackets is part of a member's name.
  return name.split(/, (?![^(]*\))/).map((member) => member.trim());
}

export function memberKey({ id }: Pick<UcdpActor, 'id'>, member: NamedActor): string {
  return `ucdp-coalition:${id}:${member.id ?? member.name}`;
}

/** The PART_OF row of a coalition's member, where a table names a coalition by its members. */
export function memberRow(coalition: UcdpActor, member: CoalitionMember, source: string, locator: string) {
  return {
    key: memberKey(coalition, member),
    type: 'PART_OF',
    from: member.reference,
    to: `ucdp:${coalition.id}`,
    evidence: [{ source, locator, quote: `Names ${member.name} as a member of ${coalition.name}.` }] as const,
  };
}

/** Warnings for new members of a coalition that are given by a name that several actors have. */
export function sharedNameWarnings(coalition: string, { rows, members }: ResolvedActor, line: number): ImportWarning[] {
  const shared = rows.length === 0 ? [] : members.filter(({ id, name }) => id === null && isSharedName(name));
  return shared.map(({ name }) => {
    const message = `Several actors are called ${name}; the member of ${coalition} becomes an actor of its own.`;
    return { warning: 'shared-name', line, message };
  });
}

/** The row of an actor with more aliases. */
export function withAliases(row: RowFields, more: readonly object[]): RowFields {
  const aliases = [...((row.aliases as readonly object[] | undefined) ?? []), ...more];
  return aliases.length > 0 ? { ...row, aliases } : row;
}

/** The name in the tables as an alias. Where the store has it already, its kind and language stay as they are. */
function aliasOf(name: string): object {
  if (name.startsWith('Government of ')) return { name, language: 'en' };
  return /^\p{Lu}{2,}$/u.test(name) ? { name, kind: 'SHORT' } : { name };
}

const KNOWN_IDS = new Map([...KNOWN_ACTORS].flatMap(([id, { ucdpNames }]) => ucdpNames.map((name) => [name, id] as const)));
const GOVERNMENT = /^Government of (.+)$/;

/** True where several actors have this name. */
export function isSharedName(name: string): boolean {
  return SHARED_NAMES.has(slugOf(name));
}

/** Slug, kind and name of a new actor. UCDP's "Government of X" is the STATE X here. */
export function identityOf({ id, name }: NamedActor): Omit<KnownActor, 'ucdpNames'> {
  const known = id === null ? undefined : KNOWN_ACTORS.get(id);
  if (known) return known;
  const state = GOVERNMENT.exec(name)?.[1]?.replace(/ \([^)]*\)$/, '');
  if (state !== undefined && membersOf(name).length === 0) return { slug: slugOf(state), kind: 'STATE', name: state };
  return { slug: generatedSlug(id, name), kind: kindOf(name), name };
}

function kindOf(name: string): ActorKind {
  if (membersOf(name).length > 0 || name.endsWith('Operations Room')) return 'COALITION';
  // "Thai elements": people within a state who back somebody while the state does not.
  return name.endsWith(' elements') ? 'ORGANIZATION' : 'ARMED_GROUP';
}

function generatedSlug(id: string | null, name: string): string {
  const slug = slugOf(name);
  if (id !== null && !/[a-z]/.test(slug)) return `ucdp-${id}`;
  const suffix = id !== null && (SHARED_NAMES.has(slug) || slug.length > MAX_SLUG_LENGTH) ? `-${id}` : '';
  return slugStart(slug, MAX_SLUG_LENGTH - suffix.length) + suffix;
}
