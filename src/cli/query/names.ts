import type { KnownName } from '../../reading/types.ts';
import type { GraphClient, Operation } from './graphClient.ts';
import { ACTOR_NAMES, PLACE_NAMES } from './operations.ts';

/** Names that are loaded at most; of a larger graph the first ones by name. */
const MAX_NAMES = 50_000;

/** The names of all actors and places, a hundred a request. */
export async function loadNames(graph: GraphClient): Promise<KnownName[]> {
  const actors = await allPages(graph, ACTOR_NAMES, MAX_NAMES);
  const places = await allPages(graph, PLACE_NAMES, MAX_NAMES - actors.length);
  return [...actors, ...places.map((place) => ({ ...place, within: place.within?.slug ?? null }))];
}

async function allPages<Node>(
  graph: GraphClient,
  operation: Operation<{
    readonly names: {
      readonly nodes: readonly Node[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  }>,
  most: number,
): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  do {
    const { names }: { names: { nodes: readonly Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } =
      await graph.execute(operation, { after });
    nodes.push(...names.nodes);
    after = names.pageInfo.hasNextPage ? names.pageInfo.endCursor : null;
  } while (after !== null && nodes.length < most);
  return nodes.slice(0, most);
}
