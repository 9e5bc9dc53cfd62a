import type { ImportWarning } from '../format.ts';

/** What has no place in the graph: what it is, how often it occurs, and the first line. */
export class LeftOut {
  readonly #found = new Map<string, { count: number; readonly line: number }>();

  add(what: string, line: number, count = 1): void {
    const known = this.#found.get(what) ?? { count: 0, line };
    known.count += count;
    this.#found.set(what, known);
  }

  /** A warning for each, the most frequent first. */
  warnings(): ImportWarning[] {
    return [...this.#found]
      .sort(([, a], [, b]) => b.count - a.count)
      .map(([what, { count, line }]) => ({
        warning: 'no-place-for',
        field: what,
        line,
        times: count,
        message: `${what}: ${count} left out, the first here.`,
      }));
  }
}
