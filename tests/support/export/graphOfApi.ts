import type { TestGraph } from '../../api/seed/seeded.ts';

type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** A graph as a reader sees it, or as the API gives it: the attributes of nodes and edges by id, with the names of the export's columns. */
export interface PlainGraph {
  readonly nodes: ReadonlyMap<string, Attributes>;
  readonly edges: ReadonlyMap<string, Attributes & { readonly source: string; readonly target: string }>;
}

const ENTITY = 'id slug name kind description identifiers { scheme value }';
const PAGE = '(first: 100, after: $after)';
const INFO = 'pageInfo { hasNextPage endCursor }';
const QUERIES = {
  actors: `query($after: String) { page: actors${PAGE} { nodes { ${ENTITY} active { start end } } ${INFO} } }`,
  places: `query($after: String) { page: places${PAGE} { nodes { ${ENTITY} placeKind latitude longitude } ${INFO} } }`,
  relationships: `query($after: String) { page: relationships${PAGE} { nodes {
    id type sign status confidence from { id } to { id }
    validity { start end ongoing attestedFrom attestedUntil earliest latest certainFrom certainUntil }
  } ${INFO} } }`,
};

interface ApiEntity {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  readonly description: string | null;
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  readonly active?: { readonly start: string | null; readonly end: string | null };
  readonly placeKind?: string;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
}

interface ApiRelationship {
  readonly id: string;
  readonly type: string;
  readonly sign: string;
  readonly status: string;
  readonly confidence: number;
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
  readonly validity: Readonly<Record<string, string | boolean | null>>;
}

async function all<T>(graph: TestGraph, query: string): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | null = null; ; ) {
    type Page = { nodes: T[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    const { page }: { page: Page } = await graph.execute<{ page: Page }>(query, { after });
    found.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

/** What the API says of the whole graph. */
export async function graphOfApi(graph: TestGraph): Promise<PlainGraph> {
  const { vocabulary } = await graph.execute<{ vocabulary: { type: string; phrase: string; symmetric: boolean }[] }>(
    '{ vocabulary { type phrase symmetric } }',
  );
  const types = new Map(vocabulary.map((row) => [row.type, row]));
  const entities = [...(await all<ApiEntity>(graph, QUERIES.actors)), ...(await all<ApiEntity>(graph, QUERIES.places))];
  const nodes = entities.map(({ id, slug, name, kind, description, identifiers, active, ...place }) => {
    const { placeKind = null, latitude = null, longitude = null } = place;
    const own = { activeFrom: active?.start ?? null, activeTo: active?.end ?? null, placeKind, latitude, longitude };
    const keys = identifiers.map(({ scheme, value }) => `${scheme}:${value}`).join('; ') || null;
    return [id, { label: name, slug, kind, description, identifiers: keys, ...own }] as const;
  });
  const relationships = await all<ApiRelationship>(graph, QUERIES.relationships);
  const edges = relationships.map(({ id, type, sign, status, confidence, from, to, validity }) => {
    const { start, end, ongoing, attestedFrom, attestedUntil, earliest, latest, certainFrom, certainUntil } = validity;
    const { phrase, symmetric } = types.get(type)!;
    const dates = { start, end, ongoing, attestedFrom, attestedUntil, mayHoldFrom: earliest, mayHoldUntil: latest };
    const ends = { source: from.id, target: to.id, label: phrase, relationship: type, symmetric };
    const rest = { sign, status, confidence, ...dates, surelyHoldsFrom: certainFrom, surelyHoldsUntil: certainUntil };
    return [id, { ...ends, ...rest } as Attributes & typeof ends] as const;
  });
  return { nodes: new Map(nodes), edges: new Map(edges) };
}
