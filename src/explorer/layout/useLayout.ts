import { type Dispatch, useEffect, useRef } from 'react';
import { isShown, selectedWindow, tieCertainty } from '../graph/filter.ts';
import type { Graph } from '../graph/graph.ts';
import { nameOf } from '../graph/names.ts';
import type { Picture, Position } from '../state/picture.ts';
import type { Action } from '../state/state.ts';
import type { TimeSelection } from '../state/view.ts';
import type { LayoutInput } from './placing.ts';

/** Requests positions from the worker when an entity has none and its ties are loaded; only the answer to the latest request is used. */
export function useLayout(picture: Picture, graph: Graph, time: TimeSelection | null, ready: boolean, dispatch: Dispatch<Action>): void {
  const worker = useRef<Worker | null>(null);
  const requestId = useRef(0);
  const needsLayout = ready && picture.some(({ position }) => position === null);
  const latestTime = useRef(time);
  latestTime.current = time;

  useEffect(() => {
    worker.current = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.current.onmessage = ({ data }: MessageEvent<{ requestId: number; positions: Map<string, Position> }>) => {
      if (data.requestId !== requestId.current) return;
      performance.measure('allegiance.layout', 'allegiance.layout-request');
      dispatch({ do: 'placed', positions: data.positions });
    };
    return () => worker.current?.terminate();
  }, [dispatch]);

  useEffect(() => {
    if (!needsLayout) return;
    requestId.current += 1;
    performance.mark('allegiance.layout-request');
    worker.current?.postMessage({ requestId: requestId.current, input: layoutInput(picture, graph, latestTime.current) });
  }, [needsLayout, picture, graph]);
}

/** The picture as the layout reads it: a tie counts by its sign where it is drawn at the selected time. */
function layoutInput(picture: Picture, graph: Graph, time: TimeSelection | null): LayoutInput {
  const window = selectedWindow(time);
  return {
    entities: picture.map(({ slug, position, pinned }) => ({ slug, position, pinned, label: nameOf(graph.entities.get(slug)).length })),
    ties: Array.from(graph.ties.values(), (tie) => ({
      from: tie.from.slug,
      to: tie.to.slug,
      sign: tie.sign,
      holds: isShown(tieCertainty(tie, window), false),
    })),
  };
}
