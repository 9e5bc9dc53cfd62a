/** A reusable list of ties. */
export class TieList {
  items = new Int32Array(1024);
  length = 0;

  push(tie: number): void {
    if (this.length === this.items.length) this.reserve(this.length + 1);
    this.items[this.length++] = tie;
  }

  /** Ensures a capacity of `capacity` ties in all. */
  reserve(capacity: number): void {
    if (capacity <= this.items.length) return;
    const larger = new Int32Array(Math.max(capacity, 2 * this.items.length));
    larger.set(this.items.subarray(0, this.length));
    this.items = larger;
  }

  toArray(): Int32Array {
    return this.items.slice(0, this.length);
  }
}
