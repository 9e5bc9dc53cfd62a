import type { PathsQueryVariables } from '../api/operations.ts';
import { spanOfTime } from '../graph/filter.ts';
import type { PathQuestion, Time } from '../state/view.ts';

/** Paths per search, and the degree from which on an entity is a hub. */
const MOST_CHAINS = 8;
const HUB = 12;

/** The variables of the query, for the selected time; null where an end is missing. */
export function chainVariables(
  { from, to, types, time, forward, avoidHubs, depth }: PathQuestion,
  when: Time | null,
): PathsQueryVariables | null {
  if (!from || !to) return null;
  const span = spanOfTime(when) === null ? {} : timeFilter(when!);
  return {
    from,
    to,
    time,
    direction: forward ? 'FORWARD' : 'ANY',
    hubDegree: avoidHubs ? HUB : null,
    maxDepth: depth,
    maxPaths: MOST_CHAINS,
    filter: { ...span, ...(types.length > 0 ? { types } : {}) },
  };
}

const timeFilter = ({ at, until }: Time) => (until === null ? { at } : { during: { start: at, end: until } });
