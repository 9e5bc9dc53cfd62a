import type Graph from 'graphology';

const LASTS = 220;

const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

/** Animates the opacity of ties to these targets, by id; returns a function that stops it. */
export function fade(graph: Graph, targets: ReadonlyMap<string, number>): () => void {
  if (targets.size === 0) return () => {};
  const from = new Map([...targets.keys()].map((id) => [id, graph.getEdgeAttribute(id, 'opacity') as number]));
  const begun = performance.now();
  let frame = 0;
  const turn = () => {
    const share = calm.matches ? 1 : Math.min(1, (performance.now() - begun) / LASTS);
    graph.updateEachEdgeAttributes(
      (id, attributes) => {
        const target = targets.get(id);
        if (target !== undefined) attributes.opacity = from.get(id)! + (target - from.get(id)!) * share;
        return attributes;
      },
      { attributes: ['opacity'] },
    );
    if (share < 1) frame = requestAnimationFrame(turn);
  };
  // In the next frame: the renderer must have processed added ties before their attributes change.
  frame = requestAnimationFrame(turn);
  return () => cancelAnimationFrame(frame);
}
