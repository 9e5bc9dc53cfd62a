import type { Engine } from '../engine/engine.ts';
import { readRevisions } from './readRevisions.ts';
import type { LiveRevision } from './revision.ts';

/** Size of the cache, in revisions: enough for all subscribers that are up to date. */
const MAX_REVISIONS = 50;

/** A cache of recently read revisions, so that many subscribers cost the store as much as one. */
export class RevisionCache {
  readonly #entries = new Map<number, Promise<LiveRevision | null>>();

  constructor(private readonly engine: Engine) {}

  /** The revisions from `first` to `last`, up to the first that the store does not have. */
  async between(first: number, last: number): Promise<LiveRevision[]> {
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    this.#fetch(numbers.filter((number) => !this.#entries.has(number)));
    const pending = numbers.map((number) => this.#entries.get(number)!);
    this.#evictOldest();
    const found = await Promise.all(pending);
    const end = found.indexOf(null);
    return (end < 0 ? found : found.slice(0, end)) as LiveRevision[];
  }

  #fetch(numbers: readonly number[]): void {
    if (numbers.length === 0) return;
    const reading = readRevisions(this.engine, numbers).then((read) => new Map(read.map((revision) => [revision.number, revision])));
    for (const number of numbers) this.#store(number, reading);
  }

  #evictOldest(): void {
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MAX_REVISIONS) return;
      this.#entries.delete(oldest);
    }
  }

  /** A revision that is missing or could not be read is removed, so that it is read again next time. */
  #store(number: number, reading: Promise<ReadonlyMap<number, LiveRevision>>): void {
    const found = reading.then((read) => read.get(number) ?? null);
    const remove = () => {
      if (this.#entries.get(number) === found) this.#entries.delete(number);
    };
    found.then((revision) => revision ?? remove(), remove);
    this.#entries.set(number, found);
  }
}
