import { useMemo } from 'react';
import { OverviewDocument, type OverviewQuery } from '../api/operations.ts';
import { useAnswer } from '../api/useAnswer.ts';
import { byTies, type Graph, graphOf, isAmong } from '../graph/graph.ts';

export interface Opening {
  readonly answer: OverviewQuery | null;
  readonly error: string | null;
  /** The ties among the shown entities, from both ends of the list by start: dated and undated ones. */
  readonly graph: Graph | null;
  readonly slugs: readonly string[];
}

/** Number of entities in the first view: more would not be legible. */
const FIRST_SHOWN = 32;

/** What the page opens with: the size of the graph, the vocabulary, and the entities with the most ties as a first view. */
export function useOpening(revision: number): Opening {
  const { data, error } = useAnswer(OverviewDocument, {}, revision);
  return useMemo(() => {
    const all = data ? graphOf([...(data.dated?.nodes ?? []), ...(data.undated?.nodes ?? [])]) : null;
    const slugs = all ? byTies(all).slice(0, FIRST_SHOWN) : [];
    const shown = new Set(slugs);
    return { answer: data, error, slugs, graph: all && graphOf([...all.ties.values()].filter((tie) => isAmong(tie, shown))) };
  }, [data, error]);
}
