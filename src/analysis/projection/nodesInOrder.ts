import { type NodeColumns, nodeColumns } from './buffers.ts';
import { findNode, insertNode } from './keys.ts';
import { keysInOrder } from './order.ts';
import { kindIn } from './traits.ts';

export interface OrderedNodes {
  /** With key, kind, name and slots filled. */
  readonly nodes: NodeColumns;
  /** From the index of a node in the source to its index here. */
  readonly newIndex: Int32Array;
}

/** The nodes of a source, sorted by key, with a capacity. */
export function nodesInOrder(
  source: Pick<NodeColumns, 'high' | 'low' | 'traits' | 'name' | 'slots'>,
  count: number,
  capacity: number,
): OrderedNodes {
  const nodes = nodeColumns(capacity, count);
  const newIndex = new Int32Array(count);
  const sorted = keysInOrder(source.high, source.low, count);
  nodes.high.set(sorted.high);
  nodes.low.set(sorted.low);
  for (let node = 0; node < count; node++) {
    const old = findNode(source, nodes.high[node]!, nodes.low[node]!);
    newIndex[old] = node;
    nodes.traits[node] = kindIn(source.traits[old]!);
    nodes.name[node] = source.name[old]!;
    insertNode(nodes, node);
  }
  return { nodes, newIndex };
}
