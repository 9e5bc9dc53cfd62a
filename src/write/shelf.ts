import { isDeepStrictEqual } from 'node:util';

/** Who stamps a record: the revision that wrote it, and when it was first recorded. */
export interface Stamp {
  readonly revision: number;
  readonly at: string;
}

interface Stamped {
  readonly recordedAt: string;
  readonly revision: number;
}

export type Effect = 'CREATED' | 'UPDATED' | 'UNCHANGED';

/** A record as it was and as it is to be. */
export interface Update<T> {
  readonly before: T;
  readonly after: T;
}

/**
 * The records of one concept that a write touches: as the store has them, and as the rows would have them. Rows are
 * planned on shelves one after the other, so that each sees what the ones before it did; then the differences are written.
 */
export class Shelf<T extends Stamped> {
  private readonly stored = new Map<string, T>();
  /** Null: taken away. */
  private readonly planned = new Map<string, T | null>();

  /** @param earlier Records of the same that were planned before, and are not in the store. */
  constructor(
    private readonly idOf: (record: T) => string,
    private readonly earlier?: ReadonlyMap<string, T>,
  ) {}

  load(records: Iterable<T>): void {
    for (const record of records) this.stored.set(this.idOf(record), record);
  }

  get(id: string): T | undefined {
    const planned = this.planned.get(id);
    return planned === undefined ? (this.earlier?.get(id) ?? this.stored.get(id)) : (planned ?? undefined);
  }

  /** Everything read so far, as it is planned. */
  all(): T[] {
    const untouched = [...this.stored].filter(([id]) => !this.planned.has(id)).map(([, record]) => record);
    return [...untouched, ...this.changed()];
  }

  /** The record as the store has it. */
  before(id: string): T | undefined {
    return this.stored.get(id);
  }

  /** Puts the record as it should be. One that says nothing new changes nothing, not even its stamp. */
  put(record: Omit<T, keyof Stamped>, stamp: Stamp): Effect {
    const id = this.idOf(record as T);
    const known = this.get(id);
    if (!known) {
      this.planned.set(id, { ...record, recordedAt: stamp.at, revision: stamp.revision } as T);
      return 'CREATED';
    }
    const next = { ...record, recordedAt: known.recordedAt, revision: known.revision } as T;
    if (isDeepStrictEqual(next, known)) return 'UNCHANGED';
    if (this.isStored(id, record)) this.planned.delete(id);
    else this.planned.set(id, { ...next, revision: stamp.revision });
    return 'UPDATED';
  }

  /** A row may take back what a row before it said: then the record stays as it was. */
  private isStored(id: string, record: Omit<T, keyof Stamped>): boolean {
    const stored = this.planned.get(id) && this.stored.get(id);
    return !!stored && isDeepStrictEqual({ ...record, recordedAt: stored.recordedAt, revision: stored.revision }, stored);
  }

  /** Puts the record as it is, its stamp with it. */
  lay(record: T): void {
    this.planned.set(this.idOf(record), record);
  }

  take(id: string): void {
    this.planned.set(id, null);
  }

  created(): T[] {
    return this.changed().filter((record) => !this.stored.has(this.idOf(record)));
  }

  updated(): Update<T>[] {
    return this.changed().flatMap((after) => {
      const before = this.stored.get(this.idOf(after));
      return before ? [{ before, after }] : [];
    });
  }

  /** Created and updated ones. */
  changed(): T[] {
    return [...this.planned.values()].filter((record) => record !== null);
  }

  /** Was nothing read or planned? */
  isEmpty(): boolean {
    return this.stored.size === 0 && this.planned.size === 0;
  }

  isChanged(): boolean {
    return [...this.planned].some(([id, record]) => record !== null || this.stored.has(id));
  }

  removed(): T[] {
    return [...this.planned].flatMap(([id, record]) => (record === null && this.stored.has(id) ? [this.stored.get(id)!] : []));
  }
}
