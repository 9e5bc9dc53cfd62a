import type { Bounds } from '../../model/interval.ts';
import type { TieConditions } from '../../model/tieFilter.ts';
import type { StopReason } from './budget.ts';
import type { IntermediateNodeRule } from './intermediateNodes.ts';
import type { PathDirection } from './neighbors.ts';

/** Must the ties of a path hold on one common day, on days in path order, or at any time? */
export type PathTime = 'ANY_TIME' | 'SIMULTANEOUS' | 'CHRONOLOGICAL';

/** HOPS: fewest hops, then highest bottleneck. CONFIDENCE: highest bottleneck, then fewest hops. Ties are broken by tie ids, hop by hop. */
export type PathOrder = 'HOPS' | 'CONFIDENCE';

/** ENTITIES: one path for each sequence of entities, over its best ties. RELATIONSHIPS: parallel ties give separate paths. */
export type PathDistinct = 'ENTITIES' | 'RELATIONSHIPS';

export const MAX_PATHS = 100;
export const MAX_HOPS = 8;

/** A query for the paths between two entities, which are canonical nodes of the view. */
export interface PathQuestion extends IntermediateNodeRule {
  readonly from: number;
  /** Different from `from`. */
  readonly to: number;
  readonly filter?: TieConditions;
  readonly direction?: PathDirection;
  /**
   * SIMULTANEOUS: there is a day on which all ties of the path may hold. CHRONOLOGICAL: there is a day for each tie on which it
   * may hold, and the days do not decrease from `from` to `to`. Where the filter has a window, the days lie in it; where its
   * certainty is above POSSIBLE, the ties surely hold on them. Undated ties are then left out unless the filter includes them.
   */
  readonly time?: PathTime;
  readonly distinct?: PathDistinct;
  readonly orderBy?: PathOrder;
  /** 1 to MAX_PATHS. Default: 10. */
  readonly maxPaths?: number;
  /** 1 to MAX_HOPS. Default: 4. */
  readonly maxDepth?: number;
}

export interface FoundHop {
  readonly tie: number;
  readonly from: number;
  readonly to: number;
  /** True where the hop goes from the tie's `from` to its `to`. */
  readonly forward: boolean;
  /** The other ties of the hop that pass the filter, best first, whether or not they hold at the time of the path; empty with RELATIONSHIPS. */
  readonly parallel: readonly number[];
}

export interface FoundPath {
  readonly hops: readonly FoundHop[];
  /** That of its weakest hop (the bottleneck), 0 to 1. */
  readonly confidence: number;
  /** When all of its ties hold; null where they never may. */
  readonly validity: Bounds | null;
}

export interface PathAnswer {
  /** In the requested order. What a limit cut off comes after these, never between them. */
  readonly paths: readonly FoundPath[];
  /** MAX_PATHS: there is at least one more. null: these are all. */
  readonly stoppedBy: StopReason | null;
  /** Entities with more ties than `hubDegree` that the search reached and left out, by id. */
  readonly hubsAvoided: readonly number[];
  /** Steps spent. */
  readonly work: number;
}
