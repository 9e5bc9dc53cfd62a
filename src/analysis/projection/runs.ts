import { RUN_LENGTH, type Runs } from '../../model/interval.ts';
import { int32 } from './buffers.ts';

/**
 * The runs of the few ties that surely hold at several times, in one column that is only appended to: where those of a tie begin
 * is in its column of attested days. Each list is preceded by its length. The first number says where the next list begins, so a
 * column of earlier views, which has less, stays valid.
 */
export type RunColumn = Int32Array;

const FIRST = 1;
const MIN_CAPACITY = 64;

export function runColumn(capacity = MIN_CAPACITY): RunColumn {
  const column = int32(Math.max(capacity, MIN_CAPACITY));
  column[0] = FIRST;
  return column;
}

/** Where the next list will begin. */
export const nextPlace = (column: RunColumn): number => column[0]!;

export const hasLists = (column: RunColumn): boolean => column[0]! > FIRST;

/** Adds a list. Returns the column, or a larger copy of it. */
export function withRuns(column: RunColumn, runs: Runs): RunColumn {
  const place = nextPlace(column);
  const end = place + 1 + runs.length;
  const target = end <= column.length ? column : runColumn(2 * end);
  if (target !== column) target.set(column);
  target[place] = runs.length;
  target.set(runs, place + 1);
  target[0] = end;
  return target;
}

export function runsAt(column: RunColumn, place: number): Runs {
  return [...column.subarray(place + 1, place + 1 + column[place]!)];
}

/** Between which days each run of a list is attested. */
export function attestedRuns(runs: Runs): { readonly alo: number; readonly ahi: number }[] {
  return Array.from({ length: runs.length / RUN_LENGTH }, (_, i) => ({ alo: runs[RUN_LENGTH * i + 2]!, ahi: runs[RUN_LENGTH * i + 3]! }));
}
