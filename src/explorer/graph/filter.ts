import { dateOrNull } from '../../model/date.ts';
import { type Bounds, boundsOf, type Certainty, certaintyIn, holdsIn, tieBoundsOf, type Window } from '../../model/interval.ts';
import { tieRank } from '../../model/tieRank.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import type { TimeSelection } from '../state/view.ts';
import type { Graph, GraphEntity, GraphTie } from './graph.ts';

/** What the legend hides: kinds of entity, types of tie, statuses. */
export type HiddenKinds = ReadonlySet<string>;

export const isVisible = ({ kind }: GraphEntity, hidden: HiddenKinds): boolean => !hidden.has(kind);

export const isTieVisible = ({ type, status, from, to }: GraphTie, hidden: HiddenKinds): boolean =>
  !hidden.has(type) && !hidden.has(status) && !hidden.has(from.kind) && !hidden.has(to.kind);

/** The window of a selected time; null for all time, or where it is not a date. */
export function selectedWindow(time: TimeSelection | null): Window | null {
  if (time === null) return null;
  const [from, until] = [dateOrNull(time.at), dateOrNull(time.until ?? time.at)];
  return from && until && from.first <= until.last ? { first: from.first, last: until.last } : null;
}

/** Whether an entity may have been active in a window, as far as its dates say. */
export function mayBeActive(entity: GraphEntity, window: Window | null): boolean {
  if (window === null || !('active' in entity) || !entity.active) return true;
  return holdsIn(boundsOf(entity.active), window, 'POSSIBLE', null);
}

/** What is known of a tie's time: its dates, and the periods of support. */
export type TieTime = Pick<GraphTie, 'type' | 'validity'> & {
  readonly periods?: readonly { readonly start: string | null; readonly end: string | null }[];
};

const cachedBounds = new WeakMap<TieTime, Bounds>();

function boundsOfTie(tie: TieTime): Bounds {
  const bounds = cachedBounds.get(tie) ?? tieBoundsOf(tie.validity, tie.periods);
  cachedBounds.set(tie, bounds);
  return bounds;
}

/** The last day on which a tie is known to have held, by its dates; before every day where it has none. */
export const lastDayOf = (tie: TieTime): number => boundsOfTie(tie).chi;

/** How surely a tie holds in a window; null if it does not. */
export const tieCertainty = (tie: TieTime, window: Window | null): Certainty | null =>
  certaintyIn(boundsOfTie(tie), window, vocabularyOf(tie.type).lastingDays);

/** Whether what holds with this certainty is shown: what is only possible is, if the reader asked for it. */
export const isShown = (certainty: Certainty | null, possible: boolean): certainty is Certainty =>
  certainty !== null && (possible || certainty !== 'POSSIBLE');

/** The part of a filter of the API that finds what the page shows at the selected time. */
export function timeFilter(time: TimeSelection | null, possible: boolean) {
  if (time === null || selectedWindow(time) === null) return { certainty: 'POSSIBLE' as const };
  const certainty = possible ? ('POSSIBLE' as const) : ('LIKELY' as const);
  return time.until === null ? { certainty, at: time.at } : { certainty, during: { start: time.at, end: time.until } };
}

/**
 * Ties in the order in which they speak: the best known in the window first, then the most confident, then the latest attested,
 * then by id.
 */
export function inOrder(ties: Iterable<GraphTie>, window: Window | null): GraphTie[] {
  const ranked = Array.from(ties, (tie) => ({
    tie,
    rank: tieRank(boundsOfTie(tie), tie.confidence, window, vocabularyOf(tie.type).lastingDays),
  }));
  return ranked.sort((a, b) => a.rank - b.rank || (a.tie.id < b.tie.id ? -1 : 1)).map(({ tie }) => tie);
}

/** How many ties that the legend does not hide are known (CERTAIN), likely, and only possible in a window. */
export function countByCertainty(
  graph: Graph,
  window: Window | null,
  hidden: HiddenKinds,
): Record<'CERTAIN' | 'LIKELY' | 'POSSIBLE', number> {
  const counts = { CERTAIN: 0, LIKELY: 0, POSSIBLE: 0 };
  for (const tie of graph.ties.values()) {
    const certainty = isTieVisible(tie, hidden) ? tieCertainty(tie, window) : null;
    if (certainty !== null) counts[certainty === 'THROUGHOUT' ? 'CERTAIN' : certainty]++;
  }
  return counts;
}

const orderedTies = new WeakMap<Graph, { readonly key: string; readonly ties: readonly GraphTie[] }>();

/** The ties of a graph in order; remembered for the last window. */
export function bestKnownFirst(graph: Graph, window: Window | null): readonly GraphTie[] {
  const key = window ? `${window.first} ${window.last}` : '';
  const before = orderedTies.get(graph);
  if (before?.key === key) return before.ties;
  const ties = inOrder(graph.ties.values(), window);
  orderedTies.set(graph, { key, ties });
  return ties;
}
