import { useMemo } from 'react';
import { OverviewDocument, type OverviewQuery } from '../api/operations.ts';
import { useAnswer } from '../api/useAnswer.ts';
import { byTies, type Graph, graphOf, isAmong } from '../graph/graph.ts';

export interface Opening {
  readonly answer: OverviewQuery | null;
  readonly error: string | null;
  /** Ties from both ends of the list, those with a beginning and those without, among the entities that have most. */
  readonly graph: Graph | null;
  readonly slugs: readonly string[];
}

/** Entities that the first view shows: as many as can be read at a glance. */
const FIRST_SHOWN = 32;

/** What the page opens with: what is in the graph, the kinds of tie, and a first view that says something. */
export function useOpening(revision: number): Opening {
  const { data, error } = useAnswer(OverviewDocument, {}, revision);
  return useMemo(() => {
    const all = data ? graphOf([...data.dated.nodes, ...data.undated.nodes]) : null;
    const slugs = all ? byTies(all).slice(0, FIRST_SHOWN) : [];
    const shown = new Set(slugs);
    return { answer: data, error, slugs, graph: all && graphOf([...all.ties.values()].filter((tie) => isAmong(tie, shown))) };
  }, [data, error]);
}
