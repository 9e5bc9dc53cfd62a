import { useEffect, useState } from 'react';
import type { Picture } from '../state/picture.ts';
import { EMPTY_GRAPH, type Graph, hasBothEndsIn, mergeGraphs } from './graph.ts';
import { loadSubgraph } from './load.ts';

export interface LoadedGraph {
  readonly graph: Graph;
  /** Whether all ties among the entities on the canvas are loaded. */
  readonly ready: boolean;
  /** Why they could not be loaded, for the user. */
  readonly error: string | null;
  /** The slugs on the canvas that name nothing. */
  readonly missing: readonly string[];
}

const NONE: readonly string[] = [];

/**
 * The ties among the entities on the canvas, updated as entities are added and removed.
 * @param initial the graph that is known before the first request
 * @param revision the latest revision reported; a new one loads everything again, and what is shown stays meanwhile
 */
export function useGraph(picture: Picture, initial: Graph | null, revision: number): LoadedGraph {
  const [loaded, setLoaded] = useState<Graph>(EMPTY_GRAPH);
  const [loadedKey, setLoadedKey] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [missing, setMissing] = useState(NONE);
  const slugs = picture.map(({ slug }) => slug);
  const key = JSON.stringify(slugs.toSorted());

  useEffect(() => {
    if (initial) setLoaded((before) => mergeGraphs(initial, before));
  }, [initial]);

  useEffect(() => {
    let active = true;
    const slugsToLoad = JSON.parse(key) as string[];
    loadSubgraph(slugsToLoad, revision > 0, (page) => active && setLoaded((before) => mergeGraphs(before, page)))
      .then(({ graph, missing: absent }) => {
        if (!active) return;
        setMissing(absent.length > 0 ? absent : NONE);
        setLoaded((before) => ({ entities: new Map([...before.entities, ...graph.entities]), ties: graph.ties }));
        setError(null);
      })
      .catch((cause: Error) => active && setError(cause.message))
      .finally(() => active && setLoadedKey(key));
    return () => {
      active = false;
    };
  }, [key, revision]);

  return { graph: subgraphOf(loaded, new Set(slugs)), ready: loadedKey === key, error, missing };
}

const subgraphs = new WeakMap<Graph, { readonly key: string; readonly graph: Graph }>();

/** The part with these entities only; the same object as long as neither argument changes. */
function subgraphOf(loaded: Graph, slugs: ReadonlySet<string>): Graph {
  const key = [...slugs].join();
  const before = subgraphs.get(loaded);
  if (before?.key === key) return before.graph;
  const graph = {
    entities: new Map([...loaded.entities].filter(([slug]) => slugs.has(slug))),
    ties: new Map([...loaded.ties].filter(([, tie]) => hasBothEndsIn(tie, slugs))),
  };
  subgraphs.set(loaded, { key, graph });
  return graph;
}
