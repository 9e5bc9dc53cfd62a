import type { Time } from '../state/view.ts';
import type { Span } from '../time/days.ts';
import { type Bounds, boundsOf, type Holding, holding, spanOf } from '../time/days.ts';
import type { EntityRow, TieRow } from './graph.ts';

/** What the legend hides: kinds of entity, types of tie, statuses. */
export type Off = ReadonlySet<string>;

export const isOn = ({ kind }: EntityRow, off: Off): boolean => !off.has(kind);

export const tieIsOn = ({ type, status, from, to }: TieRow, off: Off): boolean =>
  !off.has(type) && !off.has(status) && !off.has(from.kind) && !off.has(to.kind);

/** The days of a selected time; null for all time, or where it is not a date. */
export function spanOfTime(time: Time | null): Span | null {
  if (time === null) return null;
  const [from, until] = [spanOf(time.at), spanOf(time.until ?? time.at)];
  return from && until && from.first <= until.last ? { first: from.first, last: until.last } : null;
}

const known = new WeakMap<TieRow, Bounds>();

/** Whether a tie holds in these days. */
export function tieHolds(tie: TieRow, span: Span | null): Holding {
  const bounds = known.get(tie) ?? boundsOf(tie.validity);
  known.set(tie, bounds);
  return holding(bounds, span);
}
