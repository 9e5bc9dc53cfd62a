import { type Dispatch, useEffect, useRef } from 'react';
import type { Graph } from '../graph/graph.ts';
import type { Picture, Position } from '../state/picture.ts';
import type { Action } from '../state/state.ts';

/** Requests positions from the worker when an entity has none and its ties are loaded; only the answer to the latest request is used. */
export function useLayout(picture: Picture, graph: Graph, ready: boolean, dispatch: Dispatch<Action>): void {
  const worker = useRef<Worker | null>(null);
  const requestId = useRef(0);
  const needsLayout = ready && picture.some(({ position }) => position === null);

  useEffect(() => {
    worker.current = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.current.onmessage = ({ data }: MessageEvent<{ requestId: number; positions: Map<string, Position> }>) => {
      if (data.requestId === requestId.current) dispatch({ do: 'placed', positions: data.positions });
    };
    return () => worker.current?.terminate();
  }, [dispatch]);

  useEffect(() => {
    if (!needsLayout) return;
    requestId.current += 1;
    const ties = [...graph.ties.values()].map(({ from, to }) => [from.slug, to.slug] as const);
    worker.current?.postMessage({ requestId: requestId.current, input: { entities: picture, ties } });
  }, [needsLayout, picture, graph]);
}
