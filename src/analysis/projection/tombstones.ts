import { hashSlots } from './buffers.ts';
import { int32, uint8 } from './columns.ts';

/**
 * The tombstones of deleted ties: from which revision on each is deleted. Few ties are deleted, and few of those are looked
 * up again: a bitmap says whether to look, and a hash table holds the revisions.
 *
 * A reader in another thread may see the bit before the entry: then the tie was deleted after the reader's snapshot.
 */
export interface Tombstones {
  /** A bit for each tie. */
  readonly bits: Uint8Array;
  /** By tombstone: the tie + 1, and the first revision without it. */
  readonly tie: Int32Array;
  readonly revision: Int32Array;
  /** Hash table from tie to tombstone + 1; 0 is empty. */
  readonly slots: Int32Array;
}

export function emptyTombstones(ties: number, capacity: number): Tombstones {
  return { bits: uint8(Math.ceil(ties / 8)), tie: int32(capacity), revision: int32(capacity), slots: hashSlots(capacity) };
}

export function addTombstone(
  { bits, tie: ties, revision: revisions, slots }: Tombstones,
  tombstone: number,
  tie: number,
  revision: number,
): void {
  const mask = slots.length - 1;
  let slot = hashOf(tie) & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  revisions[tombstone] = revision;
  Atomics.store(ties, tombstone, tie + 1);
  Atomics.store(slots, slot, tombstone + 1);
  bits[tie >> 3]! |= 1 << (tie & 7);
}

/** Is the tie deleted at this revision? */
export function isDeleted({ bits, tie: ties, revision: revisions, slots }: Tombstones, tie: number, revision: number): boolean {
  if ((bits[tie >> 3]! & (1 << (tie & 7))) === 0) return false;
  const mask = slots.length - 1;
  for (let slot = hashOf(tie) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const tombstone = slots[slot]! - 1;
    if (ties[tombstone] === tie + 1) return revisions[tombstone]! <= revision;
  }
  return false;
}

function hashOf(tie: number): number {
  return Math.imul(tie, 0x9e37_79b1) >>> 7;
}
