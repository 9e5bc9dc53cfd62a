import type { Engine } from '../engine/engine.ts';
import { readRevisions } from './readRevisions.ts';
import type { LiveRevision } from './revision.ts';

/** Size of the cache, in revisions: enough for all subscribers that are up to date. */
const KEPT = 50;

/** A cache of recently read revisions, so that many subscribers cost the store as much as one. */
export class RecentRevisions {
  readonly #known = new Map<number, Promise<LiveRevision | null>>();

  constructor(private readonly engine: Engine) {}

  /** The revisions from `first` to `last`, up to the first that the store does not have. */
  async between(first: number, last: number): Promise<LiveRevision[]> {
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    this.#ask(numbers.filter((number) => !this.#known.has(number)));
    const asked = numbers.map((number) => this.#known.get(number)!);
    this.#forgetOldest();
    const found = await Promise.all(asked);
    const end = found.indexOf(null);
    return (end < 0 ? found : found.slice(0, end)) as LiveRevision[];
  }

  #ask(numbers: readonly number[]): void {
    if (numbers.length === 0) return;
    const reading = readRevisions(this.engine, numbers).then((read) => new Map(read.map((revision) => [revision.number, revision])));
    for (const number of numbers) this.#keep(number, reading);
  }

  #forgetOldest(): void {
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= KEPT) return;
      this.#known.delete(oldest);
    }
  }

  /** A revision that is missing or could not be read is removed, so that it is read again next time. */
  #keep(number: number, reading: Promise<ReadonlyMap<number, LiveRevision>>): void {
    const found = reading.then((read) => read.get(number) ?? null);
    const forget = () => {
      if (this.#known.get(number) === found) this.#known.delete(number);
    };
    found.then((revision) => revision ?? forget(), forget);
    this.#known.set(number, found);
  }
}
