import { Runs } from '../projection/runs.ts';
import { Layer } from './layer.ts';
import { NodeSet } from './nodeSet.ts';
import { NumberTable } from './numberTable.ts';
import { Ways } from './ways.ts';

/** What a search fills and throws away. Cleared, it is as good as new. */
interface Reusable {
  /** How many entries it has room for. */
  readonly room: number;
  clear(): void;
}

/** What has room for more is not kept: it would be slow to clear. */
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

/** The tables and lists of one search, made anew for none: to make them takes longer than a short search itself. */
export class Scratch {
  readonly #tables = new Pool(() => new NumberTable());
  readonly #sets = new Pool(() => new NodeSet());
  readonly #layers = new Pool(() => new Layer());
  readonly #ways = new Pool(() => new Ways());
  /** Is filled and read at once, so one will do for all. */
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

/** Does a piece of work with a scratch of its own. Nothing of the scratch may be in the result. */
export function withScratch<T>(work: (scratch: Scratch) => T): T {
  const scratch = idle.pop() ?? new Scratch();
  try {
    return work(scratch);
  } finally {
    scratch.giveBack();
    idle.push(scratch);
  }
}
