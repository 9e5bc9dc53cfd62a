import { int32, type StagedTies } from './columns.ts';

/**
 * CSR row offsets of the nodes of the base, three adjacent numbers per node: the ties recorded from it are `outStart` ..
 * `outEnd - 1`; those to it are at `inStart` .. `inEnd - 1` of `Buffers.byTo`, of which the ones before `inBetween` sort
 * before the ties from it by id.
 */
export type Rows = Int32Array;

const EACH = 3;

export const outStart = (rows: Rows, node: number): number => rows[EACH * node]!;
export const inStart = (rows: Rows, node: number): number => rows[EACH * node + 1]!;
export const inBetween = (rows: Rows, node: number): number => rows[EACH * node + 2]!;
export const outEnd = (rows: Rows, node: number): number => rows[EACH * node + EACH]!;
export const inEnd = (rows: Rows, node: number): number => rows[EACH * node + EACH + 1]!;

export const emptyRows = (nodeCount: number): Rows => int32(EACH * (nodeCount + 1));

/** Fills the offsets for ties that are sorted by id. */
export function fillRows(rows: Rows, { from, to }: StagedTies, tieCount: number): void {
  for (let tie = 0; tie < tieCount; tie++) {
    const [source, target] = [from[tie]!, to[tie]!];
    rows[EACH * (source + 1)]!++;
    rows[EACH * (target + 1) + 1]!++;
    if (source < target) rows[EACH * target + 2]!++;
  }
  for (let at = 0; at < rows.length; at += EACH) {
    if (at > 0) rows[at]! += rows[at - EACH]!;
    if (at > 0) rows[at + 1]! += rows[at + 1 - EACH]!;
    rows[at + 2]! += rows[at + 1]!;
  }
}
