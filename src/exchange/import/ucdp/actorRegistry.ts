import { idByName, identityOf, isSharedName, membersOf, type NamedActor, slugOf } from './naming.ts';

/** An actor of a table: how other rows refer to it, and the rows that must be written first. */
export interface ResolvedActor {
  /** `ucdp:6815`, or a slug where the table gives no id. */
  readonly reference: string;
  readonly rows: readonly ActorFields[];
  /** The members of a coalition. */
  readonly members: readonly CoalitionMember[];
}

export interface CoalitionMember extends NamedActor {
  readonly reference: string;
}

/** A row of kind `actors`, in the form that mutations take. */
export type ActorFields = Readonly<Record<string, unknown>>;

/**
 * The actors of one table. The row of an actor is returned when it first occurs. Actors are identified by their UCDP id. A
 * member that a coalition names without an id is identified by its name, where only one actor has this name.
 */
export class ActorRegistry {
  private readonly resolved = new Map<string, ResolvedActor>();
  /** The id, or else the slug, of the actor that has a slug: two actors of the same name must not become one. */
  private readonly slugs = new Map<string, string>();

  /** @param ids The ids of the table's actors that are not coalitions, by name; null where several have the same name. */
  constructor(private readonly ids: ReadonlyMap<string, string | null> = new Map()) {}

  resolve(named: NamedActor & { readonly id: string }): ResolvedActor {
    const known = this.resolved.get(named.id);
    if (known) return { ...known, rows: [] };
    const members = membersOf(named.name).map((name) => this.member(name, named.id));
    const own = this.row(named, named.id, [{ scheme: 'ucdp', value: named.id }]);
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

  private member(name: string, coalition: string): { member: CoalitionMember; rows: readonly ActorFields[] } {
    const shared = isSharedName(name) || this.ids.get(name) === null;
    const id = shared ? null : (idByName(name) ?? this.ids.get(name) ?? null);
    if (id !== null) {
      const { reference, rows } = this.resolve({ id, name });
      return { member: { id, name, reference }, rows };
    }
    // Several actors have this name: it identifies none of them, so the slug names the coalition as well.
    const slug = shared ? `${slugOf(name)}-of-ucdp-${coalition}` : identityOf({ id, name }).slug;
    const rows = this.slugs.has(slug) ? [] : [{ ...identityOf({ id, name }), slug }];
    this.slugs.set(slug, this.slugs.get(slug) ?? slug);
    return { member: { id, name, reference: slug }, rows };
  }

  private row(named: NamedActor, id: string, identifiers: readonly { scheme: string; value: string }[]): ActorFields {
    const { kind, name, ...identity } = identityOf(named);
    const owner = this.slugs.get(identity.slug);
    // A member that occurred without an id before, under the same slug, is this actor.
    const slug =
      owner === undefined || owner === identity.slug || owner === id
        ? identity.slug
        : `${identity.slug.slice(0, 90).replace(/-$/, '')}-${id}`;
    this.slugs.set(slug, id);
    const aliases = name === named.name ? {} : { aliases: [aliasOf(named.name)] };
    return { slug, kind, name, identifiers, ...aliases };
  }
}

/** The name in the tables as an alias. Where the store has it already, its kind and language stay as they are. */
function aliasOf(name: string) {
  if (name.startsWith('Government of ')) return { name, language: 'en' };
  return /^\p{Lu}{2,}$/u.test(name) ? { name, kind: 'SHORT' } : { name };
}
