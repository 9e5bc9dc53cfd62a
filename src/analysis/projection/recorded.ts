import type { Buffers, ReadSnapshot } from './buffers.ts';
import { recordedFrom, recordedTo } from './ends.ts';
import { isAlive } from './identity.ts';
import { canonOf } from './merges.ts';
import { inEnd, inStart, outEnd, outStart } from './rowOffsets.ts';

/** Every tie alive at a snapshot that was recorded from or to a node, hidden ones included. */
export function tiesRecordedWith(buffers: Buffers, snapshot: ReadSnapshot, node: number): number[] {
  const { nodes, appended, baseNodes, baseTies, byTo } = buffers;
  const found = new Set<number>();
  const addAlive = (tie: number) => {
    if (isAlive(buffers, snapshot, tie)) found.add(tie);
  };
  if (node < baseNodes) {
    for (let tie = outStart(nodes.rowOffsets, node); tie < outEnd(nodes.rowOffsets, node); tie++) addAlive(tie);
    for (let at = inStart(nodes.rowOffsets, node); at < inEnd(nodes.rowOffsets, node); at++) addAlive(byTo[at]!);
  }
  const canon = canonOf(buffers, snapshot, node);
  for (let tie = nodes.newestOut[canon]!; tie >= 0; tie = appended.olderOut[tie - baseTies]!) {
    if (recordedFrom(buffers, tie) === node) addAlive(tie);
  }
  for (let tie = nodes.newestIn[canon]!; tie >= 0; tie = appended.olderIn[tie - baseTies]!) {
    if (recordedTo(buffers, tie) === node) addAlive(tie);
  }
  return [...found];
}
