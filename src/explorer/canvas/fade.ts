import type Graph from 'graphology';

const DURATION_MS = 220;

const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

/** Animates the opacity of ties to these targets, by id, and removes those that have faded out; returns a function that stops it. */
export function fade(graph: Graph, targets: ReadonlyMap<string, number>): () => void {
  if (targets.size === 0) return () => {};
  const from = new Map([...targets.keys()].map((id) => [id, graph.getEdgeAttribute(id, 'opacity') as number]));
  const startedAt = performance.now();
  let frame = 0;
  const drawFrame = () => {
    const progress = reducedMotion.matches ? 1 : Math.min(1, (performance.now() - startedAt) / DURATION_MS);
    graph.updateEachEdgeAttributes(
      (id, attributes) => {
        const target = targets.get(id);
        if (target !== undefined) attributes.opacity = from.get(id)! + (target - from.get(id)!) * progress;
        return attributes;
      },
      { attributes: ['opacity'] },
    );
    if (progress < 1) frame = requestAnimationFrame(drawFrame);
    else for (const [id, target] of targets) if (target === 0) graph.dropEdge(id);
  };
  // In the next frame: the renderer must have processed added ties before their attributes change.
  frame = requestAnimationFrame(drawFrame);
  return () => cancelAnimationFrame(frame);
}
