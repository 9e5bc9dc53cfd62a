import { ALL_TIME, UNKNOWN_CLO } from '../../model/interval.ts';
import { STATUSES } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, vocabularyOf } from '../../model/vocabulary.ts';
import { CHI, CLO, confidenceIn, dayIn, HI, LO, typeStatusIn } from '../projection/facts.ts';
import { glancedTypeStatus, hiSpanIn, isDatedIn, loSpanIn, spanOf } from '../projection/glance.ts';
import { glanceIn, nodeIn } from '../projection/leads.ts';
import { CONFIDENCE_SCALE } from '../projection/records.ts';
import type { Run } from '../projection/runs.ts';
import { IS_SYMMETRIC, PACKED_SIZE, packed, typeOf } from '../projection/types.ts';
import type { View } from '../projection/view.ts';
import type { TieFilter } from './filter.ts';
import type { NodeSet } from './nodeSet.ts';
import type { NumberTable } from './numberTable.ts';
import type { Ways } from './ways.ts';

/**
 * A filter made ready for millions of ties. Type, sign and status are one look into a table; time is two comparisons,
 * the formulas of `holdsIn` in `model/interval.ts` with the days that the certainty names.
 *
 * The days of a tie are those of the window on which it may hold; with CERTAIN, on which it surely holds; with THROUGHOUT,
 * the whole window, for it surely holds on all of it. Where days are needed (`mustHaveDays`: paths that need one time),
 * a tie without any is left out: so with CERTAIN an act whose day is not known, for there is no day to name on which it
 * surely holds, though it surely holds on some day of a window around it.
 */
export class TieTest {
  /** 1 at each packed type and status that passes; and of these, whose type is symmetric. */
  readonly allowed: Uint8Array;
  readonly symmetric: Uint8Array;
  readonly #facts: Int32Array;
  /** Which of its days are asked about. */
  readonly #startAt: number;
  readonly #endAt: number;
  readonly #leastConfidence: number;
  /** All bits where it matters, none where it does not. */
  readonly #mustBeDated: number;
  readonly #mustHaveDays: number;
  readonly #latestStart: number;
  readonly #earliestEnd: number;
  readonly #glancing: Glancing;
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
    // Where no days are asked about, every tie is in time, one whose end is before its start too.
    this.#latestStart = filter.window ? (throughout ? first : last) : FAR;
    this.#earliestEnd = filter.window ? (throughout ? last : first) : -FAR;
    this.#glancing = {
      latest: filter.window && !sure ? spanOf(this.#latestStart) : FAR,
      earliest: filter.window && !sure ? spanOf(this.#earliestEnd) : -FAR,
      mustBeDated: this.#mustBeDated,
      mustHaveDays: this.#mustHaveDays,
      saysLittle: sure || leastConfidence > 0 ? -1 : 0,
    };
  }

  passes(tie: number): boolean {
    return this.#verdict(tie, this.allowed) === 1;
  }

  /**
   * Puts those of a run that pass, and whose type and status are `allowed`, into `ways`, until it has `most`; with `among`, only
   * those that lead to one of these nodes. Returns how many it went over.
   */
  select({ ties, leads, start, end }: Run, allowed: Uint8Array, among: NumberTable | null, most: number, ways: Ways): number {
    ways.reserve(ways.length + end - start);
    const { ties: foundTies, others: foundOthers } = ways;
    const glancing = this.#glancing;
    let { length } = ways;
    let i = start;
    for (; i < end && length < most; i++) {
      const other = nodeIn(leads, i);
      if (among !== null && !among.has(other)) continue;
      const tie = ties === null ? i : ties[i]!;
      foundTies[length] = tie;
      foundOthers[length] = other;
      const glance = glanceIn(leads, i);
      let passes = mayPass(glance, glancing, allowed);
      if ((passes & isUnsure(glance, glancing)) !== 0) passes = this.#verdict(tie, allowed);
      length += passes;
    }
    ways.length = length;
    return i - start;
  }

