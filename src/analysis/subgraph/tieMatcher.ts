import { ENTITY_KINDS, type EntityKind } from '../../model/kinds.ts';
import type { TieCriterion } from '../../model/tieFilter.ts';
import { TieTest } from '../paths/tieTest.ts';
import { IS_SYMMETRIC } from '../projection/encoding.ts';
import type { View } from '../projection/view.ts';

/** Returns a test of whether a tie of the view, one that is alive, meets a criterion whose ends are canonical nodes. */
export function tieMatcher(view: View, criterion: TieCriterion): (tie: number) => boolean {
  const test = new TieTest(view, criterion, false);
  const [starts, ends, anyEnd] = [setOf(criterion.from), setOf(criterion.to), setOf(criterion.involving)];
  const [either, both] = [kindTable(criterion.eitherKind), kindTable(criterion.bothKinds)];
  if (!starts && !ends && !anyEnd && !either && !both) return (tie) => test.passes(tie);
  const leads = (start: number, end: number): boolean => (!starts || starts.has(start)) && (!ends || ends.has(end));
  return (tie) => {
    if (!test.passes(tie)) return false;
    const [a, b] = [view.from(tie), view.to(tie)];
    return (
      (leads(a, b) || (IS_SYMMETRIC[view.typeIndex(tie)]! && leads(b, a))) &&
      (!anyEnd || anyEnd.has(a) || anyEnd.has(b)) &&
      (!either || either[view.kindIndex(a)]! || either[view.kindIndex(b)]!) &&
      (!both || (both[view.kindIndex(a)]! && both[view.kindIndex(b)]!))
    );
  };
}

function setOf(nodes: readonly number[] | null | undefined): ReadonlySet<number> | null {
  return nodes ? new Set(nodes) : null;
}

/** By index of the kind. */
function kindTable(kinds: readonly EntityKind[] | null | undefined): readonly boolean[] | null {
  return kinds ? ENTITY_KINDS.map((kind) => kinds.includes(kind)) : null;
}
