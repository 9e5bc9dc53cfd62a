import type { Status } from '../../model/kinds.ts';
import { digitsAt } from '../projection/encoding.ts';
import { partitionPoint } from '../projection/lookup.ts';
import { compareIds, type EventArrays, idOf, timePlaceOf } from './columns.ts';
import { type EventMatcher, eachMatch } from './matcher.ts';

/** The orders of events: by the first day, or by deaths, and then by id. */
export type EventListOrder = 'START' | 'DEATHS';

/** Part of a list: strictly between two sort keys, as events have them, from one of its ends. */
export interface EventBounds {
  /** Empty: none. */
  readonly after: string;
  readonly before: string | null;
  readonly descending: boolean;
  readonly limit: number;
}

/** An event of a page, with its status by the voices that count. */
export interface EventOnPage {
  readonly id: string;
  readonly status: Status;
}

/** Where an event stands in an order: days or deaths, then the two halves of its id. */
type Position = readonly [place: number, high: number, low: number];

const placeOf: Readonly<Record<EventListOrder, (arrays: EventArrays, row: number) => number>> = {
  START: timePlaceOf,
  DEATHS: ({ best }, row) => Math.max(0, best[row]!),
};

/** The events of a page, in the direction in which it runs. */
export async function eventsOnPage(matcher: EventMatcher, order: EventListOrder, bounds: EventBounds): Promise<EventOnPage[]> {
  const rows = order === 'START' ? byTime(matcher, bounds) : await byAny(matcher, order, bounds);
  return rows.map((row) => ({ id: idOf(matcher.arrays, row), status: matcher.status(row) }));
}

/** Those of the base are in order of time already: it is read from the bound on, until the page is full. */
function byTime(matcher: EventMatcher, bounds: EventBounds): number[] {
  const { base, count } = matcher.view.events;
  const { descending, limit } = bounds;
  const isWithin = withinOf(matcher.arrays, 'START', bounds);
  const rows = matcher.candidates();
  const rowAt = (at: number) => (rows === null ? at : rows[at]!);
  const length = rows?.length ?? base;
  // Bounds are strict, and those of one kind alone cut a list into what is before and what is not.
  const after = positionOf(bounds.after);
  const before = positionOf(bounds.before);
  const start = after === null ? 0 : partitionPoint(0, length, (at) => compareTo(matcher.arrays, 'START', rowAt(at), after) <= 0);
  const end = before === null ? length : partitionPoint(0, length, (at) => compareTo(matcher.arrays, 'START', rowAt(at), before) < 0);
  const found: number[] = [];
  const [step, from] = descending ? [-1, end - 1] : [1, start];
  for (let at = from; at >= start && at < end && found.length < limit; at += step) {
    if (matcher.matches(rowAt(at))) found.push(rowAt(at));
  }
  for (let row = base; row < count; row++) if (isWithin(row) && matcher.matches(row)) found.push(row);
  return cut(matcher.arrays, 'START', bounds, found);
}

async function byAny(matcher: EventMatcher, order: EventListOrder, bounds: EventBounds): Promise<number[]> {
  const isWithin = withinOf(matcher.arrays, order, bounds);
  const compare = comparison(matcher.arrays, order, bounds);
  const most = 4 * bounds.limit + 1_000;
  let found: number[] = [];
  /** The last row of a full page: none after it is on the page. */
  let last: number | undefined;
  await eachMatch(matcher, (row) => {
    if (!isWithin(row) || (last !== undefined && compare(row, last) > 0)) return;
    found.push(row);
    if (found.length <= most) return;
    found = cut(matcher.arrays, order, bounds, found);
    last = found.at(-1);
  });
  return cut(matcher.arrays, order, bounds, found);
}

function cut(arrays: EventArrays, order: EventListOrder, bounds: EventBounds, rows: number[]): number[] {
  return rows.sort(comparison(arrays, order, bounds)).slice(0, bounds.limit);
}

/** In the direction in which a page runs. */
function comparison(arrays: EventArrays, order: EventListOrder, { descending }: EventBounds): (a: number, b: number) => number {
  const place = placeOf[order];
  const compare = (a: number, b: number) => place(arrays, a) - place(arrays, b) || compareIds(arrays, a, b);
  return descending ? (a, b) => compare(b, a) : compare;
}

function withinOf(arrays: EventArrays, order: EventListOrder, bounds: EventBounds): (row: number) => boolean {
  const [after, before] = [positionOf(bounds.after), positionOf(bounds.before)];
  return (row) =>
    (after === null || compareTo(arrays, order, row, after) > 0) && (before === null || compareTo(arrays, order, row, before) < 0);
}

function compareTo(arrays: EventArrays, order: EventListOrder, row: number, [place, high, low]: Position): number {
  return placeOf[order](arrays, row) - place || arrays.idHigh[row]! - high || arrays.idLow[row]! - low;
}

/** The position of a sort key: a number, a bar and the id; null for none. */
function positionOf(key: string | null): Position | null {
  if (!key) return null;
  const idAt = key.indexOf('|') + 1 + ID_PREFIX_LENGTH;
  return [Number.parseInt(key, 10) || 0, digitsAt(key, idAt), digitsAt(key, idAt + 6)];
}

const ID_PREFIX_LENGTH = 2;
