import type { ReadPassage, ReadTie } from './world.ts';

/** A filter by voice as a client sends it. */
export interface RequestedVoices {
  readonly sources?: readonly string[];
  readonly publishers?: readonly string[];
  readonly speakers?: readonly string[];
  readonly exceptSources?: readonly string[];
  readonly exceptPublishers?: readonly string[];
  readonly exceptSpeakers?: readonly string[];
  readonly minReliability?: string;
  readonly minVoices?: number;
  readonly knownBy?: string;
}

/** Everything was recorded on this day. */
const RECORDED = '2026-01-31';

/** The first and last day of a date, as texts that sort as the days do. */
function daysOf(date: string): readonly [first: string, last: string] {
  const range = /^\[(.*)\.\.(.*)\]$/.exec(date);
  if (range) return [range[1]!, range[2]!];
  return [`${date}-01-01`.slice(0, 10), date.length === 10 ? date : `${date}-12-31`.slice(0, 10)];
}

const lower = (name: string) => name.toLowerCase();

export function isLeft(passage: ReadPassage, requested: RequestedVoices): boolean {
  const { source, attributedTo, attribution, statedOn } = passage;
  const speaker = attributedTo?.slug ?? (attribution === null ? null : lower(attribution));
  const speaks = (names: readonly string[]) => speaker !== null && names.some((name) => lower(name) === speaker);
  const publishes = (names: readonly string[]) => names.some((name) => lower(name) === lower(source.publisher ?? ''));
  if (requested.sources && !requested.sources.includes(source.key)) return false;
  if (requested.publishers && !publishes(requested.publishers)) return false;
  if (requested.speakers && !speaks(requested.speakers)) return false;
  if (requested.exceptSources?.includes(source.key)) return false;
  if (requested.exceptPublishers && publishes(requested.exceptPublishers)) return false;
  if (requested.exceptSpeakers && speaks(requested.exceptSpeakers)) return false;
  if (requested.minReliability && source.reliability > requested.minReliability) return false;
  return !requested.knownBy || daysOf(statedOn ?? source.publishedOn ?? RECORDED)[1] <= daysOf(requested.knownBy)[1];
}

/** Status, confidence and voices of passages; null for none. */
export interface PlainWeight {
  readonly status: string;
  readonly confidence: number;
  readonly asserting: number;
  readonly denying: number;
}

const SHARE: Readonly<Record<string, number>> = { A: 0.95, B: 0.85, C: 0.7, D: 0.6, E: 0.5, F: 0.5 };

export function weightOf(passages: readonly ReadPassage[]): PlainWeight | null {
  if (passages.length === 0) return null;
  const said = passages.map((one) => ({ ...one, voice: voiceOf(one), days: saidOn(one) }));
  // What a voice says later takes back the opposite that it said before.
  const standing = said.filter(
    (one) =>
      !said.some(
        (other) => other.voice === one.voice && other.stance !== one.stance && one.days && other.days && other.days[0] > one.days[1],
      ),
  );
  const oddsOf = (stance: string) => {
    const best = new Map<string, number>();
    for (const { voice, source, hedged, ...one } of standing) {
      if (one.stance !== stance) continue;
      const share = SHARE[source.reliability]!;
      const odds = (share / (1 - share)) ** (hedged ? 0.5 : 1);
      best.set(voice, Math.max(best.get(voice) ?? 0, odds));
    }
    return [...best.values()];
  };
  const [asserting, denying] = [oddsOf('ASSERTS'), oddsOf('DENIES')];
  const product = (odds: readonly number[]) => odds.reduce((a, b) => a * b, 1);
  const odds = product(asserting) / product(denying);
  const isPlain = standing.some(({ stance, hedged }) => stance === 'ASSERTS' && !hedged);
  const status = asserting.length === 0 ? 'DENIED' : denying.length > 0 ? 'DISPUTED' : isPlain ? 'SUPPORTED' : 'REPORTED';
  return { status, confidence: odds / (1 + odds), asserting: asserting.length, denying: denying.length };
}

function voiceOf({ source, attributedTo, attribution }: ReadPassage): string {
  if (attributedTo) return attributedTo.slug;
  return `${lower(source.publisher ?? source.id)}: ${attribution === null ? '' : lower(attribution)}`;
}

function saidOn({ statedOn, source }: ReadPassage) {
  const date = statedOn ?? source.publishedOn;
  return date === null ? null : daysOf(date);
}

/** What the passages that are left make of passages; null where it is not in the answer. */
export function leftOf(passages: readonly ReadPassage[], requested: RequestedVoices): PlainWeight | null {
  const weight = weightOf(passages.filter((one) => isLeft(one, requested)));
  return weight !== null && weight.asserting >= (requested.minVoices ?? 0) ? weight : null;
}

/** The relationships that are not denied by some voices, the most confident first, then by id. */
export function tiesLeft(ties: readonly ReadTie[], requested: RequestedVoices): ReadTie[] {
  return ties
    .flatMap((tie): ReadTie[] => {
      const weight = leftOf(tie.evidence.nodes, requested);
      if (weight === null || weight.status === 'DENIED') return [];
      const confidence = tie.confidenceSet ? tie.confidence : Math.round(weight.confidence * 10_000) / 10_000;
      return [{ ...tie, status: weight.status, confidence }];
    })
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
}
