import { UNKNOWN_LO } from '../../model/interval.ts';
import { ENTITY_KINDS, type EntityKind } from '../../model/kinds.ts';
import { Budget, GLANCES, type Limits, type StopReason, untilStopped } from '../paths/budget.ts';
import type { TieFilter } from '../paths/filter.ts';
import { TieTest } from '../paths/tieTest.ts';
import { CONFIDENCE_SCALE } from '../projection/records.ts';
import { IS_SYMMETRIC } from '../projection/types.ts';
import type { View } from '../projection/view.ts';

/** A list of ties of the whole graph. Ends are canonical nodes; a field that is missing or null does not restrict. */
export interface TieListQuestion {
  readonly filter: TieFilter;
  /** Nodes at that end; a symmetric tie matches at either end. */
  readonly from?: readonly number[] | null;
  readonly to?: readonly number[] | null;
  readonly involving?: readonly number[] | null;
  /** Kinds of one end or the other. */
  readonly kinds?: readonly EntityKind[] | null;
}

/** START: by the earliest day on which it may have begun, unknown ones last. CONFIDENCE: highest first. Then, in both, by id. */
export type TieListOrder = 'START' | 'CONFIDENCE';

/** The range of the list between two positions, both exclusive, from its start or, with `backward`, from its end. */
export interface Stretch {
  readonly after: TiePlace | null;
  readonly before: TiePlace | null;
  readonly backward: boolean;
  readonly limit: number;
}

/** The sort key of a tie: its rank in the order, then its id. */
export interface TiePlace {
  readonly rank: number;
  readonly id: string;
}

interface Looked {
  readonly stoppedBy: StopReason | null;
  /** As `Limits.steps` counts it. */
  readonly work: number;
}

/** The ids of the range, in the requested direction; none where a limit was reached first. */
export interface TieListAnswer extends Looked {
  readonly ids: readonly string[];
}

export interface TieCountAnswer extends Looked {
  readonly count: number;
}

/** The rank that the store gives to ties of unknown start. */
const UNKNOWN_RANK = 9_999_999;

/** A range of the list. Takes time in proportion to the graph, memory in proportion to the ties that pass. */
export function listTies(view: View, question: TieListQuestion, order: TieListOrder, stretch: Stretch, limits: Limits): TieListAnswer {
  const rank = ranking(view, order);
  const { after, before, backward, limit } = stretch;
  const sense = backward ? -1 : 1;
  const candidates: number[] = [];
  const looked = eachTie(view, question, limits, (tie) => {
    const own = rank(tie);
    if (after && (own < after.rank || (own === after.rank && view.tieId(tie) <= after.id))) return;
    if (before && (own > before.rank || (own === before.rank && view.tieId(tie) >= before.id))) return;
    candidates.push(tie);
  });
  if (looked.stoppedBy !== null) return { ids: [], ...looked };
  const worst = worstRank(candidates, rank, sense, limit);
  const ids = candidates
    .filter((tie) => sense * (rank(tie) - worst) <= 0)
    .map((tie) => ({ rank: rank(tie), id: view.tieId(tie) }))
    .sort((a, b) => sense * (a.rank - b.rank || (a.id < b.id ? -1 : 1)))
    .slice(0, limit)
    .map(({ id }) => id);
  return { ids, ...looked };
}

/** The length of the whole list. */
export function countTies(view: View, question: TieListQuestion, limits: Limits): TieCountAnswer {
  let count = 0;
  const looked = eachTie(view, question, limits, () => count++);
  return { count, ...looked };
}

function ranking(view: View, order: TieListOrder): (tie: number) => number {
  if (order === 'CONFIDENCE') return (tie) => CONFIDENCE_SCALE - view.confidence(tie);
  return (tie) => (view.lo(tie) === UNKNOWN_LO ? UNKNOWN_RANK : view.lo(tie));
}

/** The rank of the `limit`-th candidate, so that ids are built only of the candidates up to it. */
function worstRank(candidates: readonly number[], rank: (tie: number) => number, sense: 1 | -1, limit: number): number {
  if (candidates.length <= limit) return sense * Number.POSITIVE_INFINITY;
  const ranks = Int32Array.from(candidates, (tie) => sense * rank(tie)).sort();
  return sense * ranks[Math.max(0, limit - 1)]!;
}

/** Ties that are examined between two checks of the limits. */
const AT_A_TIME = 1_024;

function eachTie(view: View, question: TieListQuestion, limits: Limits, give: (tie: number) => void): Looked {
  const budget = new Budget(limits);
  const isListed = listedTies(view, question);
  const stoppedBy = untilStopped(() => {
    for (let start = 0; start < view.tieCount; start += AT_A_TIME) {
      const end = Math.min(start + AT_A_TIME, view.tieCount);
      budget.spend(((end - start) >> GLANCES) + 1);
      for (let tie = start; tie < end; tie++) if (isListed(tie) && view.isAlive(tie)) give(tie);
    }
  });
  return { stoppedBy, work: budget.spent };
}

/** Returns a test of whether a tie that is alive is in the list. */
export function listedTies(view: View, question: TieListQuestion): (tie: number) => boolean {
  const test = new TieTest(view, question.filter, false);
  const [starts, ends, anyEnd] = [setOf(question.from), setOf(question.to), setOf(question.involving)];
  const kinds = question.kinds ? ENTITY_KINDS.map((one) => question.kinds!.includes(one)) : null;
  const stands = (wanted: ReadonlySet<number> | null, own: number, other: number, tie: number): boolean =>
    wanted === null || wanted.has(own) || (IS_SYMMETRIC[view.typeIndex(tie)]! && wanted.has(other));
  return (tie) => {
    if (!test.passes(tie)) return false;
    const [a, b] = [view.from(tie), view.to(tie)];
    return (
      stands(starts, a, b, tie) &&
      stands(ends, b, a, tie) &&
      (!anyEnd || anyEnd.has(a) || anyEnd.has(b)) &&
      (!kinds || kinds[view.kindIndex(a)]! || kinds[view.kindIndex(b)]!)
    );
  };
}

function setOf(nodes: readonly number[] | null | undefined): ReadonlySet<number> | null {
  return nodes ? new Set(nodes) : null;
}
