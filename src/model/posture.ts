import { VOCABULARY } from './vocabulary.ts';

/** How two entities stand to each other, by the signs of the ties between them. */
export const POSTURES = ['FRIENDLY', 'HOSTILE', 'MIXED', 'NONE'] as const;
export type Posture = (typeof POSTURES)[number];

/** The signs of a pair as bits. Neutral ties have none: alone they are NONE. */
export const COOPERATIVE_BIT = 1;
export const HOSTILE_BIT = 2;

const BY_BITS: readonly Posture[] = ['NONE', 'FRIENDLY', 'HOSTILE', 'MIXED'];

/** The bit of each type of tie, in the order of the vocabulary; 0 if neutral. */
export const SIGN_BITS: readonly number[] = VOCABULARY.map(({ sign }) =>
  sign === 'COOPERATIVE' ? COOPERATIVE_BIT : sign === 'HOSTILE' ? HOSTILE_BIT : 0,
);

export function postureOf(bits: number): Posture {
  return BY_BITS[bits & (COOPERATIVE_BIT | HOSTILE_BIT)]!;
}
