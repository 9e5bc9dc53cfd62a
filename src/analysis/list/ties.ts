import { UNKNOWN_LO, type Window } from '../../model/interval.ts';
import type { TieCriterion } from '../../model/tieFilter.ts';
import { tieRank } from '../../model/tieRank.ts';
import { Budget, SCAN_COST_SHIFT, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import { CONFIDENCE_SCALE } from '../projection/records.ts';
import type { View } from '../projection/view.ts';
import { tieMatcher } from '../subgraph/tieMatcher.ts';

/** START: by the earliest day on which it may have begun, unknown ones last. CONFIDENCE: as `tieRank` has it. Then, in both, by id. */
export type TieListOrder = 'START' | 'CONFIDENCE';

/** The range of the list between two positions, both exclusive, from its start or, with `backward`, from its end. */
export interface ListRange {
  readonly after: TiePosition | null;
  readonly before: TiePosition | null;
  readonly backward: boolean;
  readonly limit: number;
}

/** The sort key of a tie: its rank in the order, then its id. */
export interface TiePosition {
  readonly rank: number;
  readonly id: string;
}

interface ScanResult {
  readonly stoppedBy: StopReason | null;
  /** As `Limits.steps` counts it. */
  readonly work: number;
}

/** The ids of the range, in the requested direction; none where a limit was reached first. */
export interface TieListAnswer extends ScanResult {
  readonly ids: readonly string[];
}

export interface TieCountAnswer extends ScanResult {
  readonly count: number;
}

/** The rank that the store gives to ties of unknown start. */
const UNKNOWN_RANK = 9_999_999;

export interface TieListQuestion extends TieCountQuestion {
  readonly order: TieListOrder;
  readonly range: ListRange;
}

export interface TieCountQuestion {
  readonly filter: TieCriterion;
  /** Only ties that this source speaks of; null: all. Needs a view with passages. */
  readonly cited?: CitedSource | null;
}

export interface CitedSource {
  /** Its index in the passages. */
  readonly source: number;
  /** Only ties that no other source speaks of. */
  readonly onlyHere: boolean;
}

/** A range of the list. Takes time in proportion to the graph, memory in proportion to the ties that pass. */
export function listTies(view: View, question: TieListQuestion, limits: SearchLimits): TieListAnswer {
  const { filter, order, range } = question;
  const rank = rankBy(view, order, filter.window ?? null);
  const { after, before, backward, limit } = range;
  const sign = backward ? -1 : 1;
  const candidates: number[] = [];
  const scan = eachTie(view, question, limits, (tie) => {
    const own = rank(tie);
    if (after && (own < after.rank || (own === after.rank && view.tieId(tie) <= after.id))) return;
    if (before && (own > before.rank || (own === before.rank && view.tieId(tie) >= before.id))) return;
    candidates.push(tie);
  });
  if (scan.stoppedBy !== null) return { ids: [], ...scan };
  const worst = worstRank(candidates, rank, sign, limit);
  const ids = candidates
    .filter((tie) => sign * (rank(tie) - worst) <= 0)
    .map((tie) => ({ rank: rank(tie), id: view.tieId(tie) }))
    .sort((a, b) => sign * (a.rank - b.rank || (a.id < b.id ? -1 : 1)))
    .slice(0, limit)
    .map(({ id }) => id);
  return { ids, ...scan };
}

/** The length of the whole list. */
export function countTies(view: View, question: TieCountQuestion, limits: SearchLimits): TieCountAnswer {
  let count = 0;
  const scan = eachTie(view, question, limits, () => count++);
  return { count, ...scan };
}

function rankBy(view: View, order: TieListOrder, window: Window | null): (tie: number) => number {
  if (order === 'CONFIDENCE') {
    return (tie) => tieRank(view.bounds(tie), view.confidence(tie) / CONFIDENCE_SCALE, window, view.lastingDays(tie));
  }
  return (tie) => (view.lo(tie) === UNKNOWN_LO ? UNKNOWN_RANK : view.lo(tie));
}

/** The rank of the `limit`-th candidate, so that ids are built only of the candidates up to it. */
function worstRank(candidates: readonly number[], rank: (tie: number) => number, sign: 1 | -1, limit: number): number {
  if (candidates.length <= limit) return sign * Number.POSITIVE_INFINITY;
  const ranks = Float64Array.from(candidates, (tie) => sign * rank(tie)).sort();
  return sign * ranks[Math.max(0, limit - 1)]!;
}

/** Ties that are examined between two checks of the limits. */
const BATCH_SIZE = 1_024;

/** Emits the ties of a list, in the order of their indexes. */
export function eachTie(view: View, question: TieCountQuestion, limits: SearchLimits, emit: (tie: number) => void): ScanResult {
  const budget = new Budget(limits);
  const { filter, cited = null } = question;
  const matches = tieMatcher(view, filter);
  const isListed = cited === null ? matches : (tie: number) => view.cites(tie, cited.source, cited.onlyHere) && matches(tie);
  const stoppedBy = untilStopped(() => {
    for (let start = 0; start < view.tieCount; start += BATCH_SIZE) {
      const end = Math.min(start + BATCH_SIZE, view.tieCount);
      // Weighing a tie takes about as long as examining it.
      budget.spend(((end - start) >> (view.voices ? 0 : SCAN_COST_SHIFT)) + 1);
      for (let tie = start; tie < end; tie++) if (isListed(tie) && view.isAlive(tie)) emit(tie);
    }
  });
  return { stoppedBy, work: budget.spent };
}
