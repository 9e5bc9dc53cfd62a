import { useEffect, useState } from 'react';
import { ControlThenDocument, type ControlThenQuery, EventsByPlaceDocument } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import { timeFilter } from '../graph/filter.ts';
import type { TimeSelection } from '../state/view.ts';
import { type Control, type MapContent, mapContentOf } from './mapContent.ts';

/** Places with events that are loaded: those with the most. The API gives no more groups at once. */
const MAX_PLACES = 2_000;

/** Pages of 100 relationships of control that are loaded. */
const MAX_PAGES = 20;

/** What the map shows at a time; while another time loads, what was there before stays. */
export function useMapContent(time: TimeSelection | null, possible: boolean, revision: number) {
  const [result, setResult] = useState<{ readonly content: MapContent | null; readonly error: string | null; readonly key: string }>({
    content: null,
    error: null,
    key: '',
  });
  const key = JSON.stringify([timeFilter(time, possible), revision]);
  useEffect(() => {
    let active = true;
    const [filter] = JSON.parse(key) as [ReturnType<typeof timeFilter>];
    loadContent(filter, revision > 0)
      .then((content) => active && setResult({ content, error: null, key }))
      .catch((error: Error) => active && setResult((before) => ({ ...before, error: error.message, key })));
    return () => {
      active = false;
    };
  }, [key, revision]);
  return { content: result.content, error: result.error, loading: result.key !== key };
}

async function loadContent(filter: ReturnType<typeof timeFilter>, fresh: boolean): Promise<MapContent> {
  const policy = fresh ? 'network-only' : 'cache-first';
  const byPlace = runQuery(EventsByPlaceDocument, { filter, first: MAX_PLACES }, policy);
  const controls: Control[] = [];
  for (let after: string | null = null, page = 0; page < MAX_PAGES; page++) {
    const { relationships }: ControlThenQuery = await runQuery(
      ControlThenDocument,
      { filter: { ...filter, types: ['CONTROLS'] as const }, after },
      policy,
    );
    controls.push(...(relationships?.nodes ?? []));
    if (!relationships?.pageInfo.hasNextPage) break;
    after = relationships.pageInfo.endCursor;
  }
  const { eventBreakdown, events } = await byPlace;
  return mapContentOf(eventBreakdown ?? [], controls, events?.totalCount ?? 0, MAX_PLACES);
}