  /** Adds the nodes that ties of a run lead to which pass, and whose type and status are `allowed`. Returns how many it went over. */
  reach({ ties, leads, start, end }: Run, allowed: Uint8Array, reached: NodeSet): number {
    reached.reserve(end - start);
    const { nodes, bits } = reached;
    const { latest, earliest, mustBeDated, mustHaveDays, saysLittle } = this.#glancing;
    let { size } = reached;
    for (let i = start; i < end; i++) {
      const glance = glanceIn(leads, i);
      const lo = loSpanIn(glance);
      const hi = hiSpanIn(glance);
      const out = (latest - lo) | (hi - earliest) | ((isDatedIn(glance) - 1) & mustBeDated);
      let passes = allowed[glancedTypeStatus(glance)]! & ~(out >> 31);
      const edge = (latest - 1 - lo) | (hi - 1 - earliest) | ((hi - 1 - lo) & mustHaveDays) | saysLittle;
      if ((passes & (edge >>> 31)) !== 0) passes = this.#verdict(ties === null ? i : ties[i]!, allowed);
      const node = nodeIn(leads, i);
      const word = bits[node >>> 5]!;
      const isNew = passes & ~(word >>> (node & 31));
      bits[node >>> 5] = word | (isNew << (node & 31));
      nodes[size] = node;
      size += isNew;
    }
    reached.size = size;
    return end - start;
  }

  /** Does a tie of a run that passes, and whose type and status are `allowed`, lead to one of these for which that is true? */
  meets({ ties, leads, start, end }: Run, allowed: Uint8Array, { bits }: NodeSet, isWanted: (node: number) => boolean): boolean {
    for (let i = start; i < end; i++) {
      const node = nodeIn(leads, i);
      if (((bits[node >>> 5]! >>> (node & 31)) & 1) === 0) continue;
      if (this.#verdict(ties === null ? i : ties[i]!, allowed) === 1 && isWanted(node)) return true;
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

  /** Could a symmetric tie pass? If not, only one side of a node has to be looked at. */
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

/** What of a filter a glance at a tie can tell. */
interface Glancing {
  /** The spans in which the last day is on which it may begin, and the first on which it may end. */
  readonly latest: number;
  readonly earliest: number;
  /** All bits where it matters, none where it does not. */
  readonly mustBeDated: number;
  readonly mustHaveDays: number;
  /** All bits where facts are asked about that a glance does not show. */
  readonly saysLittle: number;
}

/**
 * 0 where a tie does not pass, as a glance at it tells, else 1. By signs of differences instead of comparisons: a processor
 * goes on to the next ties while it waits for the memory of this one, unless it must first know which way to go.
 */
function mayPass(glance: number, { latest, earliest, mustBeDated }: Glancing, allowed: Uint8Array): number {
  const out = (latest - loSpanIn(glance)) | (hiSpanIn(glance) - earliest) | ((isDatedIn(glance) - 1) & mustBeDated);
  return allowed[glancedTypeStatus(glance)]! & ~(out >> 31);
}

/** 1 where a glance does not tell whether a tie that may pass does, else 0. */
function isUnsure(glance: number, { latest, earliest, mustHaveDays, saysLittle }: Glancing): number {
  const lo = loSpanIn(glance);
  const hi = hiSpanIn(glance);
  return ((latest - 1 - lo) | (hi - 1 - earliest) | ((hi - 1 - lo) & mustHaveDays) | saysLittle) >>> 31;
}

/** 0.85 is 8500; what floating point adds behind the fourth decimal does not count. */
function leastOf({ minConfidence }: TieFilter): number {
  return Math.ceil((minConfidence ?? 0) * CONFIDENCE_SCALE - 1e-6);
}

/** Farther from any day than any other is. */
const FAR = 2 ** 30;

interface Tables {
  readonly allowed: Uint8Array;
  readonly symmetric: Uint8Array;
}

function tablesOf(filter: TieFilter): Tables {
  const allowed = allowedTable(filter);
  return { allowed, symmetric: allowed.map((passes, typeStatus) => (IS_SYMMETRIC[typeOf(typeStatus)] ? passes : 0)) };
}

/** Most questions restrict neither type nor status. */
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
