import type Graph from 'graphology';

const LASTS = 220;

const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

/** Takes ties from the opacity they have to another, over a fifth of a second; answers how to stop. */
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
  // Not at once: the renderer must have taken in what was just added before it is told of changes to it.
  frame = requestAnimationFrame(turn);
  return () => cancelAnimationFrame(frame);
}
