import { TieList } from '../../../src/analysis/projection/tieList.ts';
import type { View } from '../../../src/analysis/projection/view.ts';

/** All that a view shows of the given entities, in words that do not depend on its numbers. */
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
    };
  }
  return shown;
}

function tieShown(view: View, tie: number): unknown[] {
  const id = view.tieId(tie);
  const ends = [view.entityId(view.from(tie)), view.entityId(view.to(tie))];
  return [id, view.type(tie), ...ends, view.bounds(tie), view.status(tie), view.confidence(tie), view.isAlive(tie), view.tie(id) === tie];
}
