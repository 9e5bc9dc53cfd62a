import { DirectedRanges } from '../projection/adjacencyRanges.ts';
import { EdgeBuffer } from './edgeBuffer.ts';
import { IntIndexSet } from './intIndexSet.ts';
import { Layer } from './layer.ts';
import { NodeSet } from './nodeSet.ts';

/** A buffer that can be cleared and reused. */
interface Poolable {
  /** How many entries fit without growing. */
  readonly capacity: number;
  clear(): void;
}

/** Larger buffers are not pooled: they would be slow to clear. */
const MAX_POOLED_CAPACITY = 4_096;

class Pool<T extends Poolable> {
  readonly #all: T[] = [];
  #inUse = 0;

  constructor(private readonly make: () => T) {}

  acquire(): T {
    const one = this.#all[this.#inUse] ?? this.make();
    this.#all[this.#inUse++] = one;
    return one;
  }

  release(): void {
    for (let i = 0; i < this.#inUse; i++) {
      if (this.#all[i]!.capacity > MAX_POOLED_CAPACITY) this.#all[i] = this.make();
      else this.#all[i]!.clear();
    }
    this.#inUse = 0;
  }
}

/** The pooled buffers of one search: allocating them takes longer than a short search itself. */
export class SearchBuffers {
  readonly #indexSets = new Pool(() => new IntIndexSet());
  readonly #sets = new Pool(() => new NodeSet());
  readonly #layers = new Pool(() => new Layer());
  readonly #edges = new Pool(() => new EdgeBuffer());
  /** Always read right after it is filled, so one is enough. */
  readonly ranges = new DirectedRanges();

  indexSet(): IntIndexSet {
    return this.#indexSets.acquire();
  }

  /** For nodes below `count`. */
  nodes(count: number): NodeSet {
    const set = this.#sets.acquire();
    set.cover(count);
    return set;
  }

  layer(): Layer {
    return this.#layers.acquire();
  }

  edges(): EdgeBuffer {
    return this.#edges.acquire();
  }

  release(): void {
    for (const pool of [this.#indexSets, this.#sets, this.#layers, this.#edges]) pool.release();
  }
}

const idle: SearchBuffers[] = [];

/** Runs work with buffers of its own. The result must not refer to them. */
export function withSearchBuffers<T>(work: (buffers: SearchBuffers) => T): T {
  const buffers = idle.pop() ?? new SearchBuffers();
  try {
    return work(buffers);
  } finally {
    buffers.release();
    idle.push(buffers);
  }
}
