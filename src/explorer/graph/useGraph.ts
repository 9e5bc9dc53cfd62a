import { useEffect, useState } from 'react';
import type { Picture } from '../state/picture.ts';
import { EMPTY, type Graph, isAmong, joined } from './graph.ts';
import { loadAmong } from './load.ts';

export interface Loaded {
  readonly graph: Graph;
  /** Whether all ties among the entities on the canvas are loaded. */
  readonly ready: boolean;
  /** Why they could not be loaded, for the user. */
  readonly error: string | null;
}

/**
 * The ties among the entities on the canvas, updated as entities are added and removed.
 * @param initial the graph that is known before the first request
 * @param revision the latest revision reported; a new one loads everything again, and what is shown stays meanwhile
 */
export function useGraph(picture: Picture, first: Graph | null, revision: number): Loaded {
  const [known, setKnown] = useState<Graph>(EMPTY);
  const [done, setDone] = useState('');
  const [error, setError] = useState<string | null>(null);
  const slugs = picture.map(({ slug }) => slug);
  const key = JSON.stringify(slugs.toSorted());

  useEffect(() => {
    if (first) setKnown((before) => joined(first, before));
  }, [first]);

  useEffect(() => {
    let wanted = true;
    const wantedSlugs = JSON.parse(key) as string[];
    loadAmong(wantedSlugs, revision > 0, (page) => wanted && setKnown((before) => joined(before, page)))
      .then((graph) => {
        if (!wanted) return;
        setKnown((before) => ({ entities: new Map([...before.entities, ...graph.entities]), ties: graph.ties }));
        setError(null);
      })
      .catch((refused: Error) => wanted && setError(refused.message))
      .finally(() => wanted && setDone(key));
    return () => {
      wanted = false;
    };
  }, [key, revision]);

  return { graph: among(known, new Set(slugs)), ready: done === key, error };
}

const cut = new WeakMap<Graph, { readonly key: string; readonly graph: Graph }>();

/** The part with these entities only; the same object as long as neither argument changes. */
function among(known: Graph, slugs: ReadonlySet<string>): Graph {
  const key = [...slugs].join();
  const before = cut.get(known);
  if (before?.key === key) return before.graph;
  const graph = {
    entities: new Map([...known.entities].filter(([slug]) => slugs.has(slug))),
    ties: new Map([...known.ties].filter(([, tie]) => isAmong(tie, slugs))),
  };
  cut.set(known, { key, graph });
  return graph;
}
