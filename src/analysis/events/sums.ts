import type { EventArrays } from './columns.ts';

/** A number of events, and of deaths in them, in people. */
export interface Count {
  events: number;
  best: number;
  low: number;
  high: number;
}

export const noEvents = (): Count => ({ events: 0, best: 0, low: 0, high: 0 });

export function addCount(sum: Count, { events, best, low, high }: Count): void {
  sum.events += events;
  sum.best += best;
  sum.low += low;
  sum.high += high;
}

/** The sums of some groups: their numbers, and four figures of each. */
export interface SumsOfGroups {
  readonly groups: Int32Array;
  readonly figures: Float64Array;
}

const FIGURES = 4;
const MIN_GROUPS = 64;

/** Events and deaths by the number of a group. */
export class GroupSums {
  /** Of each group: events, best, low, high. */
  #figures: Float64Array;
  /** The row that was last added to each, plus one, or subtracted: an event counts once in each. */
  #seen: Int32Array;

  /** @param groups How many groups are expected, where that is known. */
  constructor(groups = MIN_GROUPS) {
    this.#figures = new Float64Array(FIGURES * groups);
    this.#seen = new Int32Array(groups);
  }

  /** More than the number of any group. */
  get end(): number {
    return this.#seen.length;
  }

  events(group: number): number {
    return this.#figures[FIGURES * group]!;
  }

  count(group: number): Count {
    const at = FIGURES * group;
    const [events, best, low, high] = this.#figures.subarray(at, at + FIGURES);
    return { events: events!, best: best!, low: low!, high: high! };
  }

  add(group: number, arrays: EventArrays, row: number): void {
    this.#change(group, arrays, row, 1);
  }

  subtract(group: number, arrays: EventArrays, row: number): void {
    this.#change(group, arrays, row, -1);
  }

  addAll({ groups, figures }: SumsOfGroups): void {
    for (let index = 0; index < groups.length; index++) {
      const group = groups[index]!;
      if (group >= this.#seen.length) this.#grow(group);
      for (let figure = 0; figure < FIGURES; figure++) this.#figures[FIGURES * group + figure]! += figures[FIGURES * index + figure]!;
    }
  }

  /** Those of all groups with events. */
  all(): SumsOfGroups {
    const groups: number[] = [];
    for (let group = 0; group < this.end; group++) if (this.events(group) > 0) groups.push(group);
    const figures = new Float64Array(FIGURES * groups.length);
    for (const [index, group] of groups.entries()) {
      figures.set(this.#figures.subarray(FIGURES * group, FIGURES * (group + 1)), FIGURES * index);
    }
    return { groups: Int32Array.from(groups), figures };
  }

  /** The best figure stands in for an unknown bound. */
  #change(group: number, arrays: EventArrays, row: number, sign: 1 | -1): void {
    if (group >= this.#seen.length) this.#grow(group);
    if (this.#seen[group] === row + 1) return;
    this.#seen[group] = row + 1;
    const best = Math.max(0, arrays.best[row]!);
    const [low, high] = [arrays.low[row]!, arrays.high[row]!];
    const at = FIGURES * group;
    this.#figures[at]! += sign;
    this.#figures[at + 1]! += sign * best;
    this.#figures[at + 2]! += sign * (low < 0 ? best : low);
    this.#figures[at + 3]! += sign * (high < 0 ? best : high);
  }

  #grow(group: number): void {
    const [figures, seen] = [new Float64Array(2 * FIGURES * (group + 1)), new Int32Array(2 * (group + 1))];
    figures.set(this.#figures);
    seen.set(this.#seen);
    [this.#figures, this.#seen] = [figures, seen];
  }
}
