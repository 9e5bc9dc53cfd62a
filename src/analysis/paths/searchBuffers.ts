import { AdjacencyRanges } from '../projection/incidence.ts';

/** A copy with a greater length. */
function growArray<A extends Int32Array | Uint16Array>(array: A, length: number): A {
  const longer = array instanceof Int32Array ? new Int32Array(length) : new Uint16Array(length);
  longer.set(array);
  return longer as A;
}

/**
 * A set of non-negative integers with an index 0, 1, 2, … for each, in insertion order.
 * A hash table with linear probing: several times faster than Map, and small where little of the graph is visited.
 */
export class IntIndexSet {
  /** The integers by index; the first `size` count. */
  keys = new Int32Array(64);
  size = 0;
  /** Index + 1; 0 is empty. */
  #slots = new Int32Array(128);
  #shift = 25;

  /** The index of a key, -1 where it is not in the set. */
  indexOf(key: number): number {
    const mask = this.#slots.length - 1;
    let slot = Math.imul(key, 0x9e37_79b1) >>> this.#shift;
    for (;;) {
      const index = this.#slots[slot]! - 1;
      if (index < 0 || this.keys[index] === key) return index;
      slot = (slot + 1) & mask;
    }
  }

  has(key: number): boolean {
    return this.indexOf(key) >= 0;
  }

  /** Adds a key where it is new. Returns its index. */
  add(key: number): number {
    const existing = this.indexOf(key);
    if (existing >= 0) return existing;
    if (this.size === this.keys.length) this.#grow();
    this.keys[this.size] = key;
    this.#slots[this.#slotWith(key, 0)] = this.size + 1;
    return this.size++;
  }

  clear(): void {
    if (8 * this.size > this.#slots.length) this.#slots.fill(0);
    else for (let index = 0; index < this.size; index++) this.#slots[this.#slotWith(this.keys[index]!, index + 1)] = 0;
    this.size = 0;
  }

  /** The first slot for a key that has this value, even where slots before it were cleared. */
  #slotWith(key: number, value: number): number {
    const mask = this.#slots.length - 1;
    let slot = Math.imul(key, 0x9e37_79b1) >>> this.#shift;
    while (this.#slots[slot] !== value) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    this.keys = growArray(this.keys, 2 * this.size);
    this.#slots = new Int32Array(4 * this.size);
    this.#shift -= 1;
    for (let index = 0; index < this.size; index++) this.#slots[this.#slotWith(this.keys[index]!, 0)] = index + 1;
  }
}

/**
 * A set of nodes in insertion order: a list and a bitmap with one bit per node of the graph. For a hundred thousand nodes
 * the bitmap fits in the L1 cache, and a membership test is one read. `Neighbors` reads and sets the bits itself.
 */
export class NodeSet {
  /** The first `size` count. */
  nodes = new Int32Array(256);
  size = 0;
  /** A bit for each node of the graph. */
  bits = new Int32Array(0);

  /** Starts with one node, in a graph of `count` nodes. */
  start(node: number, count: number): this {
    const words = (count + 31) >>> 5;
    if (words > this.bits.length) this.bits = new Int32Array(words);
    this.bits[node >>> 5] = 1 << (node & 31);
    this.nodes[0] = node;
    this.size = 1;
    return this;
  }

  /** Reserves capacity for `more` nodes, and for one more that branch-free code writes past the end. */
  reserve(more: number): void {
    const needed = this.size + more + 1;
    if (needed > this.nodes.length) this.nodes = growArray(this.nodes, Math.max(needed, 2 * this.nodes.length));
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.bits[this.nodes[i]! >>> 5] = 0;
    this.size = 0;
  }
}

/** Ties and the nodes or states that they lead to: a reusable list in two columns. The first `length` entries count. */
export class EdgeBuffer {
  ties = new Int32Array(256);
  targets = new Int32Array(256);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  append(ties: Int32Array, targets: Int32Array, count: number): void {
    this.reserve(count);
    for (let i = 0; i < count; i++) {
      this.ties[this.length + i] = ties[i]!;
      this.targets[this.length + i] = targets[i]!;
    }
    this.length += count;
  }

  /** Reserves capacity for `more` entries. */
  reserve(more: number): void {
    if (this.length + more <= this.ties.length) return;
    const capacity = Math.max(this.length + more, 2 * this.ties.length);
    this.ties = growArray(this.ties, capacity);
    this.targets = growArray(this.targets, capacity);
  }
}

/** Above any confidence. */
export const MAX_BOTTLENECK = 0xffff;
/** Before and after any day. */
export const MIN_DAY = -(2 ** 30);
export const MAX_DAY = 2 ** 30;

/**
 * The states at one position of the walks of a length, with bounds on the continuations of each to the goal: the highest
 * bottleneck, the latest end and the earliest start of the days on which all ties hold. The three may come from different
 * continuations, and from walks that visit a node twice: they are admissible bounds, which prune but do not decide.
 */
export class Layer {
  readonly states = new IntIndexSet();
  bottleneck = new Uint16Array(64);
  latest = new Int32Array(64);
  earliest = new Int32Array(64);

  /** Adds a continuation of a state with these bounds: widens the bounds of the state to include it. */
  relax(state: number, bottleneck: number, earliest: number, latest: number): void {
    const before = this.states.size;
    const index = this.states.add(state);
    if (index < before) {
      if (bottleneck > this.bottleneck[index]!) this.bottleneck[index] = bottleneck;
      if (latest > this.latest[index]!) this.latest[index] = latest;
      if (earliest < this.earliest[index]!) this.earliest[index] = earliest;
      return;
    }
    if (index === this.bottleneck.length) this.#grow();
    this.bottleneck[index] = bottleneck;
    this.latest[index] = latest;
    this.earliest[index] = earliest;
  }

  clear(): void {
    this.states.clear();
  }

  #grow(): void {
    const length = 2 * this.bottleneck.length;
    this.bottleneck = growArray(this.bottleneck, length);
    this.latest = growArray(this.latest, length);
    this.earliest = growArray(this.earliest, length);
  }
}

/** Larger buffers are not pooled: they would be slow to clear. */
const MAX_POOLED_CAPACITY = 4_096;

class Pool<T extends { clear(): void }> {
  readonly #all: T[] = [];
  #inUse = 0;

  constructor(
    private readonly make: () => T,
    private readonly capacityOf: (one: T) => number,
  ) {}

  acquire(): T {
    const one = this.#all[this.#inUse] ?? this.make();
    this.#all[this.#inUse++] = one;
    return one;
  }

  release(): void {
    for (let i = 0; i < this.#inUse; i++) {
      if (this.capacityOf(this.#all[i]!) > MAX_POOLED_CAPACITY) this.#all[i] = this.make();
      else this.#all[i]!.clear();
    }
    this.#inUse = 0;
  }
}

/** The pooled buffers of one search: allocating them takes longer than a short search itself. */
export class SearchBuffers {
  readonly indexSets = new Pool(
    () => new IntIndexSet(),
    ({ keys }) => keys.length,
  );
  readonly nodeSets = new Pool(
    () => new NodeSet(),
    ({ nodes }) => nodes.length,
  );
  readonly layers = new Pool(
    () => new Layer(),
    ({ latest }) => latest.length,
  );
  readonly edges = new Pool(
    () => new EdgeBuffer(),
    ({ ties }) => ties.length,
  );
  /** Always read right after it is filled, so one is enough. */
  readonly ranges = new AdjacencyRanges();

  release(): void {
    for (const pool of [this.indexSets, this.nodeSets, this.layers, this.edges]) pool.release();
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
