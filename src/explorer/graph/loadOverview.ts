import {
  OverviewCampsDocument,
  type OverviewCampsQuery,
  OverviewDocument,
  type OverviewQuery,
  OverviewTiesDocument,
} from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import type { TimeSelection } from '../state/view.ts';
import { timeFilter } from './filter.ts';
import { type Graph, graphOf, slugsByDegree } from './graph.ts';

/** What the page opens with. */
export interface Overview {
  readonly result: OverviewQuery;
  /** The time of the first view: the newest year of which the graph has data; null where it has no dates. */
  readonly time: TimeSelection | null;
  /** The best known relationships of that time, and all entities of the first view. */
  readonly graph: Graph;
  /** Whom the first view shows: the strongest members of the largest camps, then those with the most relationships. */
  readonly slugs: readonly string[];
}

/** Number of entities in the first view: more would not be legible. */
const OVERVIEW_SIZE = 32;

/** Most members of one camp in the first view, and most members of all. */
const MEMBERS_OF_CAMP = 9;
const MEMBERS_OF_ALL = 24;

/**
 * Loads the size of the graph, and the first view of it.
 * @param time the time of the view; null for the newest year with data
 * @param fresh past the cache, since the graph has changed
 * @throws RequestError
 */
export async function loadOverview(time: TimeSelection | null, fresh: boolean): Promise<Overview> {
  const policy = fresh ? 'network-only' : 'cache-first';
  const result = await runQuery(OverviewDocument, {}, policy);
  const newest = result.years?.findLast(({ relationships }) => relationships > 0)?.start ?? null;
  const shown = time ?? (newest === null ? null : { at: newest, until: null });
  const filter = { ...timeFilter(shown, false), undated: shown === null, excludeTypes: ['LOCATED_IN' as const] };
  const [{ relationships }, camps] = await Promise.all([
    runQuery(OverviewTiesDocument, { filter }, policy),
    // A graph that is too large for it has no camps in its first view.
    runQuery(OverviewCampsDocument, { at: shown?.at ?? null, undated: shown === null }, policy).catch(() => null),
  ]);
  const ranked = camps?.ranking?.items.map(({ entity }) => entity) ?? [];
  const members = camps?.blocs?.blocs.flatMap((camp) => camp.members) ?? [];
  const ties = graphOf(relationships?.nodes ?? []);
  const slugs = [...new Set([...strongest(camps), ...slugsByDegree(ties), ...ranked.map(({ slug }) => slug)])].slice(0, OVERVIEW_SIZE);
  const isShown = new Set(slugs);
  const graph = graphOf(
    ties.ties.values(),
    [...ranked, ...members].filter(({ slug }) => isShown.has(slug)),
  );
  return { result, time: shown, graph, slugs };
}

/** The members of the largest camps that have the most neighbors. */
function strongest(camps: OverviewCampsQuery | null): string[] {
  const rank = new Map(camps?.ranking?.items.map(({ entity }, at) => [entity.slug, at]));
  const rankOf = (slug: string) => rank.get(slug) ?? rank.size;
  const members = (camps?.blocs?.blocs ?? []).flatMap((camp) =>
    camp.members
      .map(({ slug }) => slug)
      .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
      .slice(0, MEMBERS_OF_CAMP),
  );
  return members.slice(0, MEMBERS_OF_ALL);
}
