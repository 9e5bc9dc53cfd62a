import type { Direction } from '../../model/kinds.ts';
import type { Adjacency } from './adjacency.ts';
import type { TieList } from './tieList.ts';

/**
 * A contiguous range of the adjacency: entries `start` .. `end - 1`. The ties of entries before `middle` are numbered
 * consecutively, those from there on are listed in `ties`: `tieAt`.
 */
export interface AdjacencyRange {
  adjacency: Adjacency;
  start: number;
  end: number;
  middle: number;
  /** Subtracted from an entry before `middle`, gives its tie. */
  offset: number;
  /** Subtracted from an entry from `middle` on, gives its index in `ties`. */
  listOffset: number;
  ties: Int32Array;
}

export function tieAt({ middle, offset, ties, listOffset }: AdjacencyRange, at: number): number {
  return at < middle ? at - offset : ties[at - listOffset]!;
}

/** A range of ties of a node, by id, that are all outgoing or all incoming. */
export interface DirectedRange extends AdjacencyRange {
  outwards: boolean;
}

const NO_TIES = new Int32Array(0);

export function emptyRange(): AdjacencyRange {
  return { adjacency: NO_TIES, start: 0, end: 0, middle: 0, offset: 0, listOffset: 0, ties: NO_TIES };
}

/** The ties of a node as directed ranges, by id. A reusable list. */
export class DirectedRanges {
  readonly items: DirectedRange[] = [];
  /** The first `length` of `items` count. */
  length = 0;

  clear(): void {
    this.length = 0;
  }

  /** Adds outgoing ties, whose indexes are consecutive. */
  pushOutgoing(adjacency: Adjacency, start: number, end: number, offset: number): void {
    if (start === end) return;
    const range = this.#next(true, adjacency, start, end);
    range.middle = end;
    range.offset = offset;
  }

  /** Adds ties of a list. */
  pushListed(outwards: boolean, ties: Int32Array, adjacency: Adjacency, start: number, end: number, listOffset: number): void {
    if (start === end) return;
    const range = this.#next(outwards, adjacency, start, end);
    range.middle = start;
    range.ties = ties;
    range.listOffset = listOffset;
  }

  #next(outwards: boolean, adjacency: Adjacency, start: number, end: number): DirectedRange {
    if (this.length === this.items.length) this.items.push({ outwards, ...emptyRange() });
    const range = this.items[this.length++]!;
    range.outwards = outwards;
    range.adjacency = adjacency;
    range.start = start;
    range.end = end;
    return range;
  }

  count(side: Direction): number {
    let count = 0;
    for (let i = 0; i < this.length; i++) if (isOnSide(side, this.items[i]!)) count += this.items[i]!.end - this.items[i]!.start;
    return count;
  }

  copyTies(side: Direction, list: TieList): void {
    list.length = 0;
    list.reserve(this.count(side));
    for (let at = 0; at < this.length; at++) {
      const range = this.items[at]!;
      if (isOnSide(side, range)) for (let i = range.start; i < range.end; i++) list.items[list.length++] = tieAt(range, i);
    }
  }
}

function isOnSide(side: Direction, { outwards }: DirectedRange): boolean {
  return side === 'ANY' || outwards === (side === 'OUT');
}
