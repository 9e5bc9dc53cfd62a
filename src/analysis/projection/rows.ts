import { int32, type TieColumns } from './columns.ts';
import { nodeIn } from './leads.ts';

/**
 * Where the ties of each node of the base lie, three numbers a node, so that one look into memory gives them all: those
 * recorded from it are ties `outStart` .. `outEnd - 1`; those to it are at `inStart` .. `inEnd - 1` of `Buffers.byTo`, and up
 * to `inBetween` they come before its own, as ids sort them.
 */
export type Rows = Int32Array;

const EACH = 3;

export const outStart = (rows: Rows, node: number): number => rows[EACH * node]!;
export const inStart = (rows: Rows, node: number): number => rows[EACH * node + 1]!;
export const inBetween = (rows: Rows, node: number): number => rows[EACH * node + 2]!;
export const outEnd = (rows: Rows, node: number): number => rows[EACH * node + EACH]!;
export const inEnd = (rows: Rows, node: number): number => rows[EACH * node + EACH + 1]!;

export const emptyRows = (nodeCount: number): Rows => int32(EACH * (nodeCount + 1));

/** Fills the rows of ties that are sorted by id, whose ends are still the recorded ones. Returns the ties by `to`. */
export function fillRows(rows: Rows, { from, leads }: TieColumns, tieCount: number): Int32Array {
  for (let tie = 0; tie < tieCount; tie++) {
    rows[EACH * (from[tie]! + 1)]!++;
    rows[EACH * (nodeIn(leads, tie) + 1) + 1]!++;
  }
  const next = new Int32Array(rows.length / EACH);
  for (let node = 0; node < next.length; node++) {
    const at = EACH * node;
    if (node > 0) rows[at]! += rows[at - EACH]!;
    if (node > 0) rows[at + 1]! += rows[at + 1 - EACH]!;
    rows[at + 2] = rows[at + 1]!;
    next[node] = rows[at + 1]!;
  }
  const byTo = int32(tieCount);
  for (let tie = 0; tie < tieCount; tie++) {
    const node = nodeIn(leads, tie);
    byTo[next[node]!++] = tie;
    if (tie < outStart(rows, node)) rows[EACH * node + 2]!++;
  }
  return byTo;
}
