import type { Clock } from './clock.ts';

/** A cache of what was recently read of each revision, by its number, so that many followers cost the store as much as one. */
export class RevisionCache<T extends { readonly number: number }> {
  readonly #entries = new Map<number, Promise<T | null>>();

  /** It is cleared when the store goes back, since numbers of revisions are then used again. */
  constructor(
    clock: Clock,
    /** Reads the revisions with these numbers, without those that the store, or a lagging member of a cluster, does not have. */
    private readonly read: (numbers: readonly number[]) => Promise<readonly T[]>,
    private readonly maxRevisions: number,
  ) {
    clock.onChange((revision, previous) => {
      if (revision < previous) this.#entries.clear();
    });
  }

  /** The revisions from `first` to `last`, up to the first that the store does not have. */
  async between(first: number, last: number): Promise<T[]> {
    const found = await this.get(Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index));
    const end = found.indexOf(null);
    return (end < 0 ? found : found.slice(0, end)) as T[];
  }

  /** The revisions with these numbers; null for each that the store does not have. */
  async get(numbers: readonly number[]): Promise<(T | null)[]> {
    this.#fetch(numbers.filter((number) => !this.#entries.has(number)));
    const pending = numbers.map((number) => this.#entries.get(number)!);
    this.#evictOldest();
    return Promise.all(pending);
  }

  #fetch(numbers: readonly number[]): void {
    if (numbers.length === 0) return;
    const reading = this.read(numbers).then((read) => new Map(read.map((revision) => [revision.number, revision])));
    for (const number of numbers) this.#store(number, reading);
  }

  #evictOldest(): void {
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.maxRevisions) return;
      this.#entries.delete(oldest);
    }
  }

  /** A revision that is missing or could not be read is removed, so that it is read again next time. */
  #store(number: number, reading: Promise<ReadonlyMap<number, T>>): void {
    const found = reading.then((read) => read.get(number) ?? null);
    const remove = () => {
      if (this.#entries.get(number) === found) this.#entries.delete(number);
    };
    found.then((revision) => revision ?? remove(), remove);
    this.#entries.set(number, found);
  }
}
