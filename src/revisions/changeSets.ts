import { setImmediate } from 'node:timers/promises';
import type { ChangeRow } from '../analysis/projection/records.ts';
import type { Engine, Row, Value } from '../engine/engine.ts';
import type { RevisionRecord } from '../store/revision.ts';
import type { Clock } from './clock.ts';
import { CHANGE_SETS } from './revisions.cypher.ts';

/** A cache of what was recently read of each revision, by its number, so that many followers cost the store as much as one. */
export class RevisionCache<T extends { readonly number: number }> {
  readonly #entries = new Map<number, Promise<T | null>>();

  /** It is cleared when the store goes back, since numbers of revisions are then used again. */
  constructor(
    private readonly clock: Clock,
    /** Reads the revisions with these numbers, without those that the store, or a lagging member of a cluster, does not have. */
    private readonly read: (numbers: readonly number[]) => Promise<readonly T[]>,
    private readonly maxRevisions: number,
  ) {
    clock.onChange((revision, previous) => {
      if (revision < previous) this.#entries.clear();
    });
  }

  /** At most `count` revisions after a number, up to `last`, or up to the first that the store does not have. */
  async following(number: number, last: number, count: number): Promise<T[]> {
    const found = await this.get(this.clock.numbers.following(number, count, last));
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

/** A revision with its change set. */
export interface RevisionChanges extends Pick<RevisionRecord, 'number' | 'action' | 'by' | 'summary'> {
  readonly rows: readonly ChangeRow[];
}

/** Few, since the change set of an import has thousands of rows; enough for followers that are up to date. */
const MAX_CACHED = 20;

/** The change sets, for all followers of the clock: each is read once, unless a follower is far behind the others. */
export type ChangeSets = RevisionCache<RevisionChanges>;

export function changeSetsOf(engine: Engine, clock: Clock): ChangeSets {
  const read = async (numbers: readonly number[]) => {
    const revisions: RevisionChanges[] = [];
    for (const row of await engine.read(CHANGE_SETS, { numbers })) {
      revisions.push(decode(row));
      // That of an import takes milliseconds, and others wait.
      if (revisions.at(-1)!.rows.length > MANY_ROWS) await setImmediate();
    }
    return revisions;
  };
  return new RevisionCache(clock, read, MAX_CACHED);
}

/** From this many rows on, a revision takes so long that others have a turn after it. */
export const MANY_ROWS = 500;

function decode([number, action, by, summary, rows]: Row): RevisionChanges {
  const changes = (rows as readonly Value[]).map((row) => JSON.parse(row as string) as ChangeRow);
  return { number, action, by, summary, rows: changes } as RevisionChanges;
}
