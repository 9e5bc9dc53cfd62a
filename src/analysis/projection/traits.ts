/**
 * A node in one number: its kind, whether it is still as the base has it, and about how many ties it had there. Four bits are
 * the index in ENTITY_KINDS, two are the marks, and from bit 8 on stands the logarithm of the number of ties.
 */
const KIND_BITS = 4;
const SIZE_AT = 8;

/** The ties of this node are not simply its rows of the base. */
export const TIES_CHANGED = 1 << KIND_BITS;
/** The node that stands for this one was changed since the base was made. */
export const CANON_CHANGED = 2 << KIND_BITS;

export function kindIn(traits: number): number {
  return traits & ((1 << KIND_BITS) - 1);
}

/** Is the node otherwise than the base has it? */
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
