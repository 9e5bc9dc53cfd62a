import type { Bounds } from '../../model/interval.ts';

/**
 * The facts of a tie in four adjacent numbers, which are one read of memory: four days of 22 bits each, counted from
 * UNKNOWN_LO, and in the low bits its type and status, and its confidence in two parts.
 *
 * FACTS numbers per tie; those of tie i begin at FACTS * i.
 */
export const FACTS = 4;
/** The index of each day among them. */
export const LO = 0;
export const HI = 1;
export const CLO = 2;
export const CHI = 3;

const DAY_AT = 10;
const LOW_BITS = (1 << DAY_AT) - 1;
/** A confidence has 14 bits: the upper ten are stored with `hi`, the lower four with `clo`. */
const CONFIDENCE_LOW_BITS = 4;
const CONFIDENCE_LOW = (1 << CONFIDENCE_LOW_BITS) - 1;

export function writeFacts(facts: Int32Array, tie: number, { lo, hi, clo, chi }: Bounds, typeStatus: number, confidence: number): void {
  const at = FACTS * tie;
  facts[at + LO] = ((lo + 1) << DAY_AT) | typeStatus;
  facts[at + HI] = ((hi + 1) << DAY_AT) | (confidence >> CONFIDENCE_LOW_BITS);
  facts[at + CLO] = ((clo + 1) << DAY_AT) | (confidence & CONFIDENCE_LOW);
  facts[at + CHI] = (chi + 1) << DAY_AT;
}

export function dayIn(facts: Int32Array, tie: number, which: number): number {
  return (facts[FACTS * tie + which]! >>> DAY_AT) - 1;
}

export function boundsIn(facts: Int32Array, tie: number): Bounds {
  return { lo: dayIn(facts, tie, LO), hi: dayIn(facts, tie, HI), clo: dayIn(facts, tie, CLO), chi: dayIn(facts, tie, CHI) };
}

/** In ten-thousandths. */
export function confidenceIn(facts: Int32Array, tie: number): number {
  const at = FACTS * tie;
  return ((facts[at + HI]! & LOW_BITS) << CONFIDENCE_LOW_BITS) | (facts[at + CLO]! & CONFIDENCE_LOW);
}

/** Its packed type and status. */
export function typeStatusIn(facts: Int32Array, tie: number): number {
  return facts[FACTS * tie + LO]! & LOW_BITS;
}
