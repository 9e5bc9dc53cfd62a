import type { Engine } from '../engine/engine.ts';
import { readRevisions } from './readRevisions.ts';
import type { LiveRevision } from './revision.ts';

/** How many revisions are kept in memory: enough for all who are up to date. */
const KEPT = 50;

/** Revisions read lately, so that many who follow the graph cost the store as much as one. */
export class RecentRevisions {
  readonly #known = new Map<number, Promise<LiveRevision | null>>();

  constructor(private readonly engine: Engine) {}

  /** The revisions from one number to another, as far as the store has them without gap. */
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

  /** What is not there, or could not be read, is asked for again next time. */
  #keep(number: number, reading: Promise<ReadonlyMap<number, LiveRevision>>): void {
    const found = reading.then((read) => read.get(number) ?? null);
    const forget = () => {
      if (this.#known.get(number) === found) this.#known.delete(number);
    };
    found.then((revision) => revision ?? forget(), forget);
    this.#known.set(number, found);
  }
}
