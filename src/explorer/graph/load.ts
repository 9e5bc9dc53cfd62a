import { ask } from '../api/ask.ts';
import { OneEntityDocument, RelationshipsAmongDocument, type RelationshipsAmongQuery } from '../api/operations.ts';
import { type EntityRow, type Graph, graphOf, isAmong, type TieRow } from './graph.ts';

/** Above this number of entities, ties are requested by 100 start entities at a time: filters with long lists of both ends are slow. */
const MANY = 400;
const CHUNK = 100;

/** Milliseconds between two reports of progress. */
const BETWEEN = 2_000;

/** Requests at a time: fewer than the six connections of a browser to one host, so that the user's own requests need not wait. */
const LANES = 4;

/** Loads all ties among these entities, and the entities without any; reports what is loaded so far to `onProgress`. Throws RequestError. */
export async function loadAmong(slugs: readonly string[], fresh: boolean, onPage: (graph: Graph) => void): Promise<Graph> {
  const policy = fresh ? 'network-only' : 'cache-first';
  const shown = new Set(slugs);
  const ties: TieRow[] = [];
  let told = 0;
  const many = slugs.length > MANY;
  const chunks = many ? chunked(slugs, CHUNK) : slugs.length > 0 ? [slugs] : [];
  const take = (rows: readonly TieRow[], more: boolean) => {
    ties.push(...rows.filter((tie) => isAmong(tie, shown)));
    if (!(more || many) || performance.now() - told < BETWEEN) return;
    told = performance.now();
    onPage(graphOf(ties));
  };
  await inLanes(chunks, (from) => pages({ from, to: many ? null : slugs }, policy, take));
  const found = graphOf(ties);
  const alone = slugs.filter((slug) => !found.entities.has(slug));
  const rows: (EntityRow | null)[] = [];
  await inLanes(alone, async (id) => void rows.push((await ask(OneEntityDocument, { id }, policy)).entity));
  return graphOf(
    ties,
    rows.filter((row) => row !== null),
  );
}

interface Ends {
  readonly from: readonly string[];
  /** null: any entity. */
  readonly to: readonly string[] | null;
}

async function pages(
  ends: Ends,
  policy: 'network-only' | 'cache-first',
  take: (rows: readonly TieRow[], more: boolean) => void,
): Promise<void> {
  for (let after: string | null = null, more = true; more; ) {
    const { relationships }: RelationshipsAmongQuery = await ask(RelationshipsAmongDocument, { ...ends, after }, policy);
    if (!relationships) return;
    after = relationships.pageInfo.endCursor;
    more = relationships.pageInfo.hasNextPage;
    take(relationships.nodes, more);
  }
}

const chunked = (slugs: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(slugs.length / size) }, (_, at) => slugs.slice(at * size, (at + 1) * size));

/** Runs a task for each item, at most MAX_PARALLEL_REQUESTS at a time. */
async function inLanes<T>(work: readonly T[], each: (one: T) => Promise<void>): Promise<void> {
  const left = [...work];
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await each(next);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
