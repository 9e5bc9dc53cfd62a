import { Runs } from '../projection/runs.ts';
import { Layer } from './layer.ts';
import { NodeSet } from './nodeSet.ts';
import { NumberTable } from './numberTable.ts';
import { Ways } from './ways.ts';

/** A buffer that can be cleared and reused. */
interface Reusable {
  /** How many entries fit without growing. */
  readonly room: number;
  clear(): void;
}

/** Larger buffers are not pooled: they would be slow to clear. */
const MOST_ROOM = 4_096;

class Pool<T extends Reusable> {
  readonly #all: T[] = [];
  #taken = 0;

  constructor(private readonly make: () => T) {}

  take(): T {
    const one = this.#all[this.#taken] ?? this.make();
    this.#all[this.#taken++] = one;
    return one;
  }

  giveBack(): void {
    for (let i = 0; i < this.#taken; i++) {
      if (this.#all[i]!.room > MOST_ROOM) this.#all[i] = this.make();
      else this.#all[i]!.clear();
    }
    this.#taken = 0;
  }
}

/** The pooled buffers of one search: allocating them takes longer than a short search itself. */
export class Scratch {
  readonly #tables = new Pool(() => new NumberTable());
  readonly #sets = new Pool(() => new NodeSet());
  readonly #layers = new Pool(() => new Layer());
  readonly #ways = new Pool(() => new Ways());
  /** Always read right after it is filled, so one is enough. */
  readonly runs = new Runs();

  table(): NumberTable {
    return this.#tables.take();
  }

  /** For nodes below `count`. */
  nodes(count: number): NodeSet {
    const set = this.#sets.take();
    set.cover(count);
    return set;
  }

  layer(): Layer {
    return this.#layers.take();
  }

  ways(): Ways {
    return this.#ways.take();
  }

  giveBack(): void {
    for (const pool of [this.#tables, this.#sets, this.#layers, this.#ways]) pool.giveBack();
  }
}

const idle: Scratch[] = [];

/** Runs work with buffers of its own. The result must not refer to them. */
export function withScratch<T>(work: (scratch: Scratch) => T): T {
  const scratch = idle.pop() ?? new Scratch();
  try {
    return work(scratch);
  } finally {
    scratch.giveBack();
    idle.push(scratch);
  }
}
