import type { Window } from './interval.ts';
import type { Reliability, Stance, Status } from './kinds.ts';
import { comparableName } from './normalizeName.ts';

/** Who speaks in a passage. */
export interface Speaker {
  /** The id of the source. */
  readonly source: string;
  readonly publisher: string | null;
  /** The actor who said it: the id of the one that it is merged into. */
  readonly attributedTo: string | null;
  /** Who said it, in words. */
  readonly attribution: string | null;
}

/** What one passage contributes to the status of a claim and the confidence in it. */
export interface Testimony {
  /** Whose word it is: what `voiceOf` gives, or a number for each of these. */
  readonly voice: string | number;
  readonly reliability: Reliability;
  readonly stance: Stance;
  readonly hedged: boolean;
  /** The days on one of which it was said: when it was stated, else when its source was published; null: not known. */
  readonly said: Window | null;
}

/** How many voices assert and deny a claim. A voice counts on both sides where it is not known what it said last. */
export interface VoiceCount {
  readonly asserting: number;
  readonly denying: number;
}

/**
 * The voice of a passage, as a key: the actor who said it; else the words for who said it, within the publisher; else the
 * publisher; else the source. Words and publishers are compared as names are searched. Where there is no publisher, the
 * source stands for it.
 */
export function voiceOf({ source, publisher, attributedTo, attribution }: Speaker): string {
  if (attributedTo !== null) return `actor ${attributedTo}`;
  const outlet = publisher === null ? `source ${source}` : `publisher ${normalized(publisher)}`;
  return attribution === null ? outlet : `${outlet}\n${normalized(attribution)}`;
}

/** Normalized names, since few different ones recur: a cache of at most so many. */
const MAX_FOLDED = 10_000;
const foldedNames = new Map<string, string>();

/** As `comparableName`. */
function normalized(name: string): string {
  const cached = foldedNames.get(name);
  if (cached !== undefined) return cached;
  if (foldedNames.size >= MAX_FOLDED) foldedNames.clear();
  const form = comparableName(name);
  foldedNames.set(name, form);
  return form;
}

/** Assumed share of true statements of a source, by its letter of the Admiralty code (NATO STANAG 2511). */
const RIGHT: Record<Reliability, number> = { A: 0.95, B: 0.85, C: 0.7, D: 0.6, E: 0.5, F: 0.5 };

/**
 * SUPPORTED: asserted without a hedge and not denied. REPORTED: only hedged. DISPUTED: both sides. DENIED: only denied.
 * What a voice has taken back counts no longer.
 */
export function statusOf(testimonies: readonly Testimony[]): Status {
  const standing = standingOf(testimonies);
  const asserting = standing.filter((one) => one.stance === 'ASSERTS');
  const denied = asserting.length < standing.length;
  if (asserting.length === 0) return denied ? 'DENIED' : 'UNSOURCED';
  if (denied) return 'DISPUTED';
  return asserting.every((one) => one.hedged) ? 'REPORTED' : 'SUPPORTED';
}

/**
 * Probability that a claim is true, 0 to 1, to four decimals. The odds r/(1-r) of independent voices are multiplied,
 * those of denying voices divided; a hedged passage counts with the square root of its odds. A voice counts once, by its
 * best passage. No testimony: 0.
 */
export function confidenceOf(testimonies: readonly Testimony[]): number {
  if (testimonies.length === 0) return 0;
  const standing = standingOf(testimonies);
  const logOdds = sum(bestByVoice(standing, 'ASSERTS').values()) - sum(bestByVoice(standing, 'DENIES').values());
  return Math.round(10_000 / (1 + Math.exp(-logOdds))) / 10_000;
}

export function countVoices(testimonies: readonly Testimony[]): VoiceCount {
  const standing = standingOf(testimonies);
  return { asserting: bestByVoice(standing, 'ASSERTS').size, denying: bestByVoice(standing, 'DENIES').size };
}

/** The voices that assert a claim, and have not taken it back: as many as `countVoices` counts. */
export const assertingVoices = (testimonies: readonly Testimony[]): readonly (string | number)[] => [
  ...bestByVoice(standingOf(testimonies), 'ASSERTS').keys(),
];

/**
 * The passages that count: a voice that says the opposite later takes back what it said before. Later is a day that under
 * every reading of both dates is after the other; where that is not known, both count.
 */
function standingOf(testimonies: readonly Testimony[]): readonly Testimony[] {
  if (testimonies.every(({ stance }) => stance === testimonies[0]!.stance)) return testimonies;
  const latest = { ASSERTS: latestByVoice(testimonies, 'ASSERTS'), DENIES: latestByVoice(testimonies, 'DENIES') };
  return testimonies.filter(({ voice, stance, said }) => {
    const opposite = latest[stance === 'ASSERTS' ? 'DENIES' : 'ASSERTS'].get(voice);
    return said === null || opposite === undefined || opposite <= said.last;
  });
}

/** The earliest reading of the latest day on which each voice took a stance, where a day is known. */
function latestByVoice(testimonies: readonly Testimony[], stance: Stance): Map<string | number, number> {
  const latest = new Map<string | number, number>();
  for (const one of testimonies) {
    if (one.stance !== stance || one.said === null) continue;
    const { first } = one.said;
    latest.set(one.voice, Math.max(latest.get(one.voice) ?? first, first));
  }
  return latest;
}

/** The log odds of the best passage of each voice with a stance. */
function bestByVoice(testimonies: readonly Testimony[], stance: Stance): Map<string | number, number> {
  const best = new Map<string | number, number>();
  for (const one of testimonies) {
    if (one.stance !== stance) continue;
    const right = RIGHT[one.reliability];
    const weight = Math.log(right / (1 - right)) * (one.hedged ? 0.5 : 1);
    best.set(one.voice, Math.max(best.get(one.voice) ?? 0, weight));
  }
  return best;
}

/** The sum in one order, so that the order of the passages changes no digit of it. */
function sum(values: Iterable<number>): number {
  return [...values].sort((a, b) => a - b).reduce((total, value) => total + value, 0);
}
