/** Emptied after use; false where it is so large that a new one is faster. */
interface Reusable {
  clear(): boolean;
}

const MAX_REUSED_LENGTH = 8_192;
const idle = new Map<unknown, Reusable[]>();

/** The buffers of one search, reused by later ones: allocating them takes longer than a short search itself. */
export class SearchBuffers {
  readonly #inUse: Reusable[] = [];

  /** Runs work with buffers of its own. The result must not refer to them. */
  static use<T>(work: (buffers: SearchBuffers) => T): T {
    const buffers = new SearchBuffers();
    try {
      return work(buffers);
    } finally {
      for (const one of buffers.#inUse) if (one.clear()) idle.get(one.constructor)!.push(one);
    }
  }

  /** An empty one of a class. */
  acquire<T extends Reusable>(kind: new () => T): T {
    if (!idle.has(kind)) idle.set(kind, []);
    const one = (idle.get(kind)!.pop() as T | undefined) ?? new kind();
    this.#inUse.push(one);
    return one;
  }
}

/**
 * A set of non-negative integers with an index 0, 1, 2, … for each, in insertion order.
 * A hash table with linear probing: several times faster than Map, and small where little of the graph is visited.
 */
export class IntIndexSet {
  /** The integers by index; the first `size` count. */
  readonly keys: number[] = [];
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
    if (2 * this.size === this.#slots.length) this.#grow();
    this.keys[this.size] = key;
    this.#slots[this.#slotWith(this.size, 0)] = this.size + 1;
    return this.size++;
  }

  clear(): boolean {
    if (8 * this.size > this.#slots.length) this.#slots.fill(0);
    else for (let index = 0; index < this.size; index++) this.#slots[this.#slotWith(index, index + 1)] = 0;
    this.size = 0;
    return this.#slots.length <= MAX_REUSED_LENGTH;
  }

  /** The first slot for the key of an index that has this value, even where slots before it were cleared. */
  #slotWith(index: number, value: number): number {
    const mask = this.#slots.length - 1;
    let slot = Math.imul(this.keys[index]!, 0x9e37_79b1) >>> this.#shift;
    while (this.#slots[slot] !== value) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    this.#shift -= 1;
    for (let index = 0; index < this.size; index++) this.#slots[this.#slotWith(index, 0)] = index + 1;
  }
}

/**
 * A set of nodes in insertion order: a list and a bitmap with one bit per node of the graph. For a hundred thousand nodes
 * the bitmap fits in the L1 cache, and a membership test is one read. `Neighbors` reads and sets the bits itself.
 */
export class NodeSet {
  /** The first `size` count. */
  readonly nodes: number[] = [];
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

  clear(): boolean {
    for (let i = 0; i < this.size; i++) this.bits[this.nodes[i]! >>> 5] = 0;
    this.size = 0;
    return this.nodes.length <= MAX_REUSED_LENGTH;
  }
}

/** Ties and the nodes or states that they lead to: a reusable list in two columns. The first `length` entries count. */
export class EdgeBuffer {
  ties = new Int32Array(256);
  targets = new Int32Array(256);
  length = 0;

  clear(): boolean {
    this.length = 0;
    return this.ties.length <= MAX_REUSED_LENGTH;
  }

  /** Reserves capacity for `more` entries. */
  reserve(more: number): void {
    if (this.length + more <= this.ties.length) return;
    const { ties, targets } = this;
    const capacity = Math.max(this.length + more, 2 * ties.length);
    this.ties = new Int32Array(capacity);
    this.targets = new Int32Array(capacity);
    this.ties.set(ties);
    this.targets.set(targets);
  }
}
