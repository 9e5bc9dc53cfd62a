import { ALL_TIME, certaintyIn, certaintyRank, daysOf, holdsIn, UNKNOWN_CLO, type Window } from '../../model/interval.ts';
import { STATUSES } from '../../model/kinds.ts';
import { intersectSpans } from '../../model/spans.ts';
import type { TieConditions } from '../../model/tieFilter.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { CHI, CLO, confidenceIn, dayIn, FACTS, HI, hasRunsIn, LO, typeStatusIn } from '../projection/buffers.ts';
import { IS_SYMMETRIC, LASTING_DAYS, PACKED_SIZE, packTypeStatus, unpackType } from '../projection/encoding.ts';
import { CONFIDENCE_SCALE } from '../projection/records.ts';
import { hasLists } from '../projection/runs.ts';
import { type SummaryTest, summaryTest } from '../projection/tieSummary.ts';
import type { View } from '../projection/view.ts';

/** By packed type and status: 1 where it passes, and 1 where it passes and the type is symmetric. */
interface Tables {
  readonly allowed: Uint8Array;
  readonly symmetric: Uint8Array;
}

/** As `certaintyRank` in `model/interval.ts`: 0 POSSIBLE, 1 LIKELY, 2 CERTAIN or THROUGHOUT. */
export type CertaintyClass = 0 | 1 | 2;

/** Beyond any day. */
const FAR_DAY = 2 ** 30;

/**
 * Conditions compiled for millions of ties; `tieMatcher` tests their ends too. Type and status are one table lookup; time is two
 * comparisons, the formulas of `holdsIn` in `model/interval.ts` with the days that the certainty selects.
 *
 * The days of a tie are those of the window on which it may hold; with LIKELY, those of them near enough to when it surely
 * holds; with CERTAIN, on which it surely holds; with THROUGHOUT, the whole window, since it surely holds on all of it. Of the few
 * ties that surely hold at several times, the comparisons take all from the first to the last; those that pass are tested again
 * time by time. Where days are needed (`mustHaveDays`: paths that need a common time), a tie without any is left out. With CERTAIN this applies to an act on an unknown day: it surely holds on some day
 * of a window around it, but on no day that can be named.
 */
export class TieTest {
  readonly tables: Tables;
  /** Those that may pass once a tie is weighed: as `tables`, except in a view of some voices, where any status may become an allowed one. */
  readonly candidates: Tables;
  /** Decides for most ties without their facts. */
  readonly summaryTest: SummaryTest;
  readonly #facts: Int32Array;
  /** A sink for prefetched values, so that the reads are not optimized away. */
  #prefetched = 0;
  readonly #isWeighed: boolean;
  readonly #likely: boolean;
  /** Does it matter at which times a tie surely holds, and does any hold at several? */
  readonly #byRuns: boolean;
  readonly #testsMore: boolean;
  /** Which of its four days are compared. */
  readonly #startAt: number;
  readonly #endAt: number;
  /** -1 (all bits) where the condition applies, else 0. */
  readonly #mustBeDated: number;
  readonly #mustHaveDays: number;
  readonly #latestStart: number;
  readonly #earliestEnd: number;
  readonly #first: number;
  readonly #last: number;

