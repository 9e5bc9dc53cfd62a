import type { Buffers, Mark } from './buffers.ts';
import { recordedFrom, recordedTo } from './ends.ts';
import { isAlive } from './identity.ts';
import { canonOf } from './merges.ts';
import { inEnd, inStart, outEnd, outStart } from './rows.ts';

/** Every tie alive at a snapshot that was recorded from or to a node, hidden ones included. */
export function tiesRecordedWith(buffers: Buffers, mark: Mark, node: number): number[] {
  const { nodes, appended, baseNodes, baseTies, byTo } = buffers;
  const found = new Set<number>();
  const keep = (tie: number) => {
    if (isAlive(buffers, mark, tie)) found.add(tie);
  };
  if (node < baseNodes) {
    for (let tie = outStart(nodes.rows, node); tie < outEnd(nodes.rows, node); tie++) keep(tie);
    for (let at = inStart(nodes.rows, node); at < inEnd(nodes.rows, node); at++) keep(byTo[at]!);
  }
  const canon = canonOf(buffers, mark, node);
  for (let tie = nodes.newestOut[canon]!; tie >= 0; tie = appended.olderOut[tie - baseTies]!) {
    if (recordedFrom(buffers, tie) === node) keep(tie);
  }
  for (let tie = nodes.newestIn[canon]!; tie >= 0; tie = appended.olderIn[tie - baseTies]!) {
    if (recordedTo(buffers, tie) === node) keep(tie);
  }
  return [...found];
}
