import type { PairGraph } from '../subgraph/pairGraph.ts';

export interface Unbalanced {
  readonly vertices: readonly [number, number, number];
  /** The confidence of its weakest pair, in ten-thousandths; that of a pair is its highest of any tie. */
  readonly confidence: number;
}

/** Selects the triangles of highest confidence from any number, in bounded memory. */
export class UnbalancedList {
  #items: Unbalanced[] = [];
  #minConfidence = -1;

  constructor(
    private readonly graph: PairGraph,
    private readonly max: number,
  ) {}

  add(vertices: readonly [number, number, number], pairs: readonly number[]): void {
    const { cooperativeConfidence, hostileConfidence } = this.graph;
    const confidence = Math.min(...pairs.map((pair) => Math.max(cooperativeConfidence[pair]!, hostileConfidence[pair]!)));
    if (confidence < this.#minConfidence) return;
    this.#items.push({ vertices, confidence });
    if (this.#items.length >= 10 * this.max + 100) this.#truncate();
  }

  best(): readonly Unbalanced[] {
    this.#truncate();
    return this.#items;
  }

  #truncate(): void {
    this.#items = this.#items.sort(byConfidence).slice(0, this.max);
    if (this.#items.length === this.max) this.#minConfidence = this.#items.at(-1)!.confidence;
  }
}

function byConfidence({ vertices: a, confidence: x }: Unbalanced, { vertices: b, confidence: y }: Unbalanced): number {
  return y - x || a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
