import type { Direction } from '../../model/kinds.ts';
import type { Leads } from './leads.ts';
import type { TieList } from './tieList.ts';

/**
 * A contiguous range of the adjacency: entries `start` .. `end - 1`. The ties of entries before `middle` are numbered
 * consecutively, those from there on are listed in `ties`: `tieAt`.
 */
export interface Stretch {
  leads: Leads;
  start: number;
  end: number;
  middle: number;
  /** Subtracted from an entry before `middle`, gives its tie. */
  ahead: number;
  /** Subtracted from an entry from `middle` on, gives its index in `ties`. */
  aheadOfList: number;
  ties: Int32Array;
}

export function tieAt({ middle, ahead, ties, aheadOfList }: Stretch, at: number): number {
  return at < middle ? at - ahead : ties[at - aheadOfList]!;
}

/** A range of ties of a node, by id, that are all outgoing or all incoming. */
export interface Run extends Stretch {
  outwards: boolean;
}

const NO_TIES = new Int32Array(0);

export function emptyStretch(): Stretch {
  return { leads: NO_TIES, start: 0, end: 0, middle: 0, ahead: 0, aheadOfList: 0, ties: NO_TIES };
}

/** The ties of a node as directed ranges, by id. A reusable list. */
export class Runs {
  readonly items: Run[] = [];
  /** The first `length` of `items` count. */
  length = 0;

  clear(): void {
    this.length = 0;
  }

  /** Adds outgoing ties, whose indexes are consecutive. */
  pushOwn(leads: Leads, start: number, end: number, ahead: number): void {
    if (start === end) return;
    const run = this.#next(true, leads, start, end);
    run.middle = end;
    run.ahead = ahead;
  }

  /** Adds ties of a list. */
  pushListed(outwards: boolean, ties: Int32Array, leads: Leads, start: number, end: number, aheadOfList: number): void {
    if (start === end) return;
    const run = this.#next(outwards, leads, start, end);
    run.middle = start;
    run.ties = ties;
    run.aheadOfList = aheadOfList;
  }

  #next(outwards: boolean, leads: Leads, start: number, end: number): Run {
    if (this.length === this.items.length) this.items.push({ outwards, ...emptyStretch() });
    const run = this.items[this.length++]!;
    run.outwards = outwards;
    run.leads = leads;
    run.start = start;
    run.end = end;
    return run;
  }

  count(side: Direction): number {
    let count = 0;
    for (let i = 0; i < this.length; i++) if (isOn(side, this.items[i]!)) count += this.items[i]!.end - this.items[i]!.start;
    return count;
  }

  copyTies(side: Direction, list: TieList): void {
    list.length = 0;
    list.reserve(this.count(side));
    for (let at = 0; at < this.length; at++) {
      const run = this.items[at]!;
      if (isOn(side, run)) for (let i = run.start; i < run.end; i++) list.items[list.length++] = tieAt(run, i);
    }
  }
}

function isOn(side: Direction, { outwards }: Run): boolean {
  return side === 'ANY' || outwards === (side === 'OUT');
}
