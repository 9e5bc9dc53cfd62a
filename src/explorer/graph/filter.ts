import { dateOrNull } from '../../model/date.ts';
import { type Bounds, boundsOf, type Certainty, certaintyIn, type Window } from '../../model/interval.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import type { TimeSelection } from '../state/view.ts';
import type { GraphEntity, GraphTie } from './graph.ts';

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

const cachedBounds = new WeakMap<GraphTie, Bounds>();

/** How surely a tie holds in a window; null if it does not. */
export function tieCertainty(tie: GraphTie, window: Window | null): Certainty | null {
  const bounds = cachedBounds.get(tie) ?? boundsOf(tie.validity);
  cachedBounds.set(tie, bounds);
  return certaintyIn(bounds, window, vocabularyOf(tie.type).lastingDays);
}
