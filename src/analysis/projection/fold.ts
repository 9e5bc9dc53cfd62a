import { assemble, type Room, roomFor } from './assemble.ts';
import type { Buffers, Mark } from './buffers.ts';
import { gathered, int32 } from './columns.ts';
import { recordedFrom, recordedTo } from './ends.ts';
import { compareAppended, isAlive } from './identity.ts';
import { canonOf } from './merges.ts';
import { nodesInOrder } from './nodesInOrder.ts';

/**
 * Compaction: a new base of what is alive at a snapshot, with spare capacity for 5 % more and for the incoming revision. The
 * old buffers are not changed, so views of them stay valid.
 */
export function fold(buffers: Buffers, mark: Mark, minimumRoom: number, coming: Room): Buffers {
  const order = livingInOrder(buffers, mark);
  const usual = roomFor(mark.nodes, order.length, minimumRoom);
  const room = { nodes: usual.nodes + coming.nodes, ties: usual.ties + coming.ties, deaths: usual.deaths + coming.deaths };
  const { nodes, newIndex } = nodesInOrder(buffers.nodes, mark.nodes, mark.nodes + room.nodes);
  for (let node = 0; node < mark.nodes; node++) nodes.canon[newIndex[node]!] = newIndex[canonOf(buffers, mark, node)]!;
  const ties = gathered(buffers.ties, order, order.length + room.ties);
  const to = int32(order.length);
  for (let tie = 0; tie < order.length; tie++) {
    ties.from[tie] = newIndex[recordedFrom(buffers, order[tie]!)]!;
    to[tie] = newIndex[recordedTo(buffers, order[tie]!)]!;
  }
  return assemble(nodes, mark.nodes, { ...ties, to }, order.length, room);
}

/** Ties alive at a snapshot, by id: those of the base are sorted; the appended ones are sorted and merged in by rank. */
function livingInOrder(buffers: Buffers, mark: Mark): Int32Array {
  const { appended, baseTies } = buffers;
  const late: number[] = [];
  for (let tie = baseTies; tie < mark.ties; tie++) if (isAlive(buffers, mark, tie)) late.push(tie);
  late.sort((a, b) => compareAppended(buffers, a, b));
  const order = new Int32Array(baseTies + late.length);
  let length = 0;
  let next = 0;
  for (let tie = 0; tie < baseTies; tie++) {
    while (next < late.length && appended.rank[late[next]! - baseTies]! <= tie) order[length++] = late[next++]!;
    if (isAlive(buffers, mark, tie)) order[length++] = tie;
  }
  while (next < late.length) order[length++] = late[next++]!;
  return order.subarray(0, length);
}
