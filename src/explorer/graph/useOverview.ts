import { useMemo } from 'react';
import { OverviewDocument, type OverviewQuery } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { type Graph, graphOf, hasBothEndsIn, slugsByDegree } from './graph.ts';

export interface Overview {
  readonly result: OverviewQuery | null;
  readonly error: string | null;
  /** The ties among the shown entities, from both ends of the list by start: dated and undated ones. */
  readonly graph: Graph | null;
  readonly slugs: readonly string[];
}

/** Number of entities in the first view: more would not be legible. */
const OVERVIEW_SIZE = 32;

/** What the page opens with: the size of the graph, and the entities with the most ties as a first view. */
export function useOverview(revision: number): Overview {
  const { data, error } = useQueryResult(OverviewDocument, {}, revision);
  return useMemo(() => {
    const all = data ? graphOf([...(data.dated?.nodes ?? []), ...(data.undated?.nodes ?? [])]) : null;
    const slugs = all ? slugsByDegree(all).slice(0, OVERVIEW_SIZE) : [];
    const shown = new Set(slugs);
    return { result: data, error, slugs, graph: all && graphOf([...all.ties.values()].filter((tie) => hasBothEndsIn(tie, shown))) };
  }, [data, error]);
}