  constructor(
    private readonly view: View,
    private readonly conditions: TieConditions,
    private readonly mustHaveDays: boolean,
    /** In ten-thousandths. 0.85 is 8500; floating-point error beyond the fourth decimal is ignored. */
    readonly minConfidence = Math.ceil((conditions.minConfidence ?? 0) * CONFIDENCE_SCALE - 1e-6),
    /** Only ties of this class or a better one in the window. */
    private readonly minClass: CertaintyClass = 0,
  ) {
    this.#facts = view.buffers.ties.facts;
    const certainty = conditions.certainty ?? 'POSSIBLE';
    const sure = certainty === 'CERTAIN' || certainty === 'THROUGHOUT';
    // Without a window every tie passes the time test; days are needed for a common time.
    this.#likely = certainty === 'LIKELY' && (conditions.window != null || mustHaveDays);
    this.#byRuns = (sure || this.#likely) && hasLists(view.buffers.runs);
    this.#testsMore = this.#byRuns || minClass > 0;
    this.#startAt = sure ? CLO : LO;
    this.#endAt = sure ? CHI : HI;
    // Most conditions restrict neither type nor status.
    this.tables = conditions.types || conditions.status ? tablesOf(conditions) : DEFAULT_TABLES;
    this.#isWeighed = view.voices !== null;
    this.candidates = this.#isWeighed ? tablesOf({ ...conditions, status: STATUSES }) : this.tables;
    this.#mustHaveDays = mustHaveDays ? -1 : 0;
    this.#mustBeDated = (conditions.undated ?? !mustHaveDays) && !this.#likely ? 0 : -1;
    const { first, last } = conditions.window ?? ALL_TIME;
    this.#first = first;
    this.#last = last;
    const throughout = conditions.certainty === 'THROUGHOUT';
    // Even one whose end is before its start.
    this.#latestStart = conditions.window ? (throughout ? first : last) : FAR_DAY;
    this.#earliestEnd = conditions.window ? (throughout ? last : first) : -FAR_DAY;
    const holds = conditions.window && !sure ? { latestStart: this.#latestStart, earliestEnd: this.#earliestEnd } : null;
    const needsFacts = sure || this.#likely || minClass > 0 || minConfidence > 0 || this.#isWeighed;
    this.summaryTest = summaryTest(holds, this.#mustBeDated !== 0, mustHaveDays, needsFacts);
  }

  /** Reads the facts of some ties, so that the processor fetches them in parallel instead of one after the other. */
  prefetch(ties: Int32Array, start: number, end: number): void {
    let touched = 0;
    for (let i = start; i < end; i++) touched |= this.#facts[FACTS * ties[i]!]!;
    this.#prefetched |= touched;
  }

  passes(tie: number): boolean {
    return this.passesBit(tie, this.tables.allowed) === 1;
  }

  /** 1 where the tie passes, with the types and statuses of a table, else 0. Branch-free (predicated). */
  passesBit(tie: number, allowed: Uint8Array): number {
    const facts = this.#facts;
    const start = this.#likely ? likelyFrom(facts, tie) : dayIn(facts, tie, this.#startAt);
    const end = this.#likely ? likelyUntil(facts, tie) : dayIn(facts, tie, this.#endAt);
    const inTime = (this.#latestStart - start) | (end - this.#earliestEnd);
    const dated = (UNKNOWN_CLO - 1 - dayIn(facts, tie, CLO)) & this.#mustBeDated;
    const hasDays = ((end - start) | (this.#last - start) | (end - this.#first)) & this.#mustHaveDays;
    const inDays = inTime | dated | hasDays;
    let passes: number;
    if (this.#isWeighed) passes = inDays < 0 ? 0 : this.#weighedBit(tie, allowed);
    else passes = allowed[typeStatusIn(facts, tie)]! & (((inDays | (confidenceIn(facts, tie) - this.minConfidence)) >>> 31) ^ 1);
    return this.#testsMore && passes !== 0 ? this.#moreBit(tie) : passes;
  }

  #moreBit(tie: number): 0 | 1 {
    if (this.#byRuns && hasRunsIn(this.#facts, tie) && !this.#holdsInRun(tie)) return 0;
    return this.minClass === 0 || this.classOf(tie) >= this.minClass ? 1 : 0;
  }

  #holdsInRun(tie: number): boolean {
    const { window, certainty } = this.conditions;
    if (window && !holdsIn(this.view.bounds(tie), window, certainty ?? 'POSSIBLE', this.view.lastingDays(tie))) return false;
    return this.#mustHaveDays === 0 || this.spans(tie)!.length > 0;
  }

  /** In a view of some voices: does it pass by what they say? */
  #weighedBit(tie: number, allowed: Uint8Array): number {
    const { view } = this;
    return view.confidence(tie) < this.minConfidence ? 0 : allowed[packTypeStatus(view.typeIndex(tie), view.statusIndex(tie))]!;
  }

  /** How well it is known that a tie that passes holds in the window. Without a window all ties are alike. */
  classOf(tie: number): CertaintyClass {
    if (!this.conditions.window) return 2;
    const { first, last } = this.conditions.window;
    const facts = this.#facts;
    if (hasRunsIn(facts, tie)) return this.#classByRuns(tie, this.conditions.window);
    if (dayIn(facts, tie, CLO) <= last && dayIn(facts, tie, CHI) >= first) return 2;
    return dayIn(facts, tie, CLO) !== UNKNOWN_CLO && likelyFrom(facts, tie) <= last && likelyUntil(facts, tie) >= first ? 1 : 0;
  }

  #classByRuns(tie: number, window: Window): CertaintyClass {
    return Math.max(0, certaintyRank(certaintyIn(this.view.bounds(tie), window, this.view.lastingDays(tie)))) as CertaintyClass;
  }

  /** The classes of ties that may pass, the best first. */
  get classes(): readonly CertaintyClass[] {
    const { window, certainty } = this.conditions;
    if (!window || certainty === 'CERTAIN' || certainty === 'THROUGHOUT') return [2];
    return certainty === 'LIKELY' ? [2, 1] : [2, 1, 0];
  }

  /**
   * Of the ties between two entities, which pass: the order of those that speak for them. The better class first, then the higher
   * confidence, then the later attested. Sorted by id before, ties that are equal in all this stay so.
   */
  compare(a: number, b: number): number {
    return (
      this.classOf(b) - this.classOf(a) ||
      this.view.confidence(b) - this.view.confidence(a) ||
      dayIn(this.#facts, b, CHI) - dayIn(this.#facts, a, CHI)
    );
  }

  /** The days of a tie that passes, where they are in several spans; null where `firstDay` and `lastDay` say all. */
  spans(tie: number): readonly Window[] | null {
    if (!this.#byRuns || !hasRunsIn(this.#facts, tie)) return null;
    const days = daysOf(this.view.bounds(tie), this.conditions.certainty ?? 'POSSIBLE', this.view.lastingDays(tie));
    return intersectSpans(days, [{ first: this.#first, last: this.#last }]);
  }

  /** The first of the days of a tie. Of one with several spans, no later than that. */
  firstDay(tie: number): number {
    const start = this.#likely ? likelyFrom(this.#facts, tie) : dayIn(this.#facts, tie, this.#startAt);
    return Math.max(start, this.#first);
  }

  /** The last of the days of a tie. Of one with several spans, no earlier than that. */
  lastDay(tie: number): number {
    const end = this.#likely ? likelyUntil(this.#facts, tie) : dayIn(this.#facts, tie, this.#endAt);
    return Math.min(end, this.#last);
  }

  /** The same conditions for ties of at least this confidence, in ten-thousandths. */
  atLeast(confidence: number): TieTest {
    return new TieTest(this.view, this.conditions, this.mustHaveDays, Math.max(confidence, this.minConfidence), this.minClass);
  }

  /** The same conditions for ties of at least this class. */
  ofClass(minClass: CertaintyClass): TieTest {
    return new TieTest(this.view, this.conditions, this.mustHaveDays, this.minConfidence, minClass);
  }
}

/** By packed type and status: how many days from when a tie surely holds it is LIKELY to; beyond any day for those that last for ever. */
const REACH = new Int32Array(PACKED_SIZE).map((_, typeStatus) => LASTING_DAYS[unpackType(typeStatus)] ?? FAR_DAY);

/** The first day, and the last, on which a tie is LIKELY to hold: as `holdsIn` has it. */
export function likelyFrom(facts: Int32Array, tie: number): number {
  return Math.max(dayIn(facts, tie, LO), dayIn(facts, tie, CLO) - REACH[typeStatusIn(facts, tie)]!);
}

export function likelyUntil(facts: Int32Array, tie: number): number {
  return Math.min(dayIn(facts, tie, HI), dayIn(facts, tie, CHI) + REACH[typeStatusIn(facts, tie)]!);
}

function tablesOf({ types, status }: TieConditions): Tables {
  const allowed = new Uint8Array(PACKED_SIZE);
  for (const [typeIndex, type] of RELATIONSHIP_TYPES.entries()) {
    const matches = !types || types.includes(type);
    for (const [statusIndex, value] of STATUSES.entries()) {
      if (matches && (status ? status.includes(value) : value !== 'DENIED')) allowed[packTypeStatus(typeIndex, statusIndex)] = 1;
    }
  }
  return { allowed, symmetric: allowed.map((passes, typeStatus) => (IS_SYMMETRIC[unpackType(typeStatus)] ? passes : 0)) };
}

const DEFAULT_TABLES = tablesOf({});
