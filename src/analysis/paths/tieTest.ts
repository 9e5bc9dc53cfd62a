import { ALL_TIME, UNKNOWN_CLO } from '../../model/interval.ts';
import { STATUSES } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, vocabularyOf } from '../../model/vocabulary.ts';
import { CHI, CLO, confidenceIn, dayIn, FACTS, HI, LO, typeStatusIn } from '../projection/facts.ts';
import { type GlanceTest, glancedTypeStatus, glanceTest, isUnsure, mayPass } from '../projection/glance.ts';
import { glanceIn, nodeIn } from '../projection/leads.ts';
import { CONFIDENCE_SCALE } from '../projection/records.ts';
import { type Stretch, tieAt } from '../projection/runs.ts';
import { IS_SYMMETRIC, PACKED_SIZE, packed, typeOf } from '../projection/types.ts';
import type { View } from '../projection/view.ts';
import type { TieFilter } from './filter.ts';
import type { NodeSet } from './nodeSet.ts';
import type { NumberTable } from './numberTable.ts';
import type { Ways } from './ways.ts';

/**
 * A filter compiled for millions of ties. Type, sign and status are one table lookup; time is two comparisons, the formulas
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
  #fetched = 0;
  /** Which of its four days are compared. */
  readonly #startAt: number;
  readonly #endAt: number;
  readonly #leastConfidence: number;
  /** -1 (all bits) where the condition applies, else 0. */
  readonly #mustBeDated: number;
  readonly #mustHaveDays: number;
  readonly #latestStart: number;
  readonly #earliestEnd: number;
  readonly #glancing: GlanceTest;
  readonly #first: number;
  readonly #last: number;

  constructor(
    private readonly view: View,
    private readonly filter: TieFilter,
    private readonly mustHaveDays: boolean,
    leastConfidence = leastOf(filter),
  ) {
    this.#facts = view.buffers.ties.facts;
    const sure = (filter.certainty ?? 'POSSIBLE') !== 'POSSIBLE';
    this.#startAt = sure ? CLO : LO;
    this.#endAt = sure ? CHI : HI;
    const { allowed, symmetric } = isUsual(filter) ? USUAL : tablesOf(filter);
    this.allowed = allowed;
    this.symmetric = symmetric;
    this.#leastConfidence = leastConfidence;
    this.#mustHaveDays = mustHaveDays ? -1 : 0;
    this.#mustBeDated = (filter.undated ?? !mustHaveDays) ? 0 : -1;
    const { first, last } = filter.window ?? ALL_TIME;
    this.#first = first;
    this.#last = last;
    const throughout = filter.certainty === 'THROUGHOUT';
    // Without a window every tie passes the time test, even one whose end is before its start.
    this.#latestStart = filter.window ? (throughout ? first : last) : FAR;
    this.#earliestEnd = filter.window ? (throughout ? last : first) : -FAR;
    this.#glancing = glanceTest({
      holds: filter.window && !sure ? { latestStart: this.#latestStart, earliestEnd: this.#earliestEnd } : null,
      mustBeDated: this.#mustBeDated !== 0,
      mustHaveDays,
      isMoreAsked: sure || leastConfidence > 0,
    });
  }

  /** Reads the facts of some ties, so that the processor fetches them in parallel instead of one after the other. */
  fetch(ties: Int32Array, start: number, end: number): void {
    let mingled = 0;
    for (let i = start; i < end; i++) mingled |= this.#facts[FACTS * ties[i]!]!;
    this.#fetched |= mingled;
  }

  passes(tie: number): boolean {
    return this.#verdict(tie, this.allowed) === 1;
  }

  /**
   * Appends to `edges` the ties of a range that pass and whose type and status are `allowed`, until it has `max`; with
   * `within`, only ties that lead to one of these nodes. Returns how many ties were scanned.
   */
  select(stretch: Stretch, allowed: Uint8Array, among: NumberTable | null, most: number, ways: Ways): number {
    const { leads, start, end, ties } = stretch;
    const isOwn = start < stretch.middle;
    const ahead = isOwn ? stretch.ahead : stretch.aheadOfList;
    ways.reserve(ways.length + end - start);
    const { ties: foundTies, others: foundOthers } = ways;
    const glancing = this.#glancing;
    let { length } = ways;
    let i = start;
    for (; i < end && length < most; i++) {
      const other = nodeIn(leads, i);
      if (among !== null && !among.has(other)) continue;
      const tie = isOwn ? i - ahead : ties[i - ahead]!;
      foundTies[length] = tie;
      foundOthers[length] = other;
      const glance = glanceIn(leads, i);
      let passes = allowed[glancedTypeStatus(glance)]! & mayPass(glance, glancing);
      if ((passes & isUnsure(glance, glancing)) !== 0) passes = this.#verdict(tie, allowed);
      length += passes;
    }
    ways.length = length;
    return i - start;
  }

  /** Adds the targets of the ties of a range that pass and whose type and status are `allowed`. */
  reach(stretch: Stretch, allowed: Uint8Array, reached: NodeSet): void {
    const { leads, start, end } = stretch;
    reached.reserve(end - start);
    const { nodes, bits } = reached;
    const glancing = this.#glancing;
    let { size } = reached;
    for (let i = start; i < end; i++) {
      const glance = glanceIn(leads, i);
      let passes = allowed[glancedTypeStatus(glance)]! & mayPass(glance, glancing);
      if ((passes & isUnsure(glance, glancing)) !== 0) passes = this.#verdict(tieAt(stretch, i), allowed);
      const node = nodeIn(leads, i);
      const word = bits[node >>> 5]!;
      const isNew = passes & ~(word >>> (node & 31));
      bits[node >>> 5] = word | (isNew << (node & 31));
      nodes[size] = node;
      size += isNew;
    }
    reached.size = size;
  }

  /** Does a tie of a range that passes, and whose type and status are `allowed`, lead to one of these nodes that is accepted? */
  meets(stretch: Stretch, allowed: Uint8Array, { bits }: NodeSet, isWanted: (node: number) => boolean): boolean {
    const { leads, start, end } = stretch;
    let i = start;
    // Four at a time: a match is rare.
    for (; i + 4 <= end; i += 4) {
      const [a, b, c, d] = [nodeIn(leads, i), nodeIn(leads, i + 1), nodeIn(leads, i + 2), nodeIn(leads, i + 3)];
      const any =
        (bits[a >>> 5]! >>> (a & 31)) | (bits[b >>> 5]! >>> (b & 31)) | (bits[c >>> 5]! >>> (c & 31)) | (bits[d >>> 5]! >>> (d & 31));
      if ((any & 1) !== 0 && this.#meets(stretch, i, i + 4, allowed, bits, isWanted)) return true;
    }
    return this.#meets(stretch, i, end, allowed, bits, isWanted);
  }

  #meets(
    stretch: Stretch,
    start: number,
    end: number,
    allowed: Uint8Array,
    bits: Int32Array,
    isWanted: (node: number) => boolean,
  ): boolean {
    for (let i = start; i < end; i++) {
      const node = nodeIn(stretch.leads, i);
      if (((bits[node >>> 5]! >>> (node & 31)) & 1) === 0) continue;
      if (this.#verdict(tieAt(stretch, i), allowed) === 1 && isWanted(node)) return true;
    }
    return false;
  }

  /** 1 where the tie passes, else 0. */
  #verdict(tie: number, allowed: Uint8Array): number {
    const facts = this.#facts;
    const start = dayIn(facts, tie, this.#startAt);
    const end = dayIn(facts, tie, this.#endAt);
    const inTime = (this.#latestStart - start) | (end - this.#earliestEnd);
    const sure = confidenceIn(facts, tie) - this.#leastConfidence;
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

  get leastConfidence(): number {
    return this.#leastConfidence;
  }

  /** The same filter for ties of at least this confidence, in ten-thousandths. */
  atLeast(confidence: number): TieTest {
    return new TieTest(this.view, this.filter, this.mustHaveDays, Math.max(confidence, this.#leastConfidence));
  }
}

/** 0.85 is 8500; floating-point error beyond the fourth decimal is ignored. */
function leastOf({ minConfidence }: TieFilter): number {
  return Math.ceil((minConfidence ?? 0) * CONFIDENCE_SCALE - 1e-6);
}

/** Beyond any day. */
const FAR = 2 ** 30;

interface Tables {
  readonly allowed: Uint8Array;
  readonly symmetric: Uint8Array;
}

function tablesOf(filter: TieFilter): Tables {
  const allowed = allowedTable(filter);
  return { allowed, symmetric: allowed.map((passes, typeStatus) => (IS_SYMMETRIC[typeOf(typeStatus)] ? passes : 0)) };
}

/** Most filters restrict neither type nor status. */
function isUsual({ types, excludeTypes, sign, status }: TieFilter): boolean {
  return !types && !excludeTypes && !sign && !status;
}

function allowedTable({ types, excludeTypes, sign, status }: TieFilter): Uint8Array {
  const table = new Uint8Array(PACKED_SIZE);
  for (const [typeIndex, type] of RELATIONSHIP_TYPES.entries()) {
    const wanted = (!types || types.includes(type)) && !excludeTypes?.includes(type) && (!sign || vocabularyOf(type).sign === sign);
    for (const [statusIndex, value] of STATUSES.entries()) {
      if (wanted && (status ? status.includes(value) : value !== 'DENIED')) table[packed(typeIndex, statusIndex)] = 1;
    }
  }
  return table;
}

const USUAL = tablesOf({});
