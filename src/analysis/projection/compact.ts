import { assemble, type SpareCapacity, spareCapacityFor } from './assemble.ts';
import type { Buffers, ReadSnapshot } from './buffers.ts';
import { gatherTies, int32 } from './columns.ts';
import { recordedFrom, recordedTo } from './ends.ts';
import { compareAppended, isAlive } from './identity.ts';
import { canonOf } from './merges.ts';
import { nodesInOrder } from './nodesInOrder.ts';

/**
 * Compaction: a new base of what is alive at a snapshot, with spare capacity for 5 % more and for the incoming revision. The
 * old buffers are not changed, so views of them stay valid.
 */
export function compact(buffers: Buffers, snapshot: ReadSnapshot, minSpareCapacity: number, incoming: SpareCapacity): Buffers {
  const order = liveTiesInOrder(buffers, snapshot);
  const regular = spareCapacityFor(snapshot.nodes, order.length, minSpareCapacity);
  const spare = {
    nodes: regular.nodes + incoming.nodes,
    ties: regular.ties + incoming.ties,
    tombstones: regular.tombstones + incoming.tombstones,
  };
  const { nodes, newIndex } = nodesInOrder(buffers.nodes, snapshot.nodes, snapshot.nodes + spare.nodes);
  for (let node = 0; node < snapshot.nodes; node++) nodes.canon[newIndex[node]!] = newIndex[canonOf(buffers, snapshot, node)]!;
  const ties = gatherTies(buffers.ties, order, order.length + spare.ties);
  const to = int32(order.length);
  for (let tie = 0; tie < order.length; tie++) {
    ties.from[tie] = newIndex[recordedFrom(buffers, order[tie]!)]!;
    to[tie] = newIndex[recordedTo(buffers, order[tie]!)]!;
  }
  return assemble(nodes, snapshot.nodes, { ...ties, to }, order.length, spare);
}

/** Ties alive at a snapshot, by id: those of the base are sorted; the appended ones are sorted and merged in by rank. */
function liveTiesInOrder(buffers: Buffers, snapshot: ReadSnapshot): Int32Array {
  const { appended, baseTies } = buffers;
  const appendedTies: number[] = [];
  for (let tie = baseTies; tie < snapshot.ties; tie++) if (isAlive(buffers, snapshot, tie)) appendedTies.push(tie);
  appendedTies.sort((a, b) => compareAppended(buffers, a, b));
  const order = new Int32Array(baseTies + appendedTies.length);
  let length = 0;
  let next = 0;
  for (let tie = 0; tie < baseTies; tie++) {
    while (next < appendedTies.length && appended.rank[appendedTies[next]! - baseTies]! <= tie) order[length++] = appendedTies[next++]!;
    if (isAlive(buffers, snapshot, tie)) order[length++] = tie;
  }
  while (next < appendedTies.length) order[length++] = appendedTies[next++]!;
  return order.subarray(0, length);
}
