import { OneEntityDocument, RelationshipsAmongDocument, type RelationshipsAmongQuery, WhichExistDocument } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import { type Graph, type GraphEntity, type GraphTie, graphOf, hasBothEndsIn } from './graph.ts';

/** Above this number of entities, ties are requested by 100 start entities at a time: filters with long lists of both ends are slow. */
const CHUNKED_ABOVE = 400;
const CHUNK_SIZE = 100;

/** Milliseconds between two reports of progress. */
const PROGRESS_INTERVAL_MS = 2_000;

/** Requests at a time: fewer than the six connections of a browser to one host, so that the user's own requests need not wait. */
const MAX_PARALLEL_REQUESTS = 4;

export interface Subgraph {
  readonly graph: Graph;
  /** The slugs that name nothing in the graph. */
  readonly missing: readonly string[];
}

/**
 * Loads all ties among these entities, and the entities without any; reports what is loaded so far to `onProgress`. Throws RequestError.
 *
 * Slugs that name nothing, as an old link may have them, are left out.
 */
export async function loadSubgraph(slugs: readonly string[], fresh: boolean, onProgress: (graph: Graph) => void): Promise<Subgraph> {
  try {
    return await loadAmong(slugs, fresh, onProgress);
  } catch (error) {
    const missing = await missingOf(slugs);
    if (missing.length === 0) throw error;
    const names = new Set(missing);
    const { graph } = await loadAmong(
      slugs.filter((slug) => !names.has(slug)),
      fresh,
      onProgress,
    );
    return { graph, missing };
  }
}

/** Those of the slugs that name nothing. */
async function missingOf(slugs: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  await inParallel(chunked(slugs, CHUNK_SIZE), async (ids) => {
    const { entities } = await runQuery(WhichExistDocument, { ids }, 'network-only');
    missing.push(...ids.filter((_, at) => entities?.[at] === null));
  });
  return missing;
}

async function loadAmong(slugs: readonly string[], fresh: boolean, onProgress: (graph: Graph) => void): Promise<Subgraph> {
  const policy = fresh ? 'network-only' : 'cache-first';
  const shown = new Set(slugs);
  const ties: GraphTie[] = [];
  let reportedAt = 0;
  const many = slugs.length > CHUNKED_ABOVE;
  const chunks = many ? chunked(slugs, CHUNK_SIZE) : slugs.length > 0 ? [slugs] : [];
  const addTies = (rows: readonly GraphTie[], more: boolean) => {
    ties.push(...rows.filter((tie) => hasBothEndsIn(tie, shown)));
    if (!(more || many) || performance.now() - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = performance.now();
    onProgress(graphOf(ties));
  };
  await inParallel(chunks, (from) => loadPages({ from, to: many ? null : slugs }, policy, addTies));
  const found = graphOf(ties);
  const isolated = slugs.filter((slug) => !found.entities.has(slug));
  const rows: GraphEntity[] = [];
  const missing: string[] = [];
  await inParallel(isolated, async (id) => {
    const { entity } = await runQuery(OneEntityDocument, { id }, policy);
    if (entity) rows.push(entity);
    else missing.push(id);
  });
  return { graph: graphOf(ties, rows), missing };
}

interface Ends {
  readonly from: readonly string[];
  /** null: any entity. */
  readonly to: readonly string[] | null;
}

async function loadPages(
  ends: Ends,
  policy: 'network-only' | 'cache-first',
  addTies: (rows: readonly GraphTie[], more: boolean) => void,
): Promise<void> {
  for (let after: string | null = null, more = true; more; ) {
    const { relationships }: RelationshipsAmongQuery = await runQuery(RelationshipsAmongDocument, { ...ends, after }, policy);
    if (!relationships) return;
    after = relationships.pageInfo.endCursor;
    more = relationships.pageInfo.hasNextPage;
    addTies(relationships.nodes, more);
  }
}

const chunked = (slugs: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(slugs.length / size) }, (_, at) => slugs.slice(at * size, (at + 1) * size));

/** Runs a task for each item, at most MAX_PARALLEL_REQUESTS at a time. */
async function inParallel<T>(items: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  const remaining = [...items];
  const worker = async () => {
    for (let next = remaining.shift(); next !== undefined; next = remaining.shift()) await run(next);
  };
  await Promise.all(Array.from({ length: MAX_PARALLEL_REQUESTS }, worker));
}
