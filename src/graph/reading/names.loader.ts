import { groupBy } from '../../model/group.ts';
import type { AliasKind, EntityKind, PlaceKind } from '../../model/kinds.ts';
import { normalizeName } from '../../model/normalizeName.ts';
import type { KnownName } from '../../reading/types.ts';
import { NAME, PREFERRED } from '../../store/entity.ts';
import { AROUND, NAMES_BY_OWNER } from '../../write/load/load.cypher.ts';
import type { Context } from '../common/context.ts';
import { NAMED_ENTITIES } from './reading.cypher.ts';

const ENTITIES_PER_READ = 5_000;
/** A graph with at most so many entities is given to the reader whole; of a larger one those that the text may mention. */
const MAX_READ_WHOLE = 5_000;
/** Letters by which a word of a name and a word of the text may be forms of each other: Syria, Syrian. */
const STEM_LENGTH = 4;
/** Kinds that are mentioned by words unlike their names: French, the Élysée. They are few. */
const ALWAYS: readonly EntityKind[] = ['STATE', 'GOVERNMENT'];

/** The entities that a text may mention, with their names; a merged one is known as the one that it is merged into. */
export async function namesFor(context: Context, text: string): Promise<KnownName[]> {
  const names = await context.loadOne('reading.names', () => loadNames(context));
  if (names.length <= MAX_READ_WHOLE) return names;
  const stems = new Set(stemsOf(text));
  return names.filter(
    ({ kind, name, aliases }) =>
      ALWAYS.includes(kind) || [name, ...aliases.map((alias) => alias.name)].some((one) => stemsOf(one).some((stem) => stems.has(stem))),
  );
}

function stemsOf(text: string): string[] {
  return normalizeName(text)
    .split(' ')
    .filter((word) => word.length >= STEM_LENGTH - 1)
    .map((word) => word.slice(0, STEM_LENGTH));
}

interface Entity {
  readonly id: string;
  readonly canon: string;
  readonly slug: string;
  readonly kind: EntityKind;
  readonly placeKind: PlaceKind | null;
  readonly name: string;
}

async function loadNames({ engine }: Context): Promise<KnownName[]> {
  const entities: Entity[] = [];
  const names = new Map<string, { name: string; kind: AliasKind | null }[]>();
  const around = new Map<string, string>();
  for (let after = ''; ; ) {
    const rows = await engine.read(NAMED_ENTITIES, { after, limit: ENTITIES_PER_READ });
    const page = rows.map(
      ([id, canon, slug, kind, placeKind, name]) => ({ id, canon, slug, kind, placeKind: placeKind ?? null, name }) as Entity,
    );
    entities.push(...page);
    const ids = page.map(({ id }) => id);
    const found = (await engine.read(NAMES_BY_OWNER, { ids })).map(([values]) => NAME.decode(values!));
    for (const [owner, own] of groupBy(found, (one) => one.owner)) {
      const inOrder = own.sort((a, b) => a.position - b.position);
      names.set(
        owner,
        inOrder.map(({ name, kind }) => ({ name, kind: kind === PREFERRED ? null : (kind as AliasKind) })),
      );
    }
    const places = page.flatMap(({ id, kind }) => (kind === 'PLACE' ? id : []));
    for (const [inner, , outer] of await engine.read(AROUND, { ids: places })) around.set(inner as string, outer as string);
    if (page.length < ENTITIES_PER_READ) break;
    after = ids.at(-1)!;
  }
  const slugs = new Map(entities.map(({ id, slug }) => [id, slug]));
  const byCanon = groupBy(entities, ({ canon }) => canon);
  return entities.flatMap(({ id, canon, slug, kind, placeKind, name }): KnownName[] => {
    if (id !== canon) return [];
    const all = [...(names.get(id) ?? []), ...(byCanon.get(id) ?? []).flatMap((one) => (one.id === id ? [] : (names.get(one.id) ?? [])))];
    const aliases = all.filter((alias) => alias.name !== name);
    return [{ id, slug, kind, placeKind, within: slugs.get(around.get(id) ?? '') ?? null, name, aliases }];
  });
}
