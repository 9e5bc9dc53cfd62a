import { confidenceOf, countVoices, statusOf, type Testimony, type VoiceCount } from '../../model/confidence.ts';
import { RELIABILITIES, STATUSES, type Status } from '../../model/kinds.ts';
import { type Buffers, copyWeighed, ENTRY_WIDTH, FACTS, isConfidenceSetIn, targetAt, wasWeighed, writeEntry } from './buffers.ts';
import { type AdjacencyRange, tieAt } from './incidence.ts';
import {
  deniesIn,
  hedgedIn,
  isLastIn,
  NO_DAY,
  type PassageList,
  type PassageSnapshot,
  recordedIn,
  sourceIn,
  speakerIn,
  statedFirstIn,
  statedLastIn,
} from './passages.ts';
import { CONFIDENCE_SCALE } from './records.ts';
import { summaryOfTie } from './tieSummary.ts';
import type { CompiledConditions, CompiledVoices } from './voices.ts';

/** What the passages that count amount to. */
export interface Weight {
  readonly status: Status;
  /** 0 to 1. */
  readonly confidence: number;
  readonly voices: VoiceCount;
  /** How many passages count. */
  readonly passages: number;
}

/** The columns of the passages that other threads need too. */
export type PassageColumns = Pick<PassageSnapshot, 'column' | 'ofTie'>;

/**
 * Status and confidence by some voices only, of ties of one view: computed when a tie is first looked at, and remembered.
 *
 * It has facts of its own, into which those of a tie are copied with the status and confidence of the passages that count, and
 * adjacency of its own, one range for each node that is visited. A tie for which no passage counts has a status that no filter
 * allows. So searches read a weighed view as they read any other.
 */
export class Weighing {
  /** As `TieColumns.facts`; valid for ties that `weigh` was called for. */
  readonly facts: Int32Array;
  readonly #ranges: (readonly AdjacencyRange[] | undefined)[] = [];

  constructor(
    private readonly buffers: Buffers,
    private readonly passages: PassageColumns,
    readonly voices: CompiledVoices,
    tieCount: number,
  ) {
    this.facts = new Int32Array(FACTS * tieCount);
  }

  weigh(tie: number): void {
    const { facts } = this;
    if (wasWeighed(facts, tie)) return;
    const given = this.buffers.ties.facts;
    const packed = this.#packedWeight(this.passages.ofTie[tie]!);
    if (packed < 0) copyWeighed(given, facts, tie, null, 0);
    else copyWeighed(given, facts, tie, packed & STATUS_MASK, isConfidenceSetIn(given, tie) ? null : packed >> STATUS_BITS);
  }

  /** The ranges of a node of the view that is weighed, with the summaries of weighed ties. */
  ranges(node: number, given: () => readonly AdjacencyRange[]): readonly AdjacencyRange[] {
    const known = this.#ranges[node];
    if (known) return known;
    const ranges = this.#weighedRanges(given());
    this.#ranges[node] = ranges;
    return ranges;
  }

