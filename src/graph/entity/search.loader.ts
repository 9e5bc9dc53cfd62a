import type { Row } from '../../engine/engine.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import type { EntityKind } from '../../model/kinds.ts';
import { normalizeName } from '../../model/normalizeName.ts';
import { gramsOf, likeness, type NameMatch } from '../../model/similarity.ts';
import { ALL_NAMES } from '../../revisions/touched.ts';
import { PREFERRED } from '../../store/entity.ts';
import type { Context, TagsOf } from '../common/context.ts';
import { NAMES_BEGINNING } from './entity.cypher.ts';
import { type EntityNode, loadEntity, resolveReference } from './entity.loader.ts';

export interface SearchHitNode {
  readonly entity: EntityNode;
  readonly matched: string;
  readonly score: number;
}

/** Names read from the store for ranking: of those that begin with the query, and of those similar to it. */
const CANDIDATES = 400;
/** Names that a filter by name may match. */
const MAX_NAMED = 100_000;
const MAX_QUERY_LENGTH = 200;

/**
 * Entities whose names match a query, with or without a leading “the”, best first: the whole name, its beginning, words of it,
 * typos unless something is called exactly so; among equals names that mean it alone before WEAK ones, actors before places, preferred names before
 * aliases, then by name.
 * @throws BAD_INPUT for a text of more than 200 characters
 */
export async function searchEntities(
  context: Context,
  text: string,
  kinds: readonly EntityKind[] | null,
  limit: number,
): Promise<SearchHitNode[]> {
  if (text.length > MAX_QUERY_LENGTH) {
    throw new AllegianceError('BAD_INPUT', `Expected a \`text\` of at most ${MAX_QUERY_LENGTH} characters; got ${text.length}.`);
  }
  const query = normalizeName(text);
  if (query === '') return [];
  const names = await Promise.all(
    (await loadRankedNames(context, query)).map(async (name) => ({ ...name, entity: await loadEntity(context, name.owner) })),
  );
  const best = new Map<string, FoundName>();
  for (const { entity, ...name } of names) {
    if (!entity || (kinds && !kinds.includes(entity.kind))) continue;
    const known = best.get(entity.id);
    const found = { ...name, entity };
    if (!known || compareNames(found, known) < 0) best.set(entity.id, found);
  }
  return [...best.values()]
    .sort(compareNames)
    .slice(0, limit)
    .map(({ entity, name, likeness: { score } }) => ({ entity, matched: name, score: Math.round(score * 10_000) / 10_000 }));
}

/** Ids of all entities with a name that equals the text or begins with it. */
export async function entitiesNamed(context: Context, text: string): Promise<string[]> {
  const normalized = normalizeName(text);
  if (normalized === '') return [];
  const owners = await context.loadOne(
    `names.owners ${normalized}`,
    async ({ engine }) => {
      const names = await engine.read(NAMES_BEGINNING, { folded: normalized, limit: MAX_NAMED });
      return [...new Set(names.map(([owner]) => owner as string))];
    },
    ofNames,
  );
  const entities = await Promise.all(owners.map((owner) => loadEntity(context, owner)));
  return [...new Set(entities.flatMap((entity) => (entity ? [entity.id] : [])))];
}

interface RankedName {
  readonly owner: string;
  readonly name: string;
  readonly kind: string;
  readonly likeness: NameMatch;
}

interface FoundName extends RankedName {
  readonly entity: EntityNode;
}

/** Depends on all names, since any other one may match better. */
const ofNames: TagsOf<unknown> = () => [ALL_NAMES];

function loadRankedNames(context: Context, query: string): Promise<RankedName[]> {
  return context.loadOne(`names.ranked ${query}`, (loading) => rankedNames(loading, query), ofNames);
}

async function rankedNames({ engine }: Context, query: string): Promise<RankedName[]> {
  const words = gramsOf(query);
  const bare = query.replace(/^the (?=.)/, '');
  const [beginning, alike] = await Promise.all([
    engine.read(NAMES_BEGINNING, { folded: query, limit: CANDIDATES }),
    engine.searchText({ label: 'Name', property: 'grams', words, limit: CANDIDATES, returns: ['owner', 'name', 'folded', 'kind'] }),
  ]);
  const seen = new Map([...beginning, ...alike].map((row) => [`${row[0]} ${row[1]}`, row]));
  const found = [...seen.values()].flatMap((row) => ranked(query, row) ?? ranked(bare, row) ?? []);
  const isExact = found.some(({ likeness: { match } }) => match === 'EXACT');
  return isExact ? found.filter(({ likeness: { match } }) => match !== 'TYPO') : found;
}

function ranked(query: string, [owner, name, normalized, kind]: Row): RankedName | null {
  const found = likeness(query, normalized as string);
  return found && { owner: owner as string, name: name as string, kind: kind as string, likeness: found };
}

function compareNames(a: FoundName, b: FoundName): number {
  return (
    b.likeness.score - a.likeness.score ||
    Number(a.kind === 'WEAK') - Number(b.kind === 'WEAK') ||
    Number(a.entity.kind === 'PLACE') - Number(b.entity.kind === 'PLACE') ||
    nameRank(a.kind) - nameRank(b.kind) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : a.owner < b.owner ? -1 : 1)
  );
}

function nameRank(kind: string): number {
  return kind === PREFERRED ? 0 : 1;
}

/**
 * The ids of entities by reference.
 * @throws UNKNOWN_ENTITY, with up to three suggestions, for a reference that names none
 */
export function requireEntities(context: Context, references: readonly string[]): Promise<string[]> {
  return Promise.all(
    references.map(async (reference) => {
      const id = await resolveReference(context, reference);
      if (id === null) throw await unknownEntity(context, reference);
      return id;
    }),
  );
}

/** Up to three entities with names like a reference that names none. */
export async function suggestEntities(context: Context, reference: string): Promise<{ slug: string; name: string }[]> {
  const hits = await searchEntities(context, reference.slice(0, MAX_QUERY_LENGTH), null, 3);
  return hits.map(({ entity: { slug, name } }) => ({ slug, name }));
}

async function unknownEntity(context: Context, reference: string): Promise<AllegianceError> {
  const suggestions = await suggestEntities(context, reference);
  const hint =
    suggestions.length > 0 ? ` Did you mean ${suggestions.map(({ slug }) => `"${slug}"`).join(' or ')}?` : ' Find it with `search`.';
  const message = `Expected the id, slug or scheme:value of an entity; got ${quoted(reference)}, which names none.${hint}`;
  return new AllegianceError('UNKNOWN_ENTITY', message, { suggestions });
}
