import { ALL_TIME, UNKNOWN_CLO } from '../../model/interval.ts';
import { STATUSES } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, vocabularyOf } from '../../model/vocabulary.ts';
import { CHI, CLO, FACTS, HI, LO, WORTH } from '../projection/columns.ts';
import { CONFIDENCE_SCALE } from '../projection/records.ts';
import type { Run } from '../projection/runs.ts';
import { confidenceIn, IS_SYMMETRIC, PACKED_SIZE, packed, typeOf, typeStatusIn } from '../projection/types.ts';
import type { View } from '../projection/view.ts';
import type { TieFilter } from './filter.ts';
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
  readonly #first: number;
  readonly #last: number;

  constructor(
    private readonly view: View,
    private readonly filter: TieFilter,
    private readonly mustHaveDays: boolean,
    leastConfidence = leastOf(filter),
  ) {
    this.#facts = view.columns.facts;
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
  }

  passes(tie: number): boolean {
    return this.#verdict(tie, this.allowed) === 1;
  }

  /**
   * Puts those of a run that pass, and whose type and status are `allowed`, into `ways`, until it has `most`; with `among`, only
   * those that lead to one of these nodes. Returns how many it went over.
   */
  select({ ties, others, start, end }: Run, allowed: Uint8Array, among: NumberTable | null, most: number, ways: Ways): number {
    ways.reserve(ways.length + end - start);
    let { length } = ways;
    let i = start;
    for (; i < end && length < most; i++) {
      const other = others[i]!;
      if (among !== null && !among.has(other)) continue;
      const tie = ties === null ? i : ties[i]!;
      ways.ties[length] = tie;
      ways.others[length] = other;
      length += this.#verdict(tie, allowed);
    }
    ways.length = length;
    return i - start;
  }

  /**
   * 1 where the tie passes, else 0. By signs of differences instead of comparisons: a processor goes on to the next ties while
   * it waits for the memory of this one, unless it must first know which way to go.
   */
  #verdict(tie: number, allowed: Uint8Array): number {
    const at = FACTS * tie;
    const start = this.#facts[at + this.#startAt]!;
    const end = this.#facts[at + this.#endAt]!;
    const worth = this.#facts[at + WORTH]!;
    const inTime = (this.#latestStart - start) | (end - this.#earliestEnd);
    const sure = confidenceIn(worth) - this.#leastConfidence;
    const dated = (UNKNOWN_CLO - 1 - this.#facts[at + CLO]!) & this.#mustBeDated;
    const hasDays = ((end - start) | (this.#last - start) | (end - this.#first)) & this.#mustHaveDays;
    return allowed[typeStatusIn(worth)]! & (((inTime | sure | dated | hasDays) >>> 31) ^ 1);
  }

  firstDay(tie: number): number {
    return Math.max(this.#facts[FACTS * tie + this.#startAt]!, this.#first);
  }

  lastDay(tie: number): number {
    return Math.min(this.#facts[FACTS * tie + this.#endAt]!, this.#last);
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
