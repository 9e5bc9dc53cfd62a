import type { Buffers, Mark } from './buffers.ts';
import { isAlive, recordedFrom, recordedTo } from './identity.ts';
import { canonOf } from './merges.ts';

/** Every tie alive at `mark` that was recorded from or to a node, hidden ones too. */
export function tiesRecordedWith(buffers: Buffers, mark: Mark, node: number): number[] {
  const { nodes, appended, baseNodes, baseTies, byTo } = buffers;
  const found = new Set<number>();
  const keep = (tie: number) => {
    if (isAlive(buffers, mark, tie)) found.add(tie);
  };
  if (node < baseNodes) {
    for (let tie = nodes.rows[2 * node]!; tie < nodes.rows[2 * node + 2]!; tie++) keep(tie);
    for (let at = nodes.rows[2 * node + 1]!; at < nodes.rows[2 * node + 3]!; at++) keep(byTo[at]!);
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
