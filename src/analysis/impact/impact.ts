import type { Status } from '../../model/kinds.ts';
import type { TieCriterion } from '../../model/tieFilter.ts';
import type { ListRange } from '../list/ties.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import { CONFIDENCE_SCALE } from '../projection/records.ts';
import type { View } from '../projection/view.ts';
import type { CompiledVoices } from '../projection/voices.ts';
import { tieMatcher } from '../subgraph/tieMatcher.ts';

export interface ImpactQuestion {
  readonly filter: TieCriterion;
  readonly before: CompiledVoices;
  readonly after: CompiledVoices;
  readonly range: ListRange;
}

/** A tie by some voices. */
export interface WeighedSide {
  /** Does it pass the filter? */
  readonly present: boolean;
  /** Null where no passage counts. */
  readonly status: Status | null;
  /** 0 to 1; null where no passage counts. */
  readonly confidence: number | null;
}

export interface FoundImpact {
  readonly id: string;
  /** The sort key before the id: by how much the confidence changes, the largest change first. */
  readonly rank: number;
  readonly before: WeighedSide;
  readonly after: WeighedSide;
}

export interface ImpactAnswer {
  /** The requested range, in the requested direction. */
  readonly changed: readonly FoundImpact[];
  /** The length of the whole list. */
  readonly count: number;
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

const BATCH_SIZE = 1_024;

/** The ties that pass the filter by the one voices or by the other, and differ: by the change of confidence, then by id. */
export function impact(view: View, question: ImpactQuestion, limits: SearchLimits): ImpactAnswer {
  const budget = new Budget(limits);
  const [before, after] = [question.before, question.after].map((voices) => sideOf(view, voices, question.filter));
  const changed: { tie: number; rank: number; before: WeighedSide; after: WeighedSide }[] = [];
  const stoppedBy = untilStopped(() => {
    for (let start = 0; start < view.tieCount; start += BATCH_SIZE) {
      const end = Math.min(start + BATCH_SIZE, view.tieCount);
      budget.spend(2 * (end - start));
      for (let tie = start; tie < end; tie++) {
        if (!view.isAlive(tie)) continue;
        const [was, is] = [before!(tie), after!(tie)];
        if ((was.present || is.present) && !isSame(was, is)) changed.push({ tie, rank: rankOf(was, is), before: was, after: is });
      }
    }
  });
  const listed = changed.map(({ tie, ...rest }): FoundImpact => ({ id: view.tieId(tie), ...rest }));
  return { changed: stoppedBy === null ? inRange(listed, question.range) : [], count: changed.length, stoppedBy, work: budget.spent };
}

function sideOf(view: View, voices: CompiledVoices, filter: TieCriterion): (tie: number) => WeighedSide {
  const weighed = view.byVoices(voices);
  const matches = tieMatcher(weighed, filter);
  return (tie) => {
    const present = matches(tie);
    if (!weighed.isCounted(tie)) return NOT_COUNTED;
    return { present, status: weighed.status(tie), confidence: weighed.confidence(tie) / CONFIDENCE_SCALE };
  };
}

const NOT_COUNTED: WeighedSide = { present: false, status: null, confidence: null };

function isSame(a: WeighedSide, b: WeighedSide): boolean {
  return a.present === b.present && a.status === b.status && a.confidence === b.confidence;
}

function rankOf(before: WeighedSide, after: WeighedSide): number {
  return CONFIDENCE_SCALE - Math.round(Math.abs((before.confidence ?? 0) - (after.confidence ?? 0)) * CONFIDENCE_SCALE);
}

function inRange(found: FoundImpact[], { after, before, backward, limit }: ListRange): FoundImpact[] {
  const sign = backward ? -1 : 1;
  type Key = Pick<FoundImpact, 'rank' | 'id'>;
  const compare = (a: Key, b: Key) => a.rank - b.rank || (a.id < b.id ? -1 : Number(a.id > b.id));
  return found
    .filter((one) => (after === null || compare(one, after) > 0) && (before === null || compare(one, before) < 0))
    .sort((a, b) => sign * compare(a, b))
    .slice(0, limit);
}
