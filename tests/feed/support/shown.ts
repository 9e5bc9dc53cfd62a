import type { View } from '../../../src/analysis/projection/view.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { buildProjection } from '../../../src/feed/build.ts';
import { dump } from '../../analysis/support/dump.ts';

/** All that a view shows, in words that do not depend on its numbers. */
export function shown(view: View): Record<string, unknown> {
  return dump(view, entityIds(view));
}

/** What a projection made anew from the store shows. */
export async function shownAnew(engine: Engine): Promise<Record<string, unknown>> {
  return shown((await buildProjection(engine)).view);
}

/** Ids of the ties of a view, in order. */
export function tieIds(view: View): string[] {
  const ties = Array.from({ length: view.tieCount }, (_, tie) => tie).filter((tie) => view.isAlive(tie));
  return ties.map((tie) => view.tieId(tie)).sort();
}

function entityIds(view: View): string[] {
  return Array.from({ length: view.nodeCount }, (_, node) => view.entityId(node)).sort();
}
