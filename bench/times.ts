/** Collected durations, in milliseconds. */
export class Times {
  readonly #times: number[] = [];

  async measure<T>(work: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const result = work();
    // Awaiting a value that is not a promise would add time.
    const awaited = result instanceof Promise ? await result : result;
    this.add(performance.now() - start);
    return awaited;
  }

  add(milliseconds: number): void {
    this.#times.push(milliseconds);
  }

  /** A quantile: 0.5 is the median. NaN where nothing was measured. */
  at(share: number): number {
    const sorted = [...this.#times].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  }

  /** `1.23 / 4.56`: median and 95th percentile. */
  toString(): string {
    return `${this.at(0.5).toFixed(2)} / ${this.at(0.95).toFixed(2)}`;
  }
}

/** A text table with aligned columns. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ');
  return all.map(line).join('\n');
}

export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
