import { ALL_TIME, UNKNOWN_CLO } from '../../model/interval.ts';
import { STATUSES } from '../../model/kinds.ts';
import type { TieConditions } from '../../model/tieFilter.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { summaryAt, targetAt } from '../projection/adjacency.ts';
import { type AdjacencyRange, tieAt } from '../projection/adjacencyRanges.ts';
import { CHI, CLO, confidenceIn, dayIn, FACTS, HI, LO, typeStatusIn } from '../projection/facts.ts';
import { CONFIDENCE_SCALE } from '../projection/records.ts';
import { isInconclusive, mayPass, type SummaryTest, summaryTest, typeStatusOf } from '../projection/tieSummary.ts';
import { IS_SYMMETRIC, PACKED_SIZE, packTypeStatus, unpackType } from '../projection/types.ts';
import type { View } from '../projection/view.ts';
import type { EdgeBuffer } from './edgeBuffer.ts';
import type { IntIndexSet } from './intIndexSet.ts';
import type { NodeSet } from './nodeSet.ts';

/**
 * Conditions compiled for millions of ties; `tieMatcher` tests their ends too. Type, sign and status are one table lookup; time is two comparisons, the formulas
 * of `holdsIn` in `model/interval.ts` with the days that the certainty selects. The loops are branch-free (predicated), so
 * that the processor continues with the next ties while memory is read.
 *
 * The days of a tie are those of the window on which it may hold; with CERTAIN, on which it surely holds; with THROUGHOUT,
 * the whole window, since it surely holds on all of it. Where days are needed (`mustHaveDays`: paths that need a common
 * time), a tie without any is left out. With CERTAIN this applies to an act on an unknown day: it surely holds on some day
 * of a window around it, but on no day that can be named.
 */
export class TieTest {
  /** By packed type and status: 1 where it passes, and 1 where it passes and the type is symmetric. */
  readonly allowed: Uint8Array;
  readonly symmetric: Uint8Array;
  readonly #facts: Int32Array;
  /** A sink for prefetched values, so that the reads are not optimized away. */
  #prefetched = 0;
  /** Which of its four days are compared. */
  readonly #startAt: number;
  readonly #endAt: number;
  readonly #minConfidence: number;
  /** -1 (all bits) where the condition applies, else 0. */
  readonly #mustBeDated: number;
  readonly #mustHaveDays: number;
  readonly #latestStart: number;
  readonly #earliestEnd: number;
  readonly #summaryTest: SummaryTest;
  readonly #first: number;
  readonly #last: number;

