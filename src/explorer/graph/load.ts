import { ask } from '../api/ask.ts';
import { OneEntityDocument, TiesAmongDocument, type TiesAmongQuery } from '../api/operations.ts';
import { type EntityRow, type Graph, graphOf, type TieRow } from './graph.ts';

/** All ties among these entities, page by page, and the entities that have none. Throws Refused. */
export async function loadAmong(slugs: readonly string[], fresh: boolean, onPage: (graph: Graph) => void): Promise<Graph> {
  const policy = fresh ? 'network-only' : 'cache-first';
  const ties: TieRow[] = [];
  for (let after: string | null = null, more = slugs.length > 0; more; ) {
    const { relationships }: TiesAmongQuery = await ask(TiesAmongDocument, { entities: slugs, after }, policy);
    ties.push(...relationships.nodes);
    after = relationships.pageInfo.endCursor;
    more = relationships.pageInfo.hasNextPage;
    if (more) onPage(graphOf(ties));
  }
  const found = graphOf(ties);
  const alone = slugs.filter((slug) => !found.entities.has(slug));
  const rows = await Promise.all(alone.map(async (id) => (await ask(OneEntityDocument, { id }, policy)).entity));
  return graphOf(
    ties,
    rows.filter((row): row is EntityRow => row !== null),
  );
}
