import { useEffect, useMemo, useRef, useState } from 'react';
import {
  ReachableDocument,
  type ReachableQuery,
  type ReachableQueryVariables,
  StrongestDocument,
  type StrongestQuery,
} from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import type { Shown } from '../state/picture.ts';
import { isShown, selectedWindow, tieCertainty, timeFilter } from './filter.ts';
import { type Graph, neighborsIn } from './graph.ts';

/** Neighbors that one expansion adds. */
export const STRONGEST = 20;

/** Pages of 100 that a search for the strongest neighbors reads at most. */
const MAX_PAGES = 20;

/**
 * Slugs of up to STRONGEST neighbors at the selected time that are not on the canvas yet: those of the best known and most confident
 * ties. Throws RequestError.
 */
export async function loadStrongest(slug: string, { picture, time, possible }: Shown): Promise<string[]> {
  const shown = new Set(picture.map((each) => each.slug));
  const found = new Set<string>();
  const filter = { ...timeFilter(time, possible), involving: [slug] };
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES && found.size < STRONGEST; page++) {
    const { relationships }: StrongestQuery = await runQuery(StrongestDocument, { filter, after });
    for (const { from, to } of relationships?.nodes ?? [])
      for (const end of [from.slug, to.slug]) if (end !== slug && !shown.has(end) && found.size < STRONGEST) found.add(end);
    if (!relationships?.pageInfo.hasNextPage) break;
    after = relationships.pageInfo.endCursor;
  }
  return [...found];
}

/** Slugs of up to `limit` entities within some steps of one, the nearest first, and how many there are. Throws RequestError. */
export async function loadReachable(
  slug: string,
  steps: number,
  limit: number,
  { time, possible }: Shown,
): Promise<{ readonly slugs: readonly string[]; readonly total: number }> {
  const slugs: string[] = [];
  let total = 0;
  for (let after: string | null = null; slugs.length < limit; ) {
    const variables: ReachableQueryVariables = { from: slug, maxDepth: steps, filter: timeFilter(time, possible), first: 100, after };
    const { reachable }: ReachableQuery = await runQuery(ReachableDocument, variables);
    if (!reachable) break;
    total = reachable.totalCount;
    slugs.push(...reachable.nodes.map((node) => node.slug));
    if (!reachable.pageInfo.hasNextPage) break;
    after = reachable.pageInfo.endCursor;
  }
  return { slugs: slugs.slice(0, limit), total };
}

/**
 * For each expanded entity on the canvas, how many of its neighbors at the selected time are not there; only those above 0.
 * @param ready whether all of the picture is loaded; until then the numbers before stay
 */
export function useMoreNeighbors(shown: Shown, graph: Graph, ready: boolean, revision: number): ReadonlyMap<string, number> {
  const { picture, expanded, time, possible } = shown;
  const onCanvas = new Set(picture.map(({ slug }) => slug));
  const key = JSON.stringify([expanded.filter((slug) => onCanvas.has(slug)), timeFilter(time, possible), revision]);
  const [totals, setTotals] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    let active = true;
    const [slugs, filter] = JSON.parse(key) as [string[], ReturnType<typeof timeFilter>];
    const loadTotal = async (from: string) => {
      const { reachable } = await runQuery(ReachableDocument, { from, maxDepth: 1, filter, first: 1, after: null });
      return [from, reachable?.totalCount ?? 0] as const;
    };
    // Where it cannot be loaded, nothing is said: that the server cannot be reached is said elsewhere.
    Promise.all(slugs.map(loadTotal)).then(
      (loaded) => active && setTotals(new Map(loaded)),
      () => {},
    );
    return () => {
      active = false;
    };
  }, [key]);
  const latest = useRef<ReadonlyMap<string, number>>(new Map());
  return useMemo(() => {
    if (!ready) return latest.current;
    const window = selectedWindow(time);
    const left = [...totals].map(([slug, total]) => {
      const here = neighborsIn(graph, slug, (tie) => isShown(tieCertainty(tie, window), possible));
      return [slug, total - here.size] as const;
    });
    latest.current = new Map(left.filter(([slug, more]) => more > 0 && graph.entities.has(slug)));
    return latest.current;
  }, [totals, graph, ready, time, possible]);
}
