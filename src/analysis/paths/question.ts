import type { Bounds } from '../../model/interval.ts';
import type { StopReason } from './budget.ts';
import type { PathTime } from './corridors.ts';
import type { PathDirection } from './direction.ts';
import type { TieFilter } from './filter.ts';
import type { StationRule } from './stations.ts';

/** HOPS: fewest hops, then strongest weakest hop. CONFIDENCE: the other way round. Then, in both, ids of the ties hop by hop. */
export type PathOrder = 'HOPS' | 'CONFIDENCE';

/** ENTITIES: one path for each sequence of entities, over its best ties. TIES: parallel ties give paths of their own. */
export type PathDistinct = 'ENTITIES' | 'RELATIONSHIPS';

export const MOST_PATHS = 100;
export const MOST_HOPS = 8;

/** How are two entities connected? Entities are canonical nodes of the view. */
export interface PathQuestion extends StationRule {
  readonly from: number;
  /** Another node than `from`. */
  readonly to: number;
  readonly filter?: TieFilter;
  readonly direction?: PathDirection;
  /**
   * SIMULTANEOUS: there is a day on which all ties of the path may hold. CHRONOLOGICAL: days can be chosen, one a tie, never going
   * backwards on the way from `from` to `to`, on which each may hold. Where the filter names a window, the days lie in it; where it asks
   * for more than POSSIBLE, the ties surely hold on them. Undated ties are then left out unless the filter says otherwise.
   */
  readonly time?: PathTime;
  readonly distinct?: PathDistinct;
  readonly orderBy?: PathOrder;
  /** 1 to MOST_PATHS; 10 where not given. */
  readonly maxPaths?: number;
  /** 1 to MOST_HOPS; 4 where not given. */
  readonly maxDepth?: number;
}

export interface FoundHop {
  readonly tie: number;
  readonly from: number;
  readonly to: number;
  /** Is the hop taken from the tie's `from` to its `to`? */
  readonly forward: boolean;
  /** The other ties of the hop that pass the filter, best first, whether or not they hold at the time of the path; none with TIES. */
  readonly parallel: readonly number[];
}

export interface FoundPath {
  readonly hops: readonly FoundHop[];
  /** Of its weakest hop, 0 to 1. */
  readonly confidence: number;
  /** When all of its ties hold; null where they never may. */
  readonly validity: Bounds | null;
}

export interface PathAnswer {
  /** In the order asked for. What a limit cut off comes after these, never between them. */
  readonly paths: readonly FoundPath[];
  /** MAX_PATHS: there is at least one more. null: these are all. */
  readonly stoppedBy: StopReason | null;
  /** Entities with more ties than `hubDegree` that the search came to and left out, by id. */
  readonly hubsAvoided: readonly number[];
  /** Steps spent. */
  readonly work: number;
}
