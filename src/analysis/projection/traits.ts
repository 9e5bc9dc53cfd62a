/**
 * The traits of a node, packed in one number: four bits for its index in ENTITY_KINDS, two flags for changes since the base was
 * made, and from bit 8 on the binary logarithm of its degree in the base.
 */
const KIND_BITS = 4;
const SIZE_AT = 8;

/** The ties of this node are no longer its rows of the base. */
export const TIES_CHANGED = 1 << KIND_BITS;
/** The canonical node of this one was changed since the base was made. */
export const CANON_CHANGED = 2 << KIND_BITS;

export function kindIn(traits: number): number {
  return traits & ((1 << KIND_BITS) - 1);
}

/** Was the node changed since the base was made? */
export function isChangedIn(traits: number): boolean {
  return (traits & TIES_CHANGED) !== 0;
}

/** 0 for fewer than two ties, 1 for two or three, 2 for four to seven, and so on. */
export function sizeIn(traits: number): number {
  return traits >> SIZE_AT;
}

export function sizeOf(degree: number): number {
  return 31 - Math.clz32(degree | 1);
}

export function withSize(traits: number, degree: number): number {
  return (traits & ((1 << SIZE_AT) - 1)) | (sizeOf(degree) << SIZE_AT);
}
