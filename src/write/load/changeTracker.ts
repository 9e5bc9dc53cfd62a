import { isDeepStrictEqual } from 'node:util';

/** The revision and time of a write, which its records bear. */
export interface Stamp {
  readonly revision: number;
  readonly at: string;
}

interface Stamped {
  readonly recordedAt: string;
  readonly revision: number;
}

/** What the records of every concept have. */
export interface GraphRecord extends Stamped {
  readonly id: string;
}

export type Effect = 'CREATED' | 'UPDATED' | 'UNCHANGED';

/** A record before and after a write. */
export interface Update<T> {
  readonly before: T;
  readonly after: T;
}

/**
 * The records of one concept in a unit of work: as stored, and as planned. Rows are planned one after the other, and each
 * sees the changes of those before it; then the differences are written.
 */
export class ChangeTracker<T extends GraphRecord> {
  private readonly stored = new Map<string, T>();
  /** Null: deleted. */
  private readonly planned = new Map<string, T | null>();

  /** @param overlay Records that earlier batches of a dry run planned and that are not stored. */
  constructor(private readonly overlay?: ReadonlyMap<string, T>) {}

  /** Adds records as they are stored. */
  load(records: Iterable<T>): void {
    for (const record of records) this.stored.set(record.id, record);
  }

  /** The record as planned, or else as stored. */
  get(id: string): T | undefined {
    const planned = this.planned.get(id);
    return planned === undefined ? (this.overlay?.get(id) ?? this.stored.get(id)) : (planned ?? undefined);
  }

  /** All loaded and planned records, as planned. */
  all(): T[] {
    const untouched = [...this.stored].filter(([id]) => !this.planned.has(id)).map(([, record]) => record);
    return [...untouched, ...this.changed()];
  }

  /** The record as stored, before this write. */
  before(id: string): T | undefined {
    return this.stored.get(id);
  }

  /** Plans a record under the stamp of this write. One that equals the current record changes nothing, not even its stamp. */
  put(record: Omit<T, keyof Stamped>, stamp: Stamp): Effect {
    const { id } = record as T;
    const current = this.get(id);
    if (!current) {
      this.planned.set(id, { ...record, recordedAt: stamp.at, revision: stamp.revision } as T);
      return 'CREATED';
    }
    const next = { ...record, recordedAt: current.recordedAt, revision: current.revision } as T;
    if (isDeepStrictEqual(next, current)) return 'UNCHANGED';
    if (this.equalsStored(id, record)) this.planned.delete(id);
    else this.planned.set(id, { ...next, revision: stamp.revision });
    return 'UPDATED';
  }

  /** A row may undo the change of a row before it: then the stored record stays unchanged. */
  private equalsStored(id: string, record: Omit<T, keyof Stamped>): boolean {
    const stored = this.planned.get(id) && this.stored.get(id);
    return !!stored && isDeepStrictEqual({ ...record, recordedAt: stored.recordedAt, revision: stored.revision }, stored);
  }

  /** Plans a record with the stamp that it has. */
  set(record: T): void {
    this.planned.set(record.id, record);
  }

  /** Plans the deletion of a record. */
  delete(id: string): void {
    this.planned.set(id, null);
  }

  created(): T[] {
    return this.changed().filter((record) => !this.stored.has(record.id));
  }

  updated(): Update<T>[] {
    return this.changed().flatMap((after) => {
      const before = this.stored.get(after.id);
      return before ? [{ before, after }] : [];
    });
  }

  /** Created and updated records, as planned. */
  changed(): T[] {
    return [...this.planned.values()].filter((record) => record !== null);
  }

  /** Whether nothing was loaded or planned. */
  isEmpty(): boolean {
    return this.stored.size === 0 && this.planned.size === 0;
  }

  /** Whether the plan differs from the store. */
  isChanged(): boolean {
    return [...this.planned].some(([id, record]) => record !== null || this.stored.has(id));
  }

  /** Deleted records, as stored. */
  deleted(): T[] {
    return [...this.planned].flatMap(([id, record]) => (record === null && this.stored.has(id) ? [this.stored.get(id)!] : []));
  }
}
