import { growArray } from './intIndexSet.ts';

/** Ties and the nodes or states that they lead to: a reusable list in two columns. The first `length` entries count. */
export class EdgeBuffer {
  ties = new Int32Array(256);
  targets = new Int32Array(256);
  length = 0;

  push(tie: number, other: number): void {
    this.reserve(this.length + 1);
    this.ties[this.length] = tie;
    this.targets[this.length++] = other;
  }

  get capacity(): number {
    return this.ties.length;
  }

  clear(): void {
    this.length = 0;
  }

  append(more: EdgeBuffer): void {
    const length = this.length + more.length;
    this.reserve(length);
    for (let i = 0; i < more.length; i++) {
      this.ties[this.length + i] = more.ties[i]!;
      this.targets[this.length + i] = more.targets[i]!;
    }
    this.length = length;
  }

  /** Ensures a capacity of `length` in all. */
  reserve(length: number): void {
    if (length <= this.ties.length) return;
    const capacity = Math.max(length, 2 * this.ties.length);
    this.ties = growArray(this.ties, capacity);
    this.targets = growArray(this.targets, capacity);
  }
}
