import { VertexSets } from './vertexSets.ts';
import type { WeightedGraph } from './weighted.ts';

interface Weights {
  friendly: number;
  hostile: number;
}
/** What is between each two camps, by both. */
type Rows = Map<number, Map<number, Weights>>;

/**
 * Unites camps between which there is something friendly and no more that is hostile, until there are none such. Each weight
 * moves to the larger of two rows, so that it takes time in proportion to the pairs times the logarithm of their number.
 * @returns Camps numbered by their first vertex.
 */
export function unitedAtNoCost(graph: WeightedGraph, campOf: Int32Array): Int32Array {
  const rows = rowsOf(graph, campOf);
  const united = new VertexSets(Array.from(campOf, (camp, vertex) => [vertex, graph.size + camp] as const));
  const queue = [...rows.keys()];
  for (let next = 0; next < queue.length; next++) {
    const camp = queue[next]!;
    const row = rows.get(camp);
    const other = row && Array.from(row.keys()).find((key) => isFree(row.get(key)!));
    if (!row || other === undefined) continue;
    united.join(graph.size + camp, graph.size + other);
    const isLarger = row.size >= rows.get(other)!.size;
    queue.push(isLarger ? merge(rows, other, camp) : merge(rows, camp, other));
  }
  return campOf.map((_, vertex) => united.of(vertex));
}

function isFree({ friendly, hostile }: Weights): boolean {
  return friendly > 0 && friendly >= hostile;
}

function rowsOf({ size, rowStart, rowVertex, friendly, hostile }: WeightedGraph, campOf: Int32Array): Rows {
  const rows: Rows = new Map();
  for (let vertex = 0; vertex < size; vertex++) {
    for (let at = rowStart[vertex]!; at < rowStart[vertex + 1]!; at++) {
      const other = campOf[rowVertex[at]!]!;
      if (other !== campOf[vertex]) add(rows, campOf[vertex]!, other, friendly[at]!, hostile[at]!);
    }
  }
  return rows;
}

function add(rows: Rows, camp: number, other: number, friendly: number, hostile: number): void {
  const row = rows.get(camp) ?? new Map<number, Weights>();
  const weights = row.get(other) ?? { friendly: 0, hostile: 0 };
  weights.friendly += friendly;
  weights.hostile += hostile;
  rows.set(camp, row.set(other, weights));
}

/** Returns the second. */
function merge(rows: Rows, camp: number, into: number): number {
  for (const [other, { friendly, hostile }] of rows.get(camp)!) {
    rows.get(other)!.delete(camp);
    if (other === into) continue;
    add(rows, into, other, friendly, hostile);
    add(rows, other, into, friendly, hostile);
  }
  rows.delete(camp);
  return into;
}
