import { RELIABILITIES, type Reliability } from '../../model/kinds.ts';
import { type PassageSnapshot, speakerKey } from './passages.ts';

/** A speaker, by the id of an actor or by words that name none. */
export type SpeakerReference = { readonly actor: string } | { readonly words: string };

/** Which passages count. All conditions must hold; one that is missing or null does not restrict. */
export interface PassageConditions {
  /** Ids. */
  readonly sources?: readonly string[] | null;
  /** In any spelling that `normalizeName` makes equal: normalized. */
  readonly publishers?: readonly string[] | null;
  readonly speakers?: readonly SpeakerReference[] | null;
  readonly exceptSources?: readonly string[] | null;
  readonly exceptPublishers?: readonly string[] | null;
  readonly exceptSpeakers?: readonly SpeakerReference[] | null;
  readonly minReliability?: Reliability | null;
  /** The last day on which it may have become known, under every reading. */
  readonly knownBy?: number | null;
}

/** Whose word counts. */
export interface ChosenVoices {
  /** Passages that meet each of these count. */
  readonly only: readonly PassageConditions[];
  /** But not those that meet these. */
  readonly without?: PassageConditions | null;
  /** Independent voices that must assert a tie. */
  readonly minVoices?: number | null;
}

/** Conditions by the indexes of a snapshot of the passages. */
export interface CompiledConditions {
  /** By index of the source. */
  readonly sources: Uint8Array;
  /** By index of the speaker + 1; the first is that of passages in which the source itself speaks. */
  readonly speakers: Uint8Array;
  readonly knownBy: number;
}

/**
 * Whose word counts, in the numbers of one view, as plain values that can be posted to another thread: what is left of
 * sources and speakers is what a weighing needs.
 */
export interface CompiledVoices {
  readonly only: CompiledConditions;
  readonly without: CompiledConditions | null;
  readonly minVoices: number;
  /** By index of the source. */
  readonly publishers: Int32Array;
  readonly publishedFirst: Int32Array;
  readonly publishedLast: Int32Array;
  readonly reliabilities: Uint8Array;
  readonly releases: Int32Array;
  /** By index of the speaker: the first speaker that is the same actor, merges resolved, or its own index. */
  readonly sameSpeaker: Int32Array;
  /** By index of the speaker: 1 for an actor, 0 for words. */
  readonly isActor: Uint8Array;
}

/** Later than any day. */
export const EVER = 2 ** 30;

/** @param nodeOf The canonical node of an entity in the view. */
export function compileVoices(
  passages: PassageSnapshot,
  { only, without, minVoices }: ChosenVoices,
  nodeOf: (id: string) => number,
): CompiledVoices {
  const { sources, speakers } = passages;
  const sameSpeaker = sameSpeakers(passages, nodeOf);
  const compile = (conditions: PassageConditions) => compileConditions(passages, conditions, sameSpeaker, nodeOf);
  return {
    only: only.map(compile).reduce(bothOf, compile({})),
    without: without ? compile(without) : null,
    minVoices: minVoices ?? 0,
    publishers: Int32Array.from(sources, ({ publisher }) => publisher),
    publishedFirst: Int32Array.from(sources, ({ publishedFirst }) => publishedFirst),
    publishedLast: Int32Array.from(sources, ({ publishedLast }) => publishedLast),
    reliabilities: Uint8Array.from(sources, ({ reliability }) => reliability),
    releases: Int32Array.from(sources, ({ release }) => release),
    sameSpeaker,
    isActor: Uint8Array.from(speakers, ({ actor }) => (actor === null ? 0 : 1)),
  };
}

/** Conditions that are met where both are. */
function bothOf(a: CompiledConditions, b: CompiledConditions): CompiledConditions {
  return {
    sources: a.sources.map((allowed, source) => allowed & b.sources[source]!),
    speakers: a.speakers.map((allowed, speaker) => allowed & b.speakers[speaker]!),
    knownBy: Math.min(a.knownBy, b.knownBy),
  };
}

function sameSpeakers({ speakers }: PassageSnapshot, nodeOf: (id: string) => number): Int32Array {
  const first = new Map<number, number>();
  return Int32Array.from(speakers, ({ actor }, speaker) => {
    const node = actor === null ? -1 : nodeOf(actor);
    if (node < 0) return speaker;
    if (!first.has(node)) first.set(node, speaker);
    return first.get(node)!;
  });
}

function compileConditions(
  passages: PassageSnapshot,
  conditions: PassageConditions,
  sameSpeaker: Int32Array,
  nodeOf: (id: string) => number,
): CompiledConditions {
  const { sources, speakers, sourceIndex, publisherIndex } = passages;
  const indexes = (names: readonly string[] | null | undefined, index: ReadonlyMap<string, number>) =>
    names ? new Set(names.map((name) => index.get(name) ?? NOWHERE)) : null;
  const [ofSources, notOfSources] = [indexes(conditions.sources, sourceIndex), indexes(conditions.exceptSources, sourceIndex)];
  const [ofPublishers, notOfPublishers] = [
    indexes(conditions.publishers, publisherIndex),
    indexes(conditions.exceptPublishers, publisherIndex),
  ];
  const worst = conditions.minReliability ? RELIABILITIES.indexOf(conditions.minReliability) : RELIABILITIES.length;
  const [by, notBy] = [conditions.speakers, conditions.exceptSpeakers].map((list) =>
    list ? speakerSet(passages, list, sameSpeaker, nodeOf) : null,
  );
  const allowsSource = (source: number) =>
    sources[source]!.reliability <= worst &&
    (!ofSources || ofSources.has(source)) &&
    !notOfSources?.has(source) &&
    (!ofPublishers || ofPublishers.has(sources[source]!.publisher)) &&
    !notOfPublishers?.has(sources[source]!.publisher);
  return {
    sources: Uint8Array.from(sources, (_, source) => (allowsSource(source) ? 1 : 0)),
    speakers: Uint8Array.from([null, ...speakers], (speaker, index) => {
      const same = speaker === null ? NOWHERE : sameSpeaker[index - 1]!;
      return (!by || by.has(same)) && !notBy?.has(same) ? 1 : 0;
    }),
    knownBy: conditions.knownBy ?? EVER,
  };
}

/** No index of a source, a publisher or a speaker. */
const NOWHERE = -2;

/** An actor is found though no passage names it by this id: one that is merged into it, or that it is merged into, may speak. */
function speakerSet(
  { speakers, speakerIndex }: PassageSnapshot,
  references: readonly SpeakerReference[],
  sameSpeaker: Int32Array,
  nodeOf: (id: string) => number,
): ReadonlySet<number> {
  const nodes = new Set(references.flatMap((one) => ('actor' in one ? nodeOf(one.actor) : [])));
  const words = references.flatMap((one) => ('words' in one ? (speakerIndex.get(speakerKey(one)) ?? []) : []));
  const actors = speakers.flatMap(({ actor }, index) => (actor !== null && nodes.has(nodeOf(actor)) ? [sameSpeaker[index]!] : []));
  return new Set([...words, ...actors]);
}
