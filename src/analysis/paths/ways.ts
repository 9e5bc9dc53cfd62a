import { enlarged } from './numberTable.ts';

/** Ties and where each of them leads: a list that is filled again and again without being made anew. The first `length` count. */
export class Ways {
  ties = new Int32Array(256);
  others = new Int32Array(256);
  length = 0;

  push(tie: number, other: number): void {
    if (this.length === this.ties.length) this.#reserve(4 * this.length);
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
    if (length > this.ties.length) this.#reserve(Math.max(length, 2 * this.ties.length));
    for (let i = 0; i < more.length; i++) {
      this.ties[this.length + i] = more.ties[i]!;
      this.others[this.length + i] = more.others[i]!;
    }
    this.length = length;
  }

  #reserve(length: number): void {
    this.ties = enlarged(this.ties, length);
    this.others = enlarged(this.others, length);
  }
}
