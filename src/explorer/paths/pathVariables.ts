import type { PathsQueryVariables } from '../api/operations.ts';
import { timeFilter } from '../graph/filter.ts';
import type { PathSearch, TimeSelection } from '../state/view.ts';

/** Paths per search, and the degree from which on an entity is a hub. */
const MAX_PATHS = 8;
const HUB_DEGREE = 12;

/**
 * The variables of the query, for the selected time; null where an end is missing. It asks for what is possible, so that the
 * answer says what is if nothing is known: what is known comes first.
 */
export function pathVariables(
  { from, to, types, time, forward, avoidHubs, depth }: PathSearch,
  when: TimeSelection | null,
): PathsQueryVariables | null {
  if (!from || !to) return null;
  return {
    from,
    to,
    time,
    direction: forward ? 'FORWARD' : 'ANY',
    hubDegree: avoidHubs ? HUB_DEGREE : null,
    maxDepth: depth,
    maxPaths: MAX_PATHS,
    filter: { ...timeFilter(when, true), ...(types.length > 0 ? { types } : {}) },
  };
}
