import { STATUSES } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { isVisible, timeFilter } from '../graph/filter.ts';
import type { Graph } from '../graph/graph.ts';
import type { Shown } from '../state/picture.ts';
import type { ViewState } from '../state/view.ts';

/** What the page shows. */
export interface Drawn extends Shown {
  readonly graph: Graph;
  readonly view: ViewState;
}

/** The filter of the API that finds the ties that are drawn: those between entities that are shown, at the selected time. */
export function drawnFilter({ graph, picture, possible, hidden: names, time }: Drawn) {
  const hidden = new Set(names);
  const slugs = picture.map(({ slug }) => slug).filter((slug) => graph.entities.has(slug) && isVisible(graph.entities.get(slug)!, hidden));
  const types = RELATIONSHIP_TYPES.filter((type) => hidden.has(type));
  const statuses = STATUSES.filter((status) => status !== 'DENIED');
  const shown = statuses.filter((status) => !hidden.has(status));
  return {
    from: slugs,
    to: slugs,
    ...(types.length > 0 ? { excludeTypes: types } : {}),
    ...(shown.length < statuses.length ? { status: shown } : {}),
    ...timeFilter(time, possible),
  };
}

/** The same as parameters of an export. */
export function exportParameters(drawn: Drawn): object {
  const { during, ...others } = { during: null, ...drawnFilter(drawn) };
  return { ...others, ...(during ? { during: `${during.start}/${during.end}` } : {}) };
}
