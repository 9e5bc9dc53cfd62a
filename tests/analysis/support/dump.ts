import { glanceIn, nodeIn } from '../../../src/analysis/projection/leads.ts';
import { emptyStretch, Runs, type Stretch, tieAt } from '../../../src/analysis/projection/runs.ts';
import { TieList } from '../../../src/analysis/projection/tieList.ts';
import type { View } from '../../../src/analysis/projection/view.ts';

/** All that a view shows of the given entities, with ids instead of indexes. */
export function dump(view: View, ids: readonly string[]): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  const list = new TieList();
  for (const id of ids) {
    const node = view.node(id);
    if (node < 0) continue;
    shown[id] = {
      canon: view.entityId(node),
      kind: view.kind(node),
      name: view.name(node),
      degrees: [view.degree(node, 'OUT'), view.degree(node, 'IN'), view.degree(node)],
      ties: (['OUT', 'IN', 'ANY'] as const).map((side) => {
        view.ties(node, side, list);
        return [...list.toArray()].map((tie) => tieShown(view, tie));
      }),
      ways: waysFrom(view, node),
    };
  }
  return shown;
}

function tieShown(view: View, tie: number): unknown[] {
  const id = view.tieId(tie);
  const ends = [view.entityId(view.from(tie)), view.entityId(view.to(tie))];
  return [id, view.type(tie), ...ends, view.bounds(tie), view.status(tie), view.confidence(tie), view.isAlive(tie), view.tie(id) === tie];
}

/** The adjacency of a node as a search reads it: by directed range, and as one range, which has no order. */
function waysFrom(view: View, node: number): unknown[] {
  const runs = view.runs(node, new Runs());
  const byRun = runs.items.slice(0, runs.length).flatMap((run) => ways(view, run).map((way) => [run.outwards, ...way]));
  const together = ways(view, view.stretch(node, emptyStretch()));
  return [byRun, together.sort(([a], [b]) => (a < b ? -1 : 1))];
}

function ways(view: View, stretch: Stretch): [tie: string, to: string, summary: number][] {
  const places = Array.from({ length: stretch.end - stretch.start }, (_, i) => stretch.start + i);
  return places.map((at) => [view.tieId(tieAt(stretch, at)), view.entityId(nodeIn(stretch.leads, at)), glanceIn(stretch.leads, at)]);
}
