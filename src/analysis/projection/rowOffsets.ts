import { int32, type StagedTies } from './columns.ts';

/**
 * CSR row offsets of the nodes of the base, three adjacent numbers per node: the ties recorded from it are `outStart` ..
 * `outEnd - 1`; those to it are at `inStart` .. `inEnd - 1` of `Buffers.byTo`, of which the ones before `inBetween` sort
 * before the ties from it by id.
 */
export type RowOffsets = Int32Array;

const OFFSETS_PER_NODE = 3;

export const outStart = (offsets: RowOffsets, node: number): number => offsets[OFFSETS_PER_NODE * node]!;
export const inStart = (offsets: RowOffsets, node: number): number => offsets[OFFSETS_PER_NODE * node + 1]!;
export const inBetween = (offsets: RowOffsets, node: number): number => offsets[OFFSETS_PER_NODE * node + 2]!;
export const outEnd = (offsets: RowOffsets, node: number): number => offsets[OFFSETS_PER_NODE * node + OFFSETS_PER_NODE]!;
export const inEnd = (offsets: RowOffsets, node: number): number => offsets[OFFSETS_PER_NODE * node + OFFSETS_PER_NODE + 1]!;

export const emptyRowOffsets = (nodeCount: number): RowOffsets => int32(OFFSETS_PER_NODE * (nodeCount + 1));

/** Fills the offsets for ties that are sorted by id. */
export function fillRowOffsets(offsets: RowOffsets, { from, to }: StagedTies, tieCount: number): void {
  for (let tie = 0; tie < tieCount; tie++) {
    const [source, target] = [from[tie]!, to[tie]!];
    offsets[OFFSETS_PER_NODE * (source + 1)]!++;
    offsets[OFFSETS_PER_NODE * (target + 1) + 1]!++;
    if (source < target) offsets[OFFSETS_PER_NODE * target + 2]!++;
  }
  for (let at = 0; at < offsets.length; at += OFFSETS_PER_NODE) {
    if (at > 0) offsets[at]! += offsets[at - OFFSETS_PER_NODE]!;
    if (at > 0) offsets[at + 1]! += offsets[at + 1 - OFFSETS_PER_NODE]!;
    offsets[at + 2]! += offsets[at + 1]!;
  }
}
