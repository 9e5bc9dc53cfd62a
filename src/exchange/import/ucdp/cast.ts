import { idByName, identityOf, isShared, membersOf, type Named, slugOf } from './naming.ts';

/** What became of an actor that a table names: how other rows name it, and the rows that it needs first. */
export interface Cast {
  /** `ucdp:6815`, or a slug where the table gives no id. */
  readonly reference: string;
  readonly rows: readonly ActorOut[];
  /** The members of a coalition, as other rows name them. */
  readonly members: readonly Member[];
}

export interface Member extends Named {
  readonly reference: string;
}

/** An actor row of the one write path. */
export type ActorOut = Readonly<Record<string, unknown>>;

/**
 * The actors of one run over a table. Each gets its row when it is first named. They are joined by UCDP's id; a member that
 * a coalition names without id by its name, where no other actor bears it.
 */
export class Company {
  private readonly told = new Map<string, Cast>();
  /** Who has a slug: two of one name must not become one. */
  private readonly slugs = new Map<string, string>();

  /** @param ids The ids of the table's single actors by name; null where several share it. */
  constructor(private readonly ids: ReadonlyMap<string, string | null> = new Map()) {}

  cast(named: Named & { readonly id: string }): Cast {
    const known = this.told.get(named.id);
    if (known) return { ...known, rows: [] };
    const members = membersOf(named.name).map((name) => this.member(name, named.id));
    const own = this.row(named, named.id, [{ scheme: 'ucdp', value: named.id }]);
    const cast = {
      reference: `ucdp:${named.id}`,
      rows: [...members.flatMap(({ rows }) => rows), own],
      members: members.map(({ member }) => member),
    };
    this.told.set(named.id, cast);
    return cast;
  }

  /** The people of a country who are not a party: one Population each. */
  civilians(country: string): Cast {
    const slug = `civilians-of-${slugOf(country)}`;
    const rows = this.slugs.has(slug) ? [] : [{ slug, kind: 'POPULATION', name: `Civilians of ${country}` }];
    this.slugs.set(slug, slug);
    return { reference: slug, rows, members: [] };
  }

  private member(name: string, coalition: string): { member: Member; rows: readonly ActorOut[] } {
    const shared = isShared(name) || this.ids.get(name) === null;
    const id = shared ? null : (idByName(name) ?? this.ids.get(name) ?? null);
    if (id !== null) {
      const { reference, rows } = this.cast({ id, name });
      return { member: { id, name, reference }, rows };
    }
    // A name that several bear joins nobody: its bearer here is known by the coalition alone.
    const slug = shared ? `${slugOf(name)}-of-ucdp-${coalition}` : identityOf({ id, name }).slug;
    const rows = this.slugs.has(slug) ? [] : [{ ...identityOf({ id, name }), slug }];
    this.slugs.set(slug, this.slugs.get(slug) ?? slug);
    return { member: { id, name, reference: slug }, rows };
  }

  private row(named: Named, id: string, identifiers: readonly { scheme: string; value: string }[]): ActorOut {
    const { kind, name, ...identity } = identityOf(named);
    const bearer = this.slugs.get(identity.slug);
    // Whoever was named without id as a member before is this one.
    const slug =
      bearer === undefined || bearer === identity.slug || bearer === id
        ? identity.slug
        : `${identity.slug.slice(0, 90).replace(/-$/, '')}-${id}`;
    this.slugs.set(slug, id);
    const aliases = name === named.name ? {} : { aliases: [aliasOf(named.name)] };
    return { slug, kind, name, identifiers, ...aliases };
  }
}

/** The name of the tables beside ours. Where it is known already, its kind and language stay as they are. */
function aliasOf(name: string) {
  if (name.startsWith('Government of ')) return { name, language: 'en' };
  return /^\p{Lu}{2,}$/u.test(name) ? { name, kind: 'SHORT' } : { name };
}
