import type { QueriedGraph } from '../../../mcp/graph.ts';

/** The most operations of a request that run at the same time. */
const AT_ONCE = 2;

/**
 * The graph, of which one request takes few operations at a time, so that others get their turn and the queue has room. After the
 * first error no other operation starts.
 */
export function fewAtOnce(graph: QueriedGraph): QueriedGraph {
  let running = 0;
  let failure: { readonly error: unknown } | null = null;
  const waiting: (() => void)[] = [];
  return {
    ...graph,
    execute: async (operation, variables) => {
      if (running >= AT_ONCE) await new Promise<void>((start) => waiting.push(start));
      else running += 1;
      try {
        if (failure) throw failure.error;
        return await graph.execute(operation, variables);
      } catch (error) {
        failure ??= { error };
        throw error;
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
