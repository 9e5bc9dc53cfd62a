import type { PathsQueryVariables } from '../api/operations.ts';
import { selectedWindow } from '../graph/filter.ts';
import type { PathSearch, TimeSelection } from '../state/view.ts';

/** Paths per search, and the degree from which on an entity is a hub. */
const MAX_PATHS = 8;
const HUB_DEGREE = 12;

/** The variables of the query, for the selected time; null where an end is missing. */
export function pathVariables(
  { from, to, types, time, forward, avoidHubs, depth }: PathSearch,
  when: TimeSelection | null,
): PathsQueryVariables | null {
  if (!from || !to) return null;
  const window = selectedWindow(when) === null ? {} : timeFilter(when!);
  return {
    from,
    to,
    time,
    direction: forward ? 'FORWARD' : 'ANY',
    hubDegree: avoidHubs ? HUB_DEGREE : null,
    maxDepth: depth,
    maxPaths: MAX_PATHS,
    filter: { ...window, ...(types.length > 0 ? { types } : {}) },
  };
}

const timeFilter = ({ at, until }: TimeSelection) => (until === null ? { at } : { during: { start: at, end: until } });
