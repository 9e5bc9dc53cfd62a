import type { PairGraph } from '../shape/pairGraph.ts';

export interface Unbalanced {
  readonly points: readonly [number, number, number];
  /** The confidence of its weakest pair, in ten-thousandths; that of a pair is its highest of any tie. */
  readonly confidence: number;
}

/** Selects the triangles of highest confidence from any number, in bounded memory. */
export class UnbalancedList {
  #kept: Unbalanced[] = [];
  #least = -1;

  constructor(
    private readonly graph: PairGraph,
    private readonly most: number,
  ) {}

  add(points: readonly [number, number, number], pairs: readonly number[]): void {
    const { sureCooperative, sureHostile } = this.graph;
    const confidence = Math.min(...pairs.map((pair) => Math.max(sureCooperative[pair]!, sureHostile[pair]!)));
    if (confidence < this.#least) return;
    this.#kept.push({ points, confidence });
    if (this.#kept.length >= 10 * this.most + 100) this.#cut();
  }

  best(): readonly Unbalanced[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    this.#kept = this.#kept.sort(surestFirst).slice(0, this.most);
    if (this.#kept.length === this.most) this.#least = this.#kept.at(-1)!.confidence;
  }
}

function surestFirst({ points: a, confidence: x }: Unbalanced, { points: b, confidence: y }: Unbalanced): number {
  return y - x || a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
