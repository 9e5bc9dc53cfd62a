import type { Direction } from '../../model/kinds.ts';
import type { Leads } from './leads.ts';
import type { TieList } from './tieList.ts';

/** Ties that lie side by side: tie `ties[i]`, or `i` itself where there is no list, has the i-th of `leads`. */
export interface Stretch {
  ties: Int32Array | null;
  leads: Leads;
  start: number;
  end: number;
}

/** Ties of a node, by id, that all lead away from it or all to it. */
export interface Run extends Stretch {
  outwards: boolean;
}

/** The ties of a node as runs, by id. A list that is filled again and again without being made anew. */
export class Runs {
  readonly items: Run[] = [];
  /** So many of `items` count. */
  length = 0;

  clear(): void {
    this.length = 0;
  }

  push(outwards: boolean, ties: Int32Array | null, leads: Leads, start: number, end: number): void {
    if (start === end) return;
    const run = this.items[this.length];
    this.length++;
    if (run === undefined) {
      this.items.push({ outwards, ties, leads, start, end });
      return;
    }
    run.outwards = outwards;
    run.ties = ties;
    run.leads = leads;
    run.start = start;
    run.end = end;
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
      if (isOn(side, run)) for (let i = run.start; i < run.end; i++) list.items[list.length++] = run.ties === null ? i : run.ties[i]!;
    }
  }
}

function isOn(side: Direction, { outwards }: Run): boolean {
  return side === 'ANY' || outwards === (side === 'OUT');
}
