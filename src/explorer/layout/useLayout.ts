import { type Dispatch, useEffect, useRef } from 'react';
import type { Graph } from '../graph/graph.ts';
import type { Picture, Spot } from '../state/picture.ts';
import type { Action } from '../state/state.ts';

/** Requests positions from the worker when an entity has none and its ties are loaded; only the answer to the latest request is used. */
export function useLayout(picture: Picture, graph: Graph, ready: boolean, dispatch: Dispatch<Action>): void {
  const worker = useRef<Worker | null>(null);
  const question = useRef(0);
  const waiting = ready && picture.some(({ spot }) => spot === null);

  useEffect(() => {
    worker.current = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.current.onmessage = ({ data }: MessageEvent<{ question: number; spots: Map<string, Spot> }>) => {
      if (data.question === question.current) dispatch({ do: 'placed', spots: data.spots });
    };
    return () => worker.current?.terminate();
  }, [dispatch]);

  useEffect(() => {
    if (!waiting) return;
    question.current += 1;
    const ties = [...graph.ties.values()].map(({ from, to }) => [from.slug, to.slug] as const);
    worker.current?.postMessage({ question: question.current, arrangement: { entities: picture, ties } });
  }, [waiting, picture, graph]);
}
