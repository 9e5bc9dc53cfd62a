import { summaryAt, targetAt } from '../../../src/analysis/projection/buffers.ts';
import { type AdjacencyRange, tieAt } from '../../../src/analysis/projection/incidence.ts';
import type { View } from '../../../src/analysis/projection/view.ts';

/** All that a view shows of the given entities, with ids instead of indexes. */
export function dump(view: View, ids: readonly string[]): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const id of ids) {
    const node = view.node(id);
    if (node < 0) continue;
    shown[id] = {
      canon: view.entityId(node),
      kind: view.kind(node),
      name: view.name(node),
      degrees: [view.degree(node, 'OUT'), view.degree(node, 'IN'), view.degree(node)],
      ties: (['OUT', 'IN', 'ANY'] as const).map((side) => {
        return [...view.ties(node, side)].map((tie) => tieShown(view, tie));
      }),
      entries: adjacencyOf(view, node),
    };
  }
  return shown;
}

function tieShown(view: View, tie: number): unknown[] {
  const id = view.tieId(tie);
  const ends = [view.entityId(view.from(tie)), view.entityId(view.to(tie))];
  return [
    id,
    view.type(tie),
    ...ends,
    view.bounds(tie),
    view.attested(tie),
    view.dates(tie),
    view.status(tie),
    view.confidence(tie),
    view.isAlive(tie),
    view.tie(id) === tie,
  ];
}

/** The adjacency of a node as a search reads it. */
function adjacencyOf(view: View, node: number): unknown[] {
  return view.ranges(node).flatMap((range) => entries(view, range).map((entry) => [range.outwards, ...entry]));
}

function entries(view: View, range: AdjacencyRange): [tie: string, to: string, summary: number][] {
  const places = Array.from({ length: range.end - range.start }, (_, i) => range.start + i);
  return places.map((at) => [view.tieId(tieAt(range, at)), view.entityId(targetAt(range.adjacency, at)), summaryAt(range.adjacency, at)]);
}
