import type { View } from '../../../src/analysis/projection/view.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { buildProjection } from '../../../src/revisions/buildProjection.ts';
import { dump } from '../analysis/dump.ts';

/** The contents of a view, in a form that does not depend on its internal numbers. */
export function shown(view: View): Record<string, unknown> {
  return dump(view, entityIds(view));
}

/** The contents of a projection that is rebuilt from the store. */
export async function shownRebuilt(engine: Engine): Promise<Record<string, unknown>> {
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
