import { EntitiesDocument, RelationshipsAmongDocument, type RelationshipsAmongQuery } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import { type Graph, type GraphEntity, type GraphTie, graphOf } from './graph.ts';
import { loadSpeakers } from './loadSpeakers.ts';

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
 * Loads these entities and all ties among them; reports what is loaded so far to `onProgress`. Throws RequestError.
 *
 * Slugs that name nothing, as an old link may have them, are left out.
 */
export async function loadSubgraph(slugs: readonly string[], fresh: boolean, onProgress: (graph: Graph) => void): Promise<Subgraph> {
  const policy = fresh ? 'network-only' : 'cache-first';
  const entities = new Map<string, GraphEntity>();
  const missing: string[] = [];
  await inParallel(chunked(slugs, CHUNK_SIZE), async (ids) => {
    const found = (await runQuery(EntitiesDocument, { ids }, policy)).entities ?? [];
    for (const [at, id] of ids.entries()) {
      const entity = found[at];
      if (entity) entities.set(entity.slug, entity);
      else missing.push(id);
    }
  });
  const known = [...entities.keys()];
  const many = known.length > CHUNKED_ABOVE;
  const ties: GraphTie[] = [];
  let reportedAt = 0;
  const addTies = (rows: readonly TieRow[], more: boolean) => {
    for (const row of rows) {
      const [from, to] = [entities.get(row.from.slug), entities.get(row.to.slug)];
      if (from && to) ties.push({ ...row, from, to });
    }
    if (!(more || many) || performance.now() - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = performance.now();
    onProgress(graphOf(ties));
  };
  const chunks = many ? chunked(known, CHUNK_SIZE) : known.length > 0 ? [known] : [];
  await inParallel(chunks, (from) => loadPages({ from, to: many ? null : known }, policy, addTies));
  // In a large picture lines are thin: there the best attested of a pair speaks for its width.
  if (!many) onProgress(graphOf(ties, entities.values()));
  const speakers = many ? new Map<string, readonly string[]>() : await loadSpeakers(ties, policy);
  const complete = ties.map((tie) => ({ ...tie, ...(speakers.has(tie.id) ? { speakers: speakers.get(tie.id)! } : {}) }));
  return { graph: graphOf(complete, entities.values()), missing };
}

/** A tie with the names of its ends only: each end is loaded once, not with each of its ties. */
type TieRow = NonNullable<RelationshipsAmongQuery['relationships']>['nodes'][number];

interface Ends {
  readonly from: readonly string[];
  /** null: any entity. */
  readonly to: readonly string[] | null;
}

async function loadPages(
  ends: Ends,
  policy: 'network-only' | 'cache-first',
  addTies: (rows: readonly TieRow[], more: boolean) => void,
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
