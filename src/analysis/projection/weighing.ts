import { confidenceOf, countVoices, statusOf, type Testimony, type VoiceCount } from '../../model/confidence.ts';
import { RELIABILITIES, STATUSES, type Status } from '../../model/kinds.ts';
import { type Buffers, confidenceIn, isConfidenceSetIn } from './buffers.ts';
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
import { TieNumbers } from './tieNumbers.ts';
import { type CompiledConditions, type CompiledVoices, EVER } from './voices.ts';

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

/** Status and confidence by some voices only, of ties of one view: computed when they are first asked for, and remembered. */
export class Weighing {
  /** The packed weight of each tie that was weighed, plus 1. */
  readonly #known: TieNumbers;

  constructor(
    private readonly buffers: Buffers,
    private readonly passages: PassageColumns,
    readonly voices: CompiledVoices,
    tieCount: number,
  ) {
    this.#known = new TieNumbers(tieCount);
  }

  /** The index of the status of a tie; one beyond all that there are, which no filter allows, where no passage counts. */
  status(tie: number): number {
    return this.#weigh(tie) & STATUS_MASK;
  }

  /** In ten-thousandths. */
  confidence(tie: number): number {
    return this.#weigh(tie) >> STATUS_BITS;
  }

  #weigh(tie: number): number {
    const known = this.#known.get(tie);
    if (known !== 0) return known - 1;
    const given = this.buffers.ties.facts;
    let weight = this.#packedWeight(this.passages.ofTie[tie]!);
    if (weight < 0) weight = NOT_COUNTED;
    else if (isConfidenceSetIn(given, tie)) weight = (confidenceIn(given, tie) << STATUS_BITS) | (weight & STATUS_MASK);
    this.#known.set(tie, weight + 1);
    return weight;
  }

  /** Status and confidence of a list, packed; -1 where no passage counts, or too few voices assert it. */
  #packedWeight(place: number): number {
    if (place === 0) return -1;
    const { column } = this.passages;
    const { reliabilities, minVoices } = this.voices;
    let [voices, denying, plain] = [0, 0, 0];
    let [isLast, count] = [false, 0];
    for (let at = place; !isLast; at++) {
      isLast = isLastIn(column, at);
      if (!this.#counts(column, at)) continue;
      const source = sourceIn(column, at);
      const hedged = hedgedIn(column, at);
      if (deniesIn(column, at)) denying++;
      if (!hedged) plain++;
      // Only what follows another passage needs to know whose word that was.
      if (count++ > 0 || !isLast)
        voices = addVoice(voices, this.#voiceOf(source, speakerIn(column, at)), gradeOf(reliabilities[source]!, hedged));
      else GRADES[voices++] = gradeOf(reliabilities[source]!, hedged);
      if (voices === MAX_VOICES) return pack(this.weightOf({ column, place }));
    }
    if (count === 0 || (denying === count ? 0 : voices) < minVoices) return -1;
    // What a voice says last may take back what it said before.
    if (denying > 0 && denying < count) return pack(this.weightOf({ column, place }));
    const confidence = confidenceOfGrades(voices, denying > 0);
    return (confidence << STATUS_BITS) | (denying > 0 ? DENIED : plain > 0 ? SUPPORTED : REPORTED);
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

  /** A number for each voice, as `voiceOf` distinguishes them. */
  #voiceOf(source: number, speaker: number): number {
    const { publishers, sameSpeaker, isActor } = this.voices;
    if (speaker >= 0 && isActor[speaker] === 1) return -1 - sameSpeaker[speaker]!;
    // Even numbers are publishers, odd ones sources without a publisher.
    const outlet = publishers[source]! >= 0 ? 2 * publishers[source]! : 2 * source + 1;
    return (speaker + 1) * MAX_OUTLETS + outlet;
  }

  #counts(column: Int32Array, at: number): boolean {
    const { only, without } = this.voices;
    return this.#meets(only, column, at) && (without === null || !this.#meets(without, column, at));
  }

  #meets({ sources, speakers, knownBy }: CompiledConditions, column: Int32Array, at: number): boolean {
    const source = sourceIn(column, at);
    if (sources[source] !== 1 || speakers[speakerIn(column, at) + 1] !== 1) return false;
    return knownBy === EVER || this.#knownOn(column, at, source) <= knownBy;
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
/** That of a tie of which no passage counts. */
const NOT_COUNTED = STATUSES.length;

function pack(weight: Pick<Weight, 'status' | 'confidence'> | null): number {
  return weight === null ? -1 : (Math.round(weight.confidence * CONFIDENCE_SCALE) << STATUS_BITS) | STATUSES.indexOf(weight.status);
}

const [SUPPORTED, REPORTED, DENIED] = (['SUPPORTED', 'REPORTED', 'DENIED'] as const).map((status) => STATUSES.indexOf(status)) as [
  number,
  number,
  number,
];

/** How much a passage weighs: its reliability and whether it is hedged. */
const gradeOf = (reliability: number, hedged: boolean): number => (reliability << 1) | (hedged ? 1 : 0);
const GRADE_COUNT = 2 * RELIABILITIES.length;

/** The voices of the list that is weighed, with the best grade of each; more of them are weighed by `weightOf`. */
const MAX_VOICES = 16;
const VOICES = new Float64Array(MAX_VOICES);
const GRADES = new Uint8Array(MAX_VOICES);

/** Adds a passage to the first `count` voices. Returns how many there are then. */
function addVoice(count: number, voice: number, grade: number): number {
  for (let i = 0; i < count; i++) {
    if (VOICES[i] !== voice) continue;
    if (OF_GRADE[grade]! > OF_GRADE[GRADES[i]!]!) GRADES[i] = grade;
    return count;
  }
  VOICES[count] = voice;
  GRADES[count] = grade;
  return count + 1;
}

/** The testimony of one voice of some grade. */
function testimonyOfGrade(grade: number, voice: number, denies: boolean): Testimony {
  const reliability = RELIABILITIES[grade >> 1]!;
  return { voice, reliability, hedged: (grade & 1) !== 0, stance: denies ? 'DENIES' : 'ASSERTS', said: null };
}

/** The confidence, in ten-thousandths, of one voice of each grade: the higher, the more it weighs. */
const OF_GRADE = Int32Array.from({ length: GRADE_COUNT }, (_, grade) => inTenThousandths([testimonyOfGrade(grade, 0, false)]));

function inTenThousandths(testimonies: readonly Testimony[]): number {
  return Math.round(confidenceOf(testimonies) * CONFIDENCE_SCALE);
}

/** By the numbers of voices of each grade, four bits each: computed once, since lists differ in few ways. */
const OF_GRADES = [new Map<number, number>(), new Map<number, number>()] as const;

/** The confidence of the first `count` voices, which all assert or all deny, in ten-thousandths. */
function confidenceOfGrades(count: number, denies: boolean): number {
  if (count === 1 && !denies) return OF_GRADE[GRADES[0]!]!;
  let key = 0;
  for (let i = 0; i < count; i++) key += MAX_VOICES ** GRADES[i]!;
  const known = OF_GRADES[denies ? 1 : 0].get(key);
  if (known !== undefined) return known;
  const confidence = inTenThousandths(Array.from(GRADES.subarray(0, count), (grade, voice) => testimonyOfGrade(grade, voice, denies)));
  OF_GRADES[denies ? 1 : 0].set(key, confidence);
  return confidence;
}
