import type { QueriedGraph } from '../../../mcp/graph.ts';

/** The most operations of a request that run at the same time. */
const AT_ONCE = 5;

/** The graph, of which one request takes few operations at a time, so that others get their turn and the queue has room. */
export function fewAtOnce(graph: QueriedGraph): QueriedGraph {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    ...graph,
    execute: async (operation, variables) => {
      if (running >= AT_ONCE) await new Promise<void>((start) => waiting.push(start));
      else running += 1;
      try {
        return await graph.execute(operation, variables);
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
