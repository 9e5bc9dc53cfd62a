/** Sets of vertices that are joined bit by bit (union–find); the set of a vertex is named by its lowest vertex. */
export class VertexSets {
  readonly #parent = new Map<number, number>();

  constructor(pairs: Iterable<readonly [number, number]> = []) {
    for (const [a, b] of pairs) this.join(a, b);
  }

  join(a: number, b: number): void {
    const [x, y] = [this.of(a), this.of(b)];
    if (x !== y) this.#parent.set(Math.max(x, y), Math.min(x, y));
  }

  /** The lowest vertex of the set. */
  of(vertex: number): number {
    let root = vertex;
    for (let next = this.#parent.get(root); next !== undefined; next = this.#parent.get(root)) root = next;
    for (let at = vertex; at !== root; ) {
      const next = this.#parent.get(at)!;
      this.#parent.set(at, root);
      at = next;
    }
    return root;
  }
}