  #weighedRanges(given: readonly AdjacencyRange[]): readonly AdjacencyRange[] {
    const count = given.reduce((sum, { start, end }) => sum + end - start, 0);
    const adjacency = new Int32Array(ENTRY_WIDTH * count);
    let at = 0;
    return given.map((range) => {
      const start = at;
      for (let i = range.start; i < range.end; i++) {
        const tie = tieAt(range, i);
        this.weigh(tie);
        writeEntry(adjacency, at++, targetAt(range.adjacency, i), summaryOfTie(this.facts, tie));
      }
      return { ...range, adjacency, start, end: at, offset: range.offset - range.start + start };
    });
  }

  /** Status and confidence of a list, packed; -1 where no passage counts. */
  #packedWeight(place: number): number {
    const { column } = this.passages;
    let [found, count] = [0, 0];
    for (let at = place; place !== 0; at++) {
      if (this.#counts(column, at)) {
        found = at;
        count++;
      }
      if (isLastIn(column, at)) break;
    }
    if (count !== 1) return count === 0 ? -1 : pack(this.weightOf({ column, place }));
    const denies = deniesIn(column, found);
    if (this.voices.minVoices > (denies ? 0 : 1)) return -1;
    return OF_ONE[ofOneAt(this.voices.reliabilities[sourceIn(column, found)]!, hedgedIn(column, found), denies)]!;
  }

  /** Of the passages of a list that count; null where none does, or too few voices assert it. */
  weightOf(list: PassageList): Weight | null {
    const testimonies = this.testimonies(list);
    if (testimonies.length === 0) return null;
    const voices = countVoices(testimonies);
    if (voices.asserting < this.voices.minVoices) return null;
    return { status: statusOf(testimonies), confidence: confidenceOf(testimonies), voices, passages: testimonies.length };
  }

  /** The places of the passages of a list that count. */
  counted({ column, place }: PassageList): number[] {
    const places: number[] = [];
    for (let at = place; place !== 0; at++) {
      if (this.#counts(column, at)) places.push(at);
      if (isLastIn(column, at)) break;
    }
    return places;
  }

  /** The passages of a list that count, as status and confidence follow from them; sources and speakers as numbers. */
  testimonies(list: PassageList): Testimony[] {
    return this.counted(list).map((at) => this.#testimony(list.column, at));
  }

  #testimony(column: Int32Array, at: number): Testimony {
    const { reliabilities, publishedFirst, publishedLast } = this.voices;
    const source = sourceIn(column, at);
    const isStated = statedFirstIn(column, at) !== NO_DAY;
    const first = isStated ? statedFirstIn(column, at) : publishedFirst[source]!;
    const last = isStated ? statedLastIn(column, at) : publishedLast[source]!;
    return {
      voice: this.#voiceOf(source, speakerIn(column, at)),
      reliability: RELIABILITIES[reliabilities[source]!]!,
      stance: deniesIn(column, at) ? 'DENIES' : 'ASSERTS',
      hedged: hedgedIn(column, at),
      said: first === NO_DAY ? null : { first, last },
    };
  }

  /** A number for each voice, as `voiceOf` tells them apart. */
  #voiceOf(source: number, speaker: number): number {
    const { publishers, sameSpeaker, isActor } = this.voices;
    if (speaker >= 0 && isActor[speaker] === 1) return -1 - sameSpeaker[speaker]!;
    // Publishers are even, sources without one odd.
    const outlet = publishers[source]! >= 0 ? 2 * publishers[source]! : 2 * source + 1;
    return (speaker + 1) * MAX_OUTLETS + outlet;
  }

  #counts(column: Int32Array, at: number): boolean {
    const { only, without } = this.voices;
    for (const conditions of only) if (!this.#meets(conditions, column, at)) return false;
    return without === null || !this.#meets(without, column, at);
  }

  #meets({ sources, speakers, knownBy }: CompiledConditions, column: Int32Array, at: number): boolean {
    const source = sourceIn(column, at);
    return sources[source] === 1 && speakers[speakerIn(column, at) + 1] === 1 && this.#knownOn(column, at, source) <= knownBy;
  }

  /** The last day on which a passage may have become known. */
  #knownOn(column: Int32Array, at: number, source: number): number {
    const stated = statedLastIn(column, at);
    if (stated !== NO_DAY) return stated;
    const published = this.voices.publishedLast[source]!;
    return published !== NO_DAY ? published : recordedIn(column, at);
  }
}

/** More than twice the sources that a graph has. */
const MAX_OUTLETS = 2 ** 32;

/** A weight as a number: the index of its status, and above it its confidence in ten-thousandths. */
const STATUS_BITS = 3;
const STATUS_MASK = (1 << STATUS_BITS) - 1;

function pack(weight: Pick<Weight, 'status' | 'confidence'> | null): number {
  return weight === null ? -1 : (Math.round(weight.confidence * CONFIDENCE_SCALE) << STATUS_BITS) | STATUSES.indexOf(weight.status);
}

const ofOneAt = (reliability: number, hedged: boolean, denies: boolean): number => (reliability << 2) | (hedged ? 2 : 0) | (denies ? 1 : 0);

/** The packed weight of a single passage, which most ties have, by `ofOneAt`. */
const OF_ONE = Int32Array.from({ length: 4 * RELIABILITIES.length }, (_, at) => {
  const one: Testimony = {
    ...{ voice: 0, said: null },
    ...{ reliability: RELIABILITIES[at >> 2]!, hedged: (at & 2) !== 0, stance: at & 1 ? 'DENIES' : 'ASSERTS' },
  };
  return pack({ status: statusOf([one]), confidence: confidenceOf([one]) });
});