  constructor(
    private readonly view: View,
    private readonly conditions: TieConditions,
    private readonly mustHaveDays: boolean,
    minConfidence = minConfidenceOf(conditions),
  ) {
    this.#facts = view.buffers.ties.facts;
    const sure = (conditions.certainty ?? 'POSSIBLE') !== 'POSSIBLE';
    this.#startAt = sure ? CLO : LO;
    this.#endAt = sure ? CHI : HI;
    const { allowed, symmetric } = isDefault(conditions) ? DEFAULT_TABLES : tablesOf(conditions);
    this.allowed = allowed;
    this.symmetric = symmetric;
    this.#minConfidence = minConfidence;
    this.#mustHaveDays = mustHaveDays ? -1 : 0;
    this.#mustBeDated = (conditions.undated ?? !mustHaveDays) ? 0 : -1;
    const { first, last } = conditions.window ?? ALL_TIME;
    this.#first = first;
    this.#last = last;
    const throughout = conditions.certainty === 'THROUGHOUT';
    // Without a window every tie passes the time test, even one whose end is before its start.
    this.#latestStart = conditions.window ? (throughout ? first : last) : FAR_DAY;
    this.#earliestEnd = conditions.window ? (throughout ? last : first) : -FAR_DAY;
    this.#summaryTest = summaryTest({
      holds: conditions.window && !sure ? { latestStart: this.#latestStart, earliestEnd: this.#earliestEnd } : null,
      mustBeDated: this.#mustBeDated !== 0,
      mustHaveDays,
      needsFacts: sure || minConfidence > 0,
    });
  }

  /** Reads the facts of some ties, so that the processor fetches them in parallel instead of one after the other. */
  prefetch(ties: Int32Array, start: number, end: number): void {
    let touched = 0;
    for (let i = start; i < end; i++) touched |= this.#facts[FACTS * ties[i]!]!;
    this.#prefetched |= touched;
  }

  passes(tie: number): boolean {
    return this.#passes(tie, this.allowed) === 1;
  }

  /**
   * Appends to `edges` the ties of a range that pass and whose type and status are `allowed`, until it has `max`; with
   * `within`, only ties that lead to one of these nodes. Returns how many ties were scanned.
   */
  select(range: AdjacencyRange, allowed: Uint8Array, within: IntIndexSet | null, max: number, edges: EdgeBuffer): number {
    const { adjacency, start, end, ties } = range;
    const isOutgoing = start < range.middle;
    const offset = isOutgoing ? range.offset : range.listOffset;
    edges.reserve(edges.length + end - start);
    const { ties: edgeTies, targets: edgeTargets } = edges;
    const summaryTest = this.#summaryTest;
    let { length } = edges;
    let i = start;
    for (; i < end && length < max; i++) {
      const other = targetAt(adjacency, i);
      if (within !== null && !within.has(other)) continue;
      const tie = isOutgoing ? i - offset : ties[i - offset]!;
      edgeTies[length] = tie;
      edgeTargets[length] = other;
      const summary = summaryAt(adjacency, i);
      let passes = allowed[typeStatusOf(summary)]! & mayPass(summary, summaryTest);
      if ((passes & isInconclusive(summary, summaryTest)) !== 0) passes = this.#passes(tie, allowed);
      length += passes;
    }
    edges.length = length;
    return i - start;
  }

  /** Adds the targets of the ties of a range that pass and whose type and status are `allowed`. */
  reach(range: AdjacencyRange, allowed: Uint8Array, reached: NodeSet): void {
    const { adjacency, start, end } = range;
    reached.reserve(end - start);
    const { nodes, bits } = reached;
    const summaryTest = this.#summaryTest;
    let { size } = reached;
    for (let i = start; i < end; i++) {
      const summary = summaryAt(adjacency, i);
      let passes = allowed[typeStatusOf(summary)]! & mayPass(summary, summaryTest);
      if ((passes & isInconclusive(summary, summaryTest)) !== 0) passes = this.#passes(tieAt(range, i), allowed);
      const node = targetAt(adjacency, i);
      const word = bits[node >>> 5]!;
      const isNew = passes & ~(word >>> (node & 31));
      bits[node >>> 5] = word | (isNew << (node & 31));
      nodes[size] = node;
      size += isNew;
    }
    reached.size = size;
  }

  /** Does a tie of a range that passes, and whose type and status are `allowed`, lead to one of these nodes that is accepted? */
  meets(range: AdjacencyRange, allowed: Uint8Array, { bits }: NodeSet, accepts: (node: number) => boolean): boolean {
    const { adjacency, start, end } = range;
    let i = start;
    // Four at a time: a match is rare.
    for (; i + 4 <= end; i += 4) {
      const [a, b, c, d] = [targetAt(adjacency, i), targetAt(adjacency, i + 1), targetAt(adjacency, i + 2), targetAt(adjacency, i + 3)];
      const any =
        (bits[a >>> 5]! >>> (a & 31)) | (bits[b >>> 5]! >>> (b & 31)) | (bits[c >>> 5]! >>> (c & 31)) | (bits[d >>> 5]! >>> (d & 31));
      if ((any & 1) !== 0 && this.#meets(range, i, i + 4, allowed, bits, accepts)) return true;
    }
    return this.#meets(range, i, end, allowed, bits, accepts);
  }

  #meets(
    range: AdjacencyRange,
    start: number,
    end: number,
    allowed: Uint8Array,
    bits: Int32Array,
    accepts: (node: number) => boolean,
  ): boolean {
    for (let i = start; i < end; i++) {
      const node = targetAt(range.adjacency, i);
      if (((bits[node >>> 5]! >>> (node & 31)) & 1) === 0) continue;
      if (this.#passes(tieAt(range, i), allowed) === 1 && accepts(node)) return true;
    }
    return false;
  }

  /** 1 where the tie passes, else 0. */
  #passes(tie: number, allowed: Uint8Array): number {
    const facts = this.#facts;
    const start = dayIn(facts, tie, this.#startAt);
    const end = dayIn(facts, tie, this.#endAt);
    const inTime = (this.#latestStart - start) | (end - this.#earliestEnd);
    const sure = confidenceIn(facts, tie) - this.#minConfidence;
    const dated = (UNKNOWN_CLO - 1 - dayIn(facts, tie, CLO)) & this.#mustBeDated;
    const hasDays = ((end - start) | (this.#last - start) | (end - this.#first)) & this.#mustHaveDays;
    return allowed[typeStatusIn(facts, tie)]! & (((inTime | sure | dated | hasDays) >>> 31) ^ 1);
  }

  firstDay(tie: number): number {
    return Math.max(dayIn(this.#facts, tie, this.#startAt), this.#first);
  }

  lastDay(tie: number): number {
    return Math.min(dayIn(this.#facts, tie, this.#endAt), this.#last);
  }

  /** True where a symmetric tie can pass. If not, one side of a node is enough. */
  get allowsSymmetric(): boolean {
    return this.symmetric.includes(1);
  }

  get minConfidence(): number {
    return this.#minConfidence;
  }

  /** The same conditions, for ties of at least this confidence, in ten-thousandths. */
  atLeast(confidence: number): TieTest {
    return new TieTest(this.view, this.conditions, this.mustHaveDays, Math.max(confidence, this.#minConfidence));
  }
}

/** 0.85 is 8500; floating-point error beyond the fourth decimal is ignored. */
function minConfidenceOf({ minConfidence }: TieConditions): number {
  return Math.ceil((minConfidence ?? 0) * CONFIDENCE_SCALE - 1e-6);
}

/** Beyond any day. */
const FAR_DAY = 2 ** 30;

interface Tables {
  readonly allowed: Uint8Array;
  readonly symmetric: Uint8Array;
}

function tablesOf(conditions: TieConditions): Tables {
  const allowed = allowedTable(conditions);
  return { allowed, symmetric: allowed.map((passes, typeStatus) => (IS_SYMMETRIC[unpackType(typeStatus)] ? passes : 0)) };
}

/** Most conditions restrict neither type nor status. */
function isDefault({ types, status }: TieConditions): boolean {
  return !types && !status;
}

function allowedTable({ types, status }: TieConditions): Uint8Array {
  const table = new Uint8Array(PACKED_SIZE);
  for (const [typeIndex, type] of RELATIONSHIP_TYPES.entries()) {
    const matches = !types || types.includes(type);
    for (const [statusIndex, value] of STATUSES.entries()) {
      if (matches && (status ? status.includes(value) : value !== 'DENIED')) table[packTypeStatus(typeIndex, statusIndex)] = 1;
    }
  }
  return table;
}

const DEFAULT_TABLES = tablesOf({});
