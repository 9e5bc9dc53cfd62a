import type { Reliability, Stance, Status } from './kinds.ts';

/** What one passage contributes to the confidence in a claim. */
export interface Testimony {
  readonly source: string;
  /** Who said it within the source: an actor's id or the words of an attribution; null for the source itself. */
  readonly speaker: string | null;
  readonly reliability: Reliability;
  readonly stance: Stance;
  readonly hedged: boolean;
}

/** Assumed share of true statements of a source, by its letter of the Admiralty code (NATO STANAG 2511). */
const RIGHT: Record<Reliability, number> = { A: 0.95, B: 0.85, C: 0.7, D: 0.6, E: 0.5, F: 0.5 };

/** SUPPORTED: asserted without a hedge and not denied. REPORTED: only hedged. DISPUTED: both sides. DENIED: only denied. */
export function statusOf(testimonies: readonly Testimony[]): Status {
  const asserting = testimonies.filter((one) => one.stance === 'ASSERTS');
  const denied = testimonies.some((one) => one.stance === 'DENIES');
  if (asserting.length === 0) return denied ? 'DENIED' : 'UNSOURCED';
  if (denied) return 'DISPUTED';
  return asserting.every((one) => one.hedged) ? 'REPORTED' : 'SUPPORTED';
}

/**
 * Probability that a claim is true, 0 to 1, to four decimals. The odds r/(1-r) of independent voices are multiplied,
 * those of denying voices divided; a hedged voice counts with the square root of its odds. No testimony: 0.
 */
export function confidenceOf(testimonies: readonly Testimony[]): number {
  if (testimonies.length === 0) return 0;
  const logOdds = sum(voices(testimonies, 'ASSERTS')) - sum(voices(testimonies, 'DENIES'));
  return Math.round(10_000 / (1 + Math.exp(-logOdds))) / 10_000;
}

/** Log odds of each voice, a source with a speaker: several passages of one voice count once, an unhedged one if any. */
function voices(testimonies: readonly Testimony[], stance: Stance): number[] {
  const byVoice = new Map<string, number>();
  for (const one of testimonies) {
    if (one.stance !== stance) continue;
    const voice = JSON.stringify([one.source, one.speaker]);
    const right = RIGHT[one.reliability];
    const weight = Math.log(right / (1 - right)) * (one.hedged ? 0.5 : 1);
    byVoice.set(voice, Math.max(byVoice.get(voice) ?? 0, weight));
  }
  return [...byVoice.values()];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
