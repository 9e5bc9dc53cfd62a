import { assemble, nodesInOrder, spareCapacityFor, tiesInOrder } from './base.ts';
import { type Buffers, hashSlots, int32, type ReadSnapshot, reorderTies, type StagedTies, uint16 } from './buffers.ts';
import { nodeById } from './lookup.ts';
import type { RunColumn } from './runs.ts';

/** Makes a base from columns that it shares with this thread; answers later. */
export interface BaseMaker {
  readonly build: (staged: Staged) => Promise<Buffers>;
  readonly compact: (
    buffers: Buffers,
    snapshot: ReadSnapshot,
    minSpareCapacity: number,
  ) => Promise<{ readonly buffers: Buffers; readonly order: Int32Array }>;
}

/** What a base is made of: nodes and ties in the order in which they were added. The columns are shared between threads. */
export interface Staged {
  readonly nodes: StagedNodes;
  readonly nodeCount: number;
  /** The ids of canonical entities, by merged node. */
  readonly canon: ReadonlyMap<number, string>;
  readonly ties: StagedTies;
  readonly tieCount: number;
  readonly runs: RunColumn;
  readonly minSpareCapacity: number;
}

/** Makes the base. It uses up the columns. */
export function baseOf({ ties, tieCount, runs, minSpareCapacity, ...staged }: Staged): Buffers {
  const { nodes, newIndex } = sortedNodes(staged, minSpareCapacity);
  const baseNodes = staged.nodeCount;
  for (const end of [ties.from, ties.to]) for (let i = 0; i < tieCount; i++) end[i] = newIndex[end[i]!]!;
  const order = tiesInOrder(ties, tieCount, baseNodes);
  const spare = spareCapacityFor(baseNodes, order.length, minSpareCapacity);
  const sorted = reorderTies(ties, order, order.length + spare.ties);
  return assemble(nodes, baseNodes, { staged: sorted, count: order.length, runs }, spare);
}

/** The nodes sorted by key, each with its canonical node. */
function sortedNodes({ nodes: staged, nodeCount, canon: canons }: Pick<Staged, 'nodes' | 'nodeCount' | 'canon'>, minSpareCapacity: number) {
  const ordered = nodesInOrder(staged, nodeCount, nodeCount + spareCapacityFor(nodeCount, 0, minSpareCapacity).nodes);
  const { nodes, newIndex } = ordered;
  for (let node = 0; node < nodeCount; node++) nodes.canon[node] = node;
  for (const [node, canon] of canons) {
    const canonical = nodeById(nodes, canon);
    if (canonical >= 0) nodes.canon[newIndex[node]!] = canonical;
  }
  return ordered;
}

type StagedNodes = ReturnType<typeof stagedNodes>;

/** Columns for nodes in the order in which they are added. */
export function stagedNodes(capacity: number) {
  return { high: int32(capacity), low: int32(capacity), traits: uint16(capacity), name: int32(capacity), slots: hashSlots(capacity) };
}
