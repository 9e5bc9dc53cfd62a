import { enlarged } from './numberTable.ts';

/** Ties and the nodes or states that they lead to: a reusable list in two columns. The first `length` entries count. */
export class Ways {
  ties = new Int32Array(256);
  others = new Int32Array(256);
  length = 0;

  push(tie: number, other: number): void {
    this.reserve(this.length + 1);
    this.ties[this.length] = tie;
    this.others[this.length++] = other;
  }

  get room(): number {
    return this.ties.length;
  }

  clear(): void {
    this.length = 0;
  }

  append(more: Ways): void {
    const length = this.length + more.length;
    this.reserve(length);
    for (let i = 0; i < more.length; i++) {
      this.ties[this.length + i] = more.ties[i]!;
      this.others[this.length + i] = more.others[i]!;
    }
    this.length = length;
  }

  /** Ensures a capacity of `length` in all. */
  reserve(length: number): void {
    if (length <= this.ties.length) return;
    const room = Math.max(length, 2 * this.ties.length);
    this.ties = enlarged(this.ties, room);
    this.others = enlarged(this.others, room);
  }
}
